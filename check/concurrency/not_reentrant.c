/* Functions of the C library that keep their result or their state in one place for all threads, called by threads. */
#include <stdlib.h>
#include <string.h>

#include "call_graph.h"
#include "cet/core/memory.h"
#include "expressions.h"
#include "locks.h"
#include "pass.h"
#include "threads.h"

static const struct shared_call {
    const char *name;
    const char *instead;
    bool is_often_safe; /* the usual C library has a lock or a state for each thread in it, POSIX does not ask for it */
} shared_calls[] = {
    {"asctime", "asctime_r or strftime", false},
    {"crypt", "crypt_r", false},
    {"ctime", "ctime_r or strftime", false},
    {"drand48", "erand48 with a state of its own", false},
    {"ecvt", "snprintf", false},
    {"fcvt", "snprintf", false},
    {"getgrent", "getgrent_r", false},
    {"getgrgid", "getgrgid_r", false},
    {"getgrnam", "getgrnam_r", false},
    {"gethostbyaddr", "getnameinfo", false},
    {"gethostbyname", "getaddrinfo", false},
    {"getlogin", "getlogin_r", false},
    {"getmntent", "getmntent_r", false},
    {"getprotobyname", "getprotobyname_r", false},
    {"getprotobynumber", "getprotobynumber_r", false},
    {"getpwent", "getpwent_r", false},
    {"getpwnam", "getpwnam_r", false},
    {"getpwuid", "getpwuid_r", false},
    {"getservbyname", "getaddrinfo", false},
    {"getservbyport", "getnameinfo", false},
    {"gmtime", "gmtime_r", false},
    {"hcreate", "hcreate_r", false},
    {"hsearch", "hsearch_r", false},
    {"inet_ntoa", "inet_ntop", true},
    {"localtime", "localtime_r", false},
    {"lrand48", "nrand48 with a state of its own", false},
    {"mrand48", "jrand48 with a state of its own", false},
    {"ptsname", "ptsname_r", false},
    {"rand", "a generator with a state of its own for each thread", true},
    {"setlocale", "newlocale and uselocale", true},
    {"srand", "a generator with a state of its own for each thread", true},
    {"strerror", "strerror_r", true},
    {"strsignal", "sigdescr_np", true},
    {"strtok", "strtok_r", false},
    {"tmpnam", "mkstemp", false},
    {"ttyname", "ttyname_r", false},
};

static int compare_name(const void *name, const void *call)
{
    return strcmp(name, ((const struct shared_call *)call)->name);
}

static const struct shared_call *find_shared(const struct fact_function *function)
{
    if (function->is_defined || function->linkage == LINKAGE_STATIC)
        return NULL;
    return bsearch(function->name, shared_calls, ARRAY_LENGTH(shared_calls), sizeof *shared_calls, compare_name);
}

static bool has_shared(const struct facts *facts)
{
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (find_shared(&facts->functions[i]))
            return true;
    return false;
}

/* Functions that more than one thread may run: those that threads begin with and what they call, and, where nothing is
 * seen of that, those that take a lock. Returns whether the starts were seen. */
static bool find_threaded(struct check_pass *pass, const struct call_graph *graph, bool *is_threaded)
{
    const struct locks *locks = check_locks(pass);
    bool is_seen = threads_find_starts(pass->facts, is_threaded);
    for (uint32_t i = 0; !is_seen && i < pass->facts->function_count; i++) {
        const struct lock_function *function = locks_of(locks, i);
        is_threaded[i] = function && function->lock_count;
    }
    if (is_seen)
        call_graph_reach(graph, pass->facts, is_threaded);
    return is_seen;
}

/* Whether a lock that the program made itself keeps others from calling it at the same time. */
static bool is_guarded(const struct locks *locks, const struct call_site *site)
{
    const struct lock_function *function = locks_of(locks, site->caller);
    return function && lock_function_held(function, site->node);
}

static void look_at_site(struct check_pass *pass, const struct call_site *site, bool is_seen)
{
    const struct fact_function *caller = &pass->facts->functions[site->caller];
    const struct shared_call *shared = find_shared(&pass->facts->functions[site->callee]);
    if (!shared || (shared->is_often_safe && !is_seen) || is_guarded(check_locks(pass), site))
        return;
    check_report(pass, &(struct check_place){.function = caller, .range = caller->graph.nodes[site->node].range},
                 "'%s' has one state for all threads, and '%s' is run by threads; use %s", shared->name, caller->name,
                 shared->instead);
}

void check_not_reentrant(struct check_pass *pass)
{
    if (!has_shared(pass->facts))
        return;
    SCOPED(call_graph_release) struct call_graph graph = {0};
    SCOPED(memory_free_pointer) bool *is_threaded =
        memory_new((size_t)pass->facts->function_count + 1, sizeof *is_threaded);
    call_graph_find(&graph, pass->facts);
    bool is_seen = find_threaded(pass, &graph, is_threaded);
    for (uint32_t i = 0; i < graph.site_count; i++)
        if (is_threaded[graph.sites[i].caller])
            look_at_site(pass, &graph.sites[i], is_seen);
}
