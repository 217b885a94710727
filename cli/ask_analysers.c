#include "ask_analysers.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/core/progress.h"
#include "cet/exec/pool.h"
#include "cet/model/suppressions.h"
#include "foreign_flags.h"

#define MAX_FLAG_ROUNDS 3

/* Where a program may be called otherwise than its analyser. */
static const char *const programs[ANALYSER_COUNT][3] = {
    [ANALYSER_CLANG_TIDY] = {"clang-tidy-19", "clang-tidy"},
    [ANALYSER_CPPCHECK] = {"cppcheck"},
    [ANALYSER_GCC] = {"gcc"},
    [ANALYSER_CLANG] = {"clang-19"},
    [ANALYSER_FLAWFINDER] = {"flawfinder"},
};

/* One analyser on one unit. */
struct job {
    enum analyser analyser;
    const struct source_unit *unit;
    const char **argv;
    bool *is_foreign; /* flags of the unit that the analyser does not know */
};

struct asking {
    const struct ask_request *request;
    struct arena arena;
    char *paths[ANALYSER_COUNT];
    struct job *jobs;
    struct process_result *results;
    size_t count;
    struct progress progress;
    uint64_t done;
};

static char *find_program(enum analyser analyser, const struct toolchain *tools)
{
    if (tools && analyser == ANALYSER_GCC && tools->gcc.path)
        return memory_strdup(tools->gcc.path);
    if (tools && analyser == ANALYSER_CLANG)
        return memory_strdup(tools->clang.path);
    char *path = NULL;
    for (size_t i = 0; programs[analyser][i] && !path; i++)
        path = program_find(programs[analyser][i]);
    return path;
}

/* Calls add for each name of the list. */
static enum status each_name(const char *list, struct asking *asking, const struct toolchain *tools,
                             enum status (*add)(struct asking *asking, const struct toolchain *tools,
                                                enum analyser analyser, struct error *err),
                             struct error *err)
{
    SCOPED(memory_free_pointer) char *copy = memory_strdup(list);
    enum status status = STATUS_OK;
    char *rest;
    for (char *name = strtok_r(copy, ",", &rest); name && status == STATUS_OK; name = strtok_r(NULL, ",", &rest)) {
        enum analyser analyser;
        if (!analyser_find(name, &analyser))
            return error_set(err, STATUS_INVALID,
                             "'%s' (--with) is no analyser; known are clang-tidy, cppcheck, gcc, clang, flawfinder",
                             name);
        status = add(asking, tools, analyser, err);
    }
    return status;
}

static enum status check_one(struct asking *asking, const struct toolchain *tools, enum analyser analyser,
                             struct error *err)
{
    (void)asking;
    SCOPED(memory_free_pointer) char *path = find_program(analyser, tools);
    bool is_clang = analyser == ANALYSER_CLANG; /* cet's own, which is looked for elsewhere */
    return path || is_clang ? STATUS_OK
                            : error_set(err, STATUS_NOT_FOUND, "'%s' (--with) is not installed", programs[analyser][0]);
}

enum status analysers_check(const char *list, struct error *err)
{
    if (!*list)
        return error_set(err, STATUS_INVALID, "--with names no analyser");
    return each_name(list, NULL, NULL, check_one, err);
}

struct words {
    const char **items;
    size_t count;
    size_t capacity;
};

static void add_word(struct words *words, const char *word)
{
    ARRAY_PUSH(words->items, words->count, words->capacity, word);
}

static void add_words(struct words *words, const char *const *list)
{
    for (; *list; list++)
        add_word(words, *list);
}

/* Plugins are of one compiler. */
static bool is_plugin_flag(const char *flag)
{
    return !strncmp(flag, "-fplugin", strlen("-fplugin"));
}

static void add_flags(struct words *words, const struct job *job)
{
    for (size_t i = 0; i < job->unit->flag_count; i++)
        if (!job->is_foreign[i] && !is_plugin_flag(job->unit->flags[i]))
            add_word(words, job->unit->flags[i]);
}

/* Folders and macros are what cppcheck takes. */
static void add_cppcheck_flags(struct words *words, const struct job *job)
{
    static const char *const kept[] = {"-I", "-D", "-U"};
    for (size_t i = 0; i < job->unit->flag_count; i++)
        for (size_t k = 0; k < ARRAY_LENGTH(kept); k++) {
            const char *flag = job->unit->flags[i];
            if (strncmp(flag, kept[k], 2) != 0 || (!flag[2] && i + 1 == job->unit->flag_count))
                continue;
            add_word(words, flag);
            if (!flag[2])
                add_word(words, job->unit->flags[++i]);
            break;
        }
}

static void plan_command(struct asking *asking, struct job *job)
{
    static const char *const cppcheck[] = {"--quiet",
                                           "--enable=warning,style,performance,portability",
                                           "--library=posix",
                                           "--suppress=missingInclude",
                                           "--suppress=missingIncludeSystem",
                                           ANALYSER_CPPCHECK_TEMPLATE,
                                           ANALYSER_CPPCHECK_NOTES,
                                           NULL};
    static const char *const gcc[] = {
        "-fanalyzer", "-fdiagnostics-plain-output", "-Wno-error", "-O0", "-S", "-o", "/dev/null", NULL};
    static const char *const clang[] = {"--analyze",
                                        "-Xclang",
                                        "-analyzer-output=text",
                                        "-fno-color-diagnostics",
                                        "-fno-caret-diagnostics",
                                        "-Wno-error",
                                        "-w",
                                        "-o",
                                        "/dev/null",
                                        NULL};
    static const char *const flawfinder[] = {"--dataonly", "--quiet", "--columns", "--singleline", NULL};
    struct words words = {0};
    add_word(&words, asking->paths[job->analyser]);
    switch (job->analyser) {
    case ANALYSER_CLANG_TIDY:
        add_word(&words, "--quiet");
        add_word(&words, job->unit->path);
        add_word(&words, "--");
        add_flags(&words, job);
        break;
    case ANALYSER_CPPCHECK:
        add_words(&words, cppcheck);
        add_cppcheck_flags(&words, job);
        break;
    case ANALYSER_FLAWFINDER:
        add_words(&words, flawfinder);
        break;
    default:
        add_flags(&words, job);
        add_words(&words, job->analyser == ANALYSER_GCC ? gcc : clang);
        break;
    }
    if (job->analyser != ANALYSER_CLANG_TIDY)
        add_word(&words, job->unit->path);
    add_word(&words, NULL);
    job->argv = arena_array(&asking->arena, words.count, sizeof *job->argv);
    memcpy(job->argv, words.items, words.count * sizeof *job->argv);
    free(words.items);
}

static enum status plan_analyser(struct asking *asking, const struct toolchain *tools, enum analyser analyser,
                                 struct error *err)
{
    const struct source_units *units = asking->request->units;
    if (asking->paths[analyser])
        return STATUS_OK; /* named twice */
    asking->paths[analyser] = find_program(analyser, tools);
    if (!asking->paths[analyser])
        return error_set(err, STATUS_NOT_FOUND, "'%s' (--with) is not installed", programs[analyser][0]);
    asking->jobs = memory_resize(asking->jobs, asking->count + units->count, sizeof *asking->jobs);
    for (size_t i = 0; i < units->count; i++) {
        struct job *job = &asking->jobs[asking->count++];
        *job = (struct job){.analyser = analyser, .unit = &units->items[i]};
        job->is_foreign = arena_array(&asking->arena, job->unit->flag_count + 1, sizeof *job->is_foreign);
        plan_command(asking, job);
    }
    return STATUS_OK;
}

static enum status count_done(void *context, size_t index, struct process_result *result, struct error *err)
{
    struct asking *asking = context;
    (void)index;
    (void)result;
    (void)err;
    progress_update(&asking->progress, ++asking->done);
    return STATUS_OK;
}

static struct process_request request_of(const struct asking *asking, const struct job *job)
{
    static const char *const environment[] = {"LC_ALL=C", NULL}; /* gcc quotes flags with ' then */
    return (struct process_request){.argv = job->argv,
                                    .folder = job->unit->folder,
                                    .environment = environment,
                                    .sandbox = asking->request->workplace->sandbox,
                                    .merge_errors = true};
}

/* A failed run goes on without the flags that it complained of; false when there is none. */
static bool replan(struct asking *asking, size_t index)
{
    struct job *job = &asking->jobs[index];
    const struct process_result *result = &asking->results[index];
    if (process_succeeded(result) ||
        !foreign_flags_find(strbuf_text(&result->output), job->unit->flags, job->unit->flag_count, job->is_foreign))
        return false;
    plan_command(asking, job);
    return true;
}

static enum status run_again(struct asking *asking, bool *ret_was_needed, struct error *err)
{
    SCOPED(memory_free_pointer) struct process_request *requests = memory_new(asking->count + 1, sizeof *requests);
    SCOPED(memory_free_pointer) struct process_result *results = memory_new(asking->count + 1, sizeof *results);
    SCOPED(memory_free_pointer) size_t *indices = memory_new(asking->count + 1, sizeof *indices);
    size_t count = 0;
    for (size_t i = 0; i < asking->count; i++)
        if (replan(asking, i)) {
            requests[count] = request_of(asking, &asking->jobs[i]);
            indices[count++] = i;
        }
    *ret_was_needed = count > 0;
    if (!count)
        return STATUS_OK;
    enum status status = pool_run_all(requests, count, (unsigned)asking->request->jobs, NULL, NULL, results, err);
    for (size_t i = 0; i < count; i++) {
        process_result_release(&asking->results[indices[i]]);
        asking->results[indices[i]] = results[i];
    }
    return status;
}

static enum status run_all(struct asking *asking, struct error *err)
{
    SCOPED(memory_free_pointer) struct process_request *requests = memory_new(asking->count + 1, sizeof *requests);
    asking->results = memory_new(asking->count + 1, sizeof *asking->results);
    for (size_t i = 0; i < asking->count; i++)
        requests[i] = request_of(asking, &asking->jobs[i]);
    progress_begin(&asking->progress, asking->request->progress, "runs of other analysers", asking->count);
    enum status status = pool_run_all(requests, asking->count, (unsigned)asking->request->jobs, count_done, asking,
                                      asking->results, err);
    bool is_needed = true;
    for (unsigned round = 0; round < MAX_FLAG_ROUNDS && status == STATUS_OK && is_needed; round++)
        status = run_again(asking, &is_needed, err);
    progress_end(&asking->progress);
    return status;
}

/* The first line that speaks of an error, else how the run ended. */
static void note_failure(const struct job *job, const struct process_result *result, struct unread_units *unread)
{
    SCOPED(strbuf_release) struct strbuf why = {0};
    const char *text = strbuf_text(&result->output);
    const char *found = strstr(text, "error: ");
    while (found && found > text && found[-1] != '\n')
        found--;
    strbuf_printf(&why, "by %s: ", analyser_name(job->analyser));
    if (found)
        strbuf_printf(&why, "%.*s", (int)strcspn(found, "\n"), found);
    else
        process_describe(result, &why);
    unread_units_add(unread, job->unit->path, strbuf_text(&why));
}

static uint32_t file_of(const struct facts *facts, const char *path)
{
    for (uint32_t i = 0; i < facts->file_count; i++)
        if (!strcmp(facts->files[i].path, path))
            return i;
    return NO_ID;
}

/* Leaves out what is not asked for, names functions, minds the marks. */
static void prepare(const struct asking *asking, const struct facts *facts, const struct suppressions *marks,
                    const struct finding_set *raw, struct finding_set *prepared)
{
    for (size_t i = 0; i < raw->count; i++) {
        struct finding finding = raw->items[i];
        uint32_t file = file_of(facts, finding.path);
        if (finding.level < asking->request->level || (file != NO_ID && facts->files[file].is_system))
            continue;
        const struct fact_function *function = facts_function_at(facts, finding.path, finding.line);
        const struct suppression *mark =
            suppressions_find(marks, finding.rule, (struct source_range){.file = file, .line = finding.line});
        finding.function = function ? function->name : "";
        finding.state = mark ? FINDING_SILENCED : FINDING_SHOWN;
        finding.reason = mark ? mark->reason : "";
        finding_set_add(prepared, &finding);
    }
}

/* Job by job, for a set keeps what two of them say in the same words once, without the second's name. */
static void take_in(struct asking *asking, const struct facts *facts, struct finding_set *findings,
                    struct unread_units *unread)
{
    SCOPED(suppressions_release) struct suppressions marks = {0};
    suppressions_read(&marks, facts);
    for (size_t i = 0; i < asking->count; i++) {
        SCOPED(finding_set_release) struct finding_set raw = {0}, prepared = {0};
        const struct job *job = &asking->jobs[i];
        const struct process_result *result = &asking->results[i];
        analyser_output_read(job->analyser, job->unit->folder, strbuf_text(&result->output), result->output.length,
                             &raw);
        if (!process_succeeded(result) && !raw.count) /* some exit with 1 when they found something */
            note_failure(job, result, unread);
        prepare(asking, facts, &marks, &raw, &prepared);
        findings_take_in(&prepared, findings);
    }
}

static void asking_release(struct asking *asking)
{
    for (size_t i = 0; asking->results && i < asking->count; i++)
        process_result_release(&asking->results[i]);
    for (size_t i = 0; i < ANALYSER_COUNT; i++)
        free(asking->paths[i]);
    free(asking->results);
    free(asking->jobs);
    arena_release(&asking->arena);
}

enum status ask_analysers(const struct ask_request *request, const struct facts *facts, struct finding_set *findings,
                          struct unread_units *unread, struct error *err)
{
    SCOPED(asking_release) struct asking asking = {.request = request};
    enum status status = each_name(request->list, &asking, &request->workplace->tools, plan_analyser, err);
    if (status == STATUS_OK)
        status = run_all(&asking, err);
    if (status == STATUS_OK)
        take_in(&asking, facts, findings, unread);
    return status;
}
