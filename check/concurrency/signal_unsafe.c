/* What a signal handler does at a moment when the program may be inside malloc, printf, or between the two halves of a
 * change: it calls what is not async-signal-safe (POSIX.1-2017, 2.4.3), or writes a variable that the compiler may keep
 * in a register elsewhere.
 *
 * Handlers of faults alone are left out: after SIGSEGV there is little to lose. */
#include <stdlib.h>
#include <string.h>

#include "call_graph.h"
#include "cet/core/memory.h"
#include "expression_key.h"
#include "pass.h"
#include "signal_handlers.h"

/* Of what people call in handlers, that which the list of POSIX does not have; sorted. */
static const char *const unsafe_names[] = {
    "asctime",
    "asprintf",
    "atexit",
    "calloc",
    "closelog",
    "cnd_broadcast",
    "cnd_signal",
    "cnd_wait",
    "ctime",
    "dlclose",
    "dlopen",
    "dlsym",
    "dprintf",
    "err",
    "errx",
    "exit",
    "fclose",
    "fdopen",
    "fflush",
    "fgetc",
    "fgets",
    "fopen",
    "fprintf",
    "fputc",
    "fputs",
    "fread",
    "free",
    "freeaddrinfo",
    "fscanf",
    "fwrite",
    "getaddrinfo",
    "getchar",
    "getenv",
    "gethostbyname",
    "getpwnam",
    "getpwuid",
    "gmtime",
    "localtime",
    "localtime_r",
    "malloc",
    "mktime",
    "mtx_lock",
    "mtx_unlock",
    "openlog",
    "pclose",
    "perror",
    "popen",
    "printf",
    "pthread_cond_broadcast",
    "pthread_cond_signal",
    "pthread_cond_wait",
    "pthread_create",
    "pthread_join",
    "pthread_mutex_lock",
    "pthread_mutex_unlock",
    "pthread_rwlock_rdlock",
    "pthread_rwlock_unlock",
    "pthread_rwlock_wrlock",
    "putc",
    "putchar",
    "puts",
    "qsort",
    "rand",
    "realloc",
    "reallocarray",
    "regcomp",
    "regexec",
    "remove",
    "scanf",
    "setenv",
    "snprintf",
    "sprintf",
    "sscanf",
    "strdup",
    "strerror",
    "strndup",
    "strsignal",
    "strtok",
    "syslog",
    "system",
    "tmpfile",
    "vasprintf",
    "vdprintf",
    "vfprintf",
    "vprintf",
    "vsnprintf",
    "vsprintf",
    "vsyslog",
    "warn",
    "warnx",
};

/* Of the list of POSIX, what is likely to be found with a body in a program that takes the library's place; sorted. */
static const char *const safe_names[] = {
    "_Exit",        "_exit",        "abort",           "accept",    "access",      "alarm",
    "bind",         "chdir",        "chmod",           "close",     "connect",     "creat",
    "dup",          "dup2",         "execl",           "execle",    "execv",       "execve",
    "fchmod",       "fcntl",        "fdatasync",       "fork",      "fstat",       "fsync",
    "ftruncate",    "getpid",       "getppid",         "getuid",    "kill",        "link",
    "listen",       "longjmp",      "lseek",           "lstat",     "mkdir",       "nanosleep",
    "open",         "openat",       "pause",           "pipe",      "poll",        "pselect",
    "pthread_kill", "pthread_self", "pthread_sigmask", "raise",     "read",        "readlink",
    "recv",         "rename",       "rmdir",           "select",    "sem_post",    "send",
    "setpgid",      "setsid",       "sigaction",       "sigaddset", "sigemptyset", "sigfillset",
    "siglongjmp",   "signal",       "sigprocmask",     "sleep",     "socket",      "stat",
    "time",         "umask",        "unlink",          "wait",      "waitpid",     "write",
};

struct signal_check {
    struct check_pass *pass;
    const struct facts *facts;
    const struct signal_handlers *handlers;
    struct call_graph graph;
    bool *is_handler;      /* for each function */
    bool *is_reached;      /* for each: from a handler */
    uint32_t *unsafe_site; /* for each: the call by which it comes to something unsafe, NO_ID: none */
};

static int compare_name(const void *name, const void *entry)
{
    return strcmp(name, *(const char *const *)entry);
}

static bool is_unsafe(const struct fact_function *function)
{
    return !function->is_defined && function->linkage != LINKAGE_STATIC &&
           bsearch(function->name, unsafe_names, ARRAY_LENGTH(unsafe_names), sizeof *unsafe_names, compare_name);
}

static bool is_safe(const struct fact_function *function)
{
    return bsearch(function->name, safe_names, ARRAY_LENGTH(safe_names), sizeof *safe_names, compare_name);
}

static const struct signal_handler *installation_of(const struct signal_check *check, uint32_t function)
{
    for (size_t i = 0; i < check->handlers->count; i++)
        if (check->handlers->items[i].function == function && !check->handlers->items[i].is_of_faults)
            return &check->handlers->items[i];
    return NULL;
}

/* Filling a buffer is not on the list, but is what handlers are written with; it counts in the handler itself only. */
static bool is_unsafe_below(const struct fact_function *function)
{
    return is_unsafe(function) && !strstr(function->name, "printf");
}

static bool prints(const struct fact_function *function)
{
    return is_unsafe(function) && strstr(function->name, "printf") && !strstr(function->name, "sprintf") &&
           !strstr(function->name, "snprintf");
}

/* From the unsafe calls up to all functions that lead to them. */
static void find_unsafe_sites(struct signal_check *check)
{
    const struct call_graph *graph = &check->graph;
    uint32_t *waiting = memory_new((size_t)check->facts->function_count + 1, sizeof *waiting);
    uint32_t first = 0, count = 0;
    for (uint32_t i = 0; i < check->facts->function_count; i++)
        check->unsafe_site[i] = NO_ID;
    for (uint32_t i = 0; i < graph->site_count; i++) {
        const struct fact_function *callee = &check->facts->functions[graph->sites[i].callee];
        uint32_t caller = graph->sites[i].caller;
        if ((!is_unsafe_below(callee) && !prints(callee)) || check->unsafe_site[caller] != NO_ID)
            continue;
        check->unsafe_site[caller] = i;
        waiting[count++] = caller;
    }
    while (first < count) {
        uint32_t function = waiting[first++];
        for (uint32_t i = graph->first_of_callee[function]; i < graph->first_of_callee[function + 1]; i++) {
            uint32_t caller = graph->sites[graph->by_callee[i]].caller;
            if (check->unsafe_site[caller] != NO_ID || is_safe(&check->facts->functions[function]))
                continue;
            check->unsafe_site[caller] = check->unsafe_site[function];
            waiting[count++] = caller;
        }
    }
    free(waiting);
}

static struct check_note note_of(const struct signal_check *check, uint32_t handler)
{
    const struct signal_handler *installed = installation_of(check, handler);
    if (!installed)
        return (struct check_note){0};
    return (struct check_note){
        check->facts->functions[installed->installer].graph.nodes[installed->node].range,
        arena_printf(check->pass->arena, "'%s' is made a signal handler here", check->facts->functions[handler].name)};
}

static void report_call(struct signal_check *check, const struct call_site *site)
{
    const struct fact_function *handler = &check->facts->functions[site->caller];
    struct check_place place = {
        .function = handler, .range = handler->graph.nodes[site->node].range, .note = note_of(check, site->caller)};
    check_report(
        check->pass, &place,
        "the signal handler '%s' calls '%s', which is not async-signal-safe; set a flag, or write() to a pipe, "
        "and do this where the program waits",
        handler->name, check->facts->functions[site->callee].name);
}

static void report_calls_below(struct signal_check *check, const struct call_site *site, const struct call_site *unsafe)
{
    const struct fact_function *handler = &check->facts->functions[site->caller];
    const char *name = check->facts->functions[unsafe->callee].name;
    struct check_note note = {check->facts->functions[unsafe->caller].graph.nodes[unsafe->node].range,
                              arena_printf(check->pass->arena, "'%s' is called here", name)};
    check_report(
        check->pass,
        &(struct check_place){.function = handler, .range = handler->graph.nodes[site->node].range, .note = note},
        "the signal handler '%s' comes to '%s' through '%s', which is not async-signal-safe; set a flag, or "
        "write() to a pipe, and do this where the program waits",
        handler->name, name, check->facts->functions[site->callee].name);
}

static void look_at_site(struct signal_check *check, const struct call_site *site)
{
    if (!check->is_handler[site->caller])
        return;
    uint32_t below = check->unsafe_site[site->callee];
    if (is_unsafe(&check->facts->functions[site->callee]))
        report_call(check, site);
    else if (below != NO_ID && !is_safe(&check->facts->functions[site->callee]))
        report_calls_below(check, site, &check->graph.sites[below]);
}

/* --- variables --- */

static bool is_untouchable(const struct facts *facts, uint32_t type)
{
    for (unsigned i = 0; i < 16 && type < facts->type_count; i++) {
        if (facts->types[type].flags & (TYPE_FLAG_VOLATILE | TYPE_FLAG_ATOMIC))
            return true;
        if (facts->types[type].kind != TYPE_TYPEDEF && facts->types[type].kind != TYPE_ARRAY)
            return false;
        type = facts->types[type].target;
    }
    return false;
}

/* The global that an assignment writes, directly or one of its fields; NO_ID: none, or one that is volatile. */
static uint32_t written_global(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[node];
    bool is_step = n->kind == NODE_UNARY && n->op >= OP_PRE_INC && n->op <= OP_POST_DEC;
    if (n->kind != NODE_ASSIGN && !is_step)
        return NO_ID;
    for (uint32_t at = graph_child(graph, node, 0); at < graph->node_count; at = graph_child(graph, at, 0)) {
        const struct graph_node *place = &graph->nodes[at];
        if (is_untouchable(facts, place->type))
            return NO_ID;
        if (place->kind == NODE_GLOBAL && place->symbol < facts->global_count)
            return is_untouchable(facts, facts->globals[place->symbol].type) ? NO_ID : place->symbol;
        bool leads_on = (place->kind == NODE_MEMBER && place->op == OP_DOT) ||
                        (place->kind == NODE_CAST && place->op == OP_DECAY) || place->kind == NODE_SUBSCRIPT;
        if (!leads_on)
            return NO_ID;
    }
    return NO_ID;
}

/* Whether the program reads it outside of handlers. */
static bool is_used_outside(const struct signal_check *check, uint32_t global)
{
    for (uint32_t i = 0; i < check->facts->function_count; i++) {
        const struct function_graph *graph = &check->facts->functions[i].graph;
        if (check->is_reached[i])
            continue;
        for (uint32_t node = 0; node < graph->node_count; node++)
            if (graph->nodes[node].kind == NODE_GLOBAL && graph->nodes[node].symbol == global &&
                graph->nodes[node].parent < graph->node_count &&
                graph->nodes[graph->nodes[node].parent].kind != NODE_ASSIGN)
                return true;
    }
    return false;
}

static void look_at_writes(struct signal_check *check, uint32_t handler)
{
    const struct fact_function *function = &check->facts->functions[handler];
    for (uint32_t node = 0; node < function->graph.node_count; node++) {
        uint32_t global = written_global(check->facts, &function->graph, node);
        if (global == NO_ID || check->facts->globals[global].is_thread_local || !is_used_outside(check, global))
            continue;
        struct check_place place = {
            .function = function, .range = function->graph.nodes[node].range, .note = note_of(check, handler)};
        struct expression_names names;
        expression_names_init(&names, check->facts, function, check->pass->arena);
        check_report(check->pass, &place,
                     "the signal handler '%s' writes '%s', which is not volatile: others may never see it; declare it "
                     "volatile sig_atomic_t",
                     function->name, expression_shown(&names, graph_child(&function->graph, node, 0)));
    }
}

void check_signal_unsafe(struct check_pass *pass)
{
    SCOPED(signal_handlers_release) struct signal_handlers handlers = {0};
    signal_handlers_find(&handlers, pass->facts);
    if (!handlers.count)
        return;
    size_t count = (size_t)pass->facts->function_count + 1;
    SCOPED(memory_free_pointer) bool *is_handler = memory_new(count, sizeof *is_handler);
    SCOPED(memory_free_pointer) bool *is_reached = memory_new(count, sizeof *is_reached);
    SCOPED(memory_free_pointer) uint32_t *unsafe_site = memory_new(count, sizeof *unsafe_site);
    struct signal_check check = {.pass = pass,
                                 .facts = pass->facts,
                                 .handlers = &handlers,
                                 .is_handler = is_handler,
                                 .is_reached = is_reached,
                                 .unsafe_site = unsafe_site};
    for (size_t i = 0; i < handlers.count; i++)
        is_handler[handlers.items[i].function] |= !handlers.items[i].is_of_faults;
    call_graph_find(&check.graph, pass->facts);
    memcpy(is_reached, is_handler, pass->facts->function_count * sizeof *is_reached);
    call_graph_reach(&check.graph, pass->facts, is_reached);
    find_unsafe_sites(&check);
    for (uint32_t i = 0; i < check.graph.site_count; i++)
        look_at_site(&check, &check.graph.sites[i]);
    for (uint32_t i = 0; i < pass->facts->function_count; i++)
        if (is_handler[i])
            look_at_writes(&check, i);
    call_graph_release(&check.graph);
}
