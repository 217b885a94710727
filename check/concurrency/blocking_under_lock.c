/* Sleeping, waiting for another process or for the network, or writing through to the disk, with a lock held: whoever
 * needs the lock waits as long. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "locks.h"
#include "pass.h"

static const struct blocking_call {
    const char *name;
    const char *waits; /* for what */
} blocking_calls[] = {
    {"accept", "for a connection"},
    {"accept4", "for a connection"},
    {"clock_nanosleep", "for time to pass"},
    {"connect", "for the network"},
    {"epoll_wait", "for something to happen"},
    {"fdatasync", "for the disk"},
    {"fsync", "for the disk"},
    {"getaddrinfo", "for the network"},
    {"getchar", "for input"},
    {"gethostbyname", "for the network"},
    {"getpass", "for input"},
    {"nanosleep", "for time to pass"},
    {"pclose", "for another process"},
    {"poll", "for something to happen"},
    {"ppoll", "for something to happen"},
    {"pselect", "for something to happen"},
    {"pthread_join", "for another thread"},
    {"recv", "for the network"},
    {"recvfrom", "for the network"},
    {"recvmsg", "for the network"},
    {"scanf", "for input"},
    {"select", "for something to happen"},
    {"sem_wait", "for another thread"},
    {"sleep", "for time to pass"},
    {"sync", "for the disk"},
    {"syncfs", "for the disk"},
    {"system", "for another process"},
    {"tcdrain", "for the terminal"},
    {"thrd_join", "for another thread"},
    {"thrd_sleep", "for time to pass"},
    {"usleep", "for time to pass"},
    {"wait", "for another process"},
    {"waitid", "for another process"},
    {"waitpid", "for another process"},
};

static int compare_name(const void *name, const void *call)
{
    return strcmp(name, ((const struct blocking_call *)call)->name);
}

/* Input that a person or another program is waited for. */
static bool reads_standard_input(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                                 const char *name)
{
    static const struct {
        const char *name;
        uint32_t argument;
    } readers[] = {{"fgets", 2}, {"getline", 2}, {"fgetc", 0}, {"getc", 0}, {"fscanf", 0}, {"fread", 3}, {"read", 0}};
    for (size_t i = 0; i < ARRAY_LENGTH(readers); i++) {
        if (strcmp(name, readers[i].name) != 0)
            continue;
        uint32_t from = graph_skip_casts(graph, graph_child(graph, call, readers[i].argument + 1));
        int64_t value;
        if (from >= graph->node_count)
            return false;
        if (graph->nodes[from].kind == NODE_GLOBAL && graph->nodes[from].symbol < facts->global_count)
            return !strcmp(facts->globals[graph->nodes[from].symbol].name, "stdin");
        return !strcmp(name, "read") && constant_value(graph, from, &value) && value == 0;
    }
    return false;
}

/* poll and select that only look and do not wait, waitpid that does not. */
static bool returns_at_once(const struct function_graph *graph, uint32_t call, const char *name)
{
    static const struct {
        const char *name;
        uint32_t argument;
        bool is_when_zero;
    } impatient[] = {{"poll", 2, true}, {"epoll_wait", 3, true}, {"waitpid", 2, false}, {"recv", 3, false}};
    int64_t value;
    for (size_t i = 0; i < ARRAY_LENGTH(impatient); i++)
        if (!strcmp(name, impatient[i].name) &&
            constant_value(graph, graph_child(graph, call, impatient[i].argument + 1), &value))
            return (value == 0) == impatient[i].is_when_zero;
    return false;
}

static const char *waits_for(const struct facts *facts, const struct function_graph *graph, uint32_t call)
{
    const struct fact_function *callee = called_function(facts, graph, call);
    if (!callee || callee->is_defined || callee->linkage == LINKAGE_STATIC ||
        returns_at_once(graph, call, callee->name))
        return NULL;
    const struct blocking_call *found =
        bsearch(callee->name, blocking_calls, ARRAY_LENGTH(blocking_calls), sizeof *blocking_calls, compare_name);
    if (found)
        return found->waits;
    return reads_standard_input(facts, graph, call, callee->name) ? "for input" : NULL;
}

/* Waiting for a condition gives back its own lock only. */
static uint8_t held_while_waiting(const struct locks *locks, const struct lock_function *function, uint32_t call,
                                  uint8_t held)
{
    const struct lock_call *wait = &locks->calls[function->names.function->graph.nodes[call].symbol];
    struct lock lock;
    if (wait->action != LOCK_WAIT || !lock_of_argument(&function->names, call, wait, &lock))
        return 0;
    for (uint32_t i = 0; i < function->lock_count; i++)
        if (!strcmp(function->locks[i].key, lock.key))
            return held & (uint8_t)(1u << i) ? held & (uint8_t)~(1u << i) : 0;
    return 0;
}

static void look_at_call(struct check_pass *pass, const struct locks *locks, const struct lock_function *function,
                         uint32_t call)
{
    const struct fact_function *fact = &pass->facts->functions[function->function];
    const struct fact_function *callee = called_function(pass->facts, &fact->graph, call);
    uint8_t held = lock_function_held(function, call);
    if (!callee || !held)
        return;
    const char *reason = waits_for(pass->facts, &fact->graph, call);
    if (!reason) {
        held = held_while_waiting(locks, function, call, held);
        reason = "for another thread";
    }
    for (uint32_t i = 0; i < function->lock_count; i++)
        if (held & 1u << i) {
            check_report(pass, &(struct check_place){.function = fact, .range = fact->graph.nodes[call].range},
                         "'%s' waits %s while '%s' is held, and with it all who need that; do it before the lock or "
                         "after the unlock",
                         callee->name, reason, function->locks[i].shown);
            return;
        }
}

void check_blocking_under_lock(struct check_pass *pass)
{
    const struct locks *locks = check_locks(pass);
    for (uint32_t i = 0; i < pass->facts->function_count; i++) {
        const struct lock_function *function = locks_of(locks, i);
        if (!function || !function->is_solved)
            continue;
        for (uint32_t node = 0; node < pass->facts->functions[i].graph.node_count; node++)
            if (pass->facts->functions[i].graph.nodes[node].kind == NODE_CALL)
                look_at_call(pass, locks, function, node);
    }
}
