/* What instrumented modules call. */
#include "cet/runtime/mutants.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "active.h"
#include "state.h"

struct cet_mutants_state cet_mutants_state = {.report = -1};

static int compare_planned(const void *left, const void *right)
{
    const struct cet_mutants_planned *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

struct cet_mutants_planned *cet_mutants_find_planned(uint64_t id)
{
    const struct cet_mutants_planned key = {.id = id};
    if (cet_mutants_state.plan_count == 0)
        return NULL;
    return bsearch(&key, cet_mutants_state.plan, cet_mutants_state.plan_count, sizeof key, compare_planned);
}

/* One write a line: several processes append to the one file. */
void cet_mutants_say(const char *format, ...)
{
    char line[512];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (length >= (int)sizeof line) {
        length = sizeof line - 1;
        line[length - 1] = '\n';
    }
    if (cet_mutants_state.report >= 0 && write(cet_mutants_state.report, line, (size_t)length) != length)
        abort();
}

static unsigned number_from_environment(const char *name, unsigned otherwise, unsigned most)
{
    const char *text = getenv(name);
    unsigned long value = text ? strtoul(text, NULL, 10) : 0;
    return value == 0 ? otherwise : value > most ? most : (unsigned)value;
}

static void add_planned(struct cet_mutants_planned planned)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    if ((state->plan_count & (state->plan_count + 1)) == 0) { /* grows at 0, 1, 3, 7, ... */
        struct cet_mutants_planned *larger = cet_mutants_pages((state->plan_count + 1) * 2 * sizeof *larger);
        if (state->plan_count)
            memcpy(larger, state->plan, state->plan_count * sizeof *larger);
        state->plan = larger;
    }
    state->plan[state->plan_count++] = planned;
}

static void load_plan(const char *path)
{
    FILE *file = path ? fopen(path, "re") : NULL;
    struct cet_mutants_planned planned;
    char word[8];
    if (!file)
        return;
    while (fscanf(file, "%" SCNx64 " %" SCNu64 " %7s", &planned.id, &planned.hits, word) == 3) {
        planned.is_pending = strcmp(word, "run") == 0;
        add_planned(planned);
    }
    fclose(file);
    qsort(cet_mutants_state.plan, cet_mutants_state.plan_count, sizeof planned, compare_planned);
}

/* What an earlier program of the same run killed is dead. */
static void leave_out_killed(const char *report)
{
    FILE *file = report ? fopen(report, "re") : NULL;
    char line[512];
    if (!file)
        return;
    while (fgets(line, sizeof line, file)) {
        uint64_t id;
        char word[16];
        struct cet_mutants_planned *planned = NULL;
        if (sscanf(line, "result %" SCNx64 " %15s", &id, word) == 2 && strcmp(word, "survived") != 0)
            planned = cet_mutants_find_planned(id);
        if (planned)
            planned->is_pending = false;
    }
    fclose(file);
}

static void say_program(void)
{
    char path[4096], folder[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    cet_mutants_say("program %s\n", path);
    if (getcwd(folder, sizeof folder))
        cet_mutants_say("folder %s\n", folder);
}

static void start(void)
{
    static bool is_started;
    struct cet_mutants_state *state = &cet_mutants_state;
    const char *mode = getenv("CET_MUTANTS"), *report = getenv("CET_MUTANTS_REPORT");
    if (is_started)
        return;
    is_started = true;
    if (!mode)
        return;
    state->mode = strcmp(mode, "list") == 0       ? MODE_LIST
                  : strcmp(mode, "run") == 0      ? MODE_RUN
                  : strcmp(mode, "fail") == 0     ? MODE_FAIL
                  : strncmp(mode, "one:", 4) == 0 ? MODE_ONE
                                                  : MODE_OFF;
    state->process = getpid();
    state->jobs = number_from_environment("CET_MUTANTS_JOBS", 1, 64);
    state->cpu_ms = number_from_environment("CET_MUTANTS_CPU_MS", 2000, 3600000);
    state->wall_ms = number_from_environment("CET_MUTANTS_WALL_MS", 10000, 3600000);
    if (state->mode == MODE_ONE)
        state->one = strtoull(mode + 4, NULL, 16);
    if (report)
        state->report = open(report, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    load_plan(getenv("CET_MUTANTS_PLAN"));
    if (state->mode == MODE_RUN)
        leave_out_killed(report);
    if (state->mode == MODE_LIST)
        say_program();
}

static bool has_pending(const struct cet_mutants_module *module, uint32_t function)
{
    const struct cet_mutants_function *f = &module->functions[function];
    for (uint32_t s = f->first_site; s < f->first_site + f->site_count; s++)
        for (uint32_t m = 0; m < module->sites[s].mutant_count; m++) {
            uint64_t id = module->mutant_ids[module->sites[s].first_mutant - 1 + m];
            const struct cet_mutants_planned *planned = id ? cet_mutants_find_planned(id) : NULL;
            if (planned && planned->is_pending)
                return true;
        }
    return false;
}

void cet_mutants_register(struct cet_mutants_module *module)
{
    start();
    if (module->version != CET_MUTANTS_VERSION)
        return;
    module->next = cet_mutants_state.modules;
    cet_mutants_state.modules = module;
    switch (cet_mutants_state.mode) {
    case MODE_LIST:
        cet_mutants_list_start(module);
        break;
    case MODE_ONE:
        cet_mutants_activate_in(module, cet_mutants_state.one);
        break;
    case MODE_FAIL:
        memset(module->armed, 1, module->function_count);
        break;
    case MODE_RUN:
        for (uint32_t f = 0; f < module->function_count; f++)
            module->armed[f] = has_pending(module, f);
        break;
    default:
        break;
    }
}

bool cet_mutants_enter(struct cet_mutants_module *module, uint32_t function)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    switch (state->mode) {
    case MODE_LIST:
        if (getpid() == state->process)
            cet_mutants_list_enter();
        return true;
    case MODE_ONE:
        return true;
    case MODE_FAIL:
        abort();
    case MODE_RUN:
        if (getpid() == state->process)
            cet_mutants_fork_pending(module, function);
        return module->armed[function] && state->mode == MODE_CHILD;
    case MODE_CHILD:
        cet_mutants_child_enter();
        return true;
    default:
        return false;
    }
}

_Noreturn void cet_mutants_exhausted(void)
{
    if (cet_mutants_state.outcome)
        cet_mutants_state.outcome->is_exhausted = true;
    else if (cet_mutants_state.mode == MODE_ONE)
        cet_mutants_say("exhausted %016" PRIx64 "\n", cet_mutants_state.one);
    _exit(124);
}

__attribute__((destructor)) static void finish(void)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    if (state->mode == MODE_LIST && getpid() == state->process)
        cet_mutants_list_end();
    if (state->mode == MODE_CHILD)
        cet_mutants_child_enter();
}
