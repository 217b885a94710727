/* A program that runs: its descriptors, deadline and result. Several are driven by one thread:
 *
 *     child_start(&child, &request, err);
 *     while (!child_has_ended(&child))
 *         children_wait(&pointer_to_child, 1);
 *     child_finish(&child, &result, err);
 */
#ifndef CET_EXEC_CHILD_H
#define CET_EXEC_CHILD_H

#include <sys/resource.h>
#include <sys/types.h>

#include "cet/exec/process.h"

enum stream_kind { STREAM_OUTPUT, STREAM_ERRORS, STREAM_REPORT, STREAM_BOX, STREAM_COUNT };

struct stream {
    int descriptor; /* -1: closed */
    uint64_t max_bytes;
    struct strbuf text;
};

struct child {
    struct process_request request;
    char *program;
    pid_t pid;
    int pid_descriptor; /* -1: the kernel has none, it is asked now and then */
    struct stream streams[STREAM_COUNT];
    bool in_bubblewrap;
    pid_t box_init; /* the first process in bubblewrap's tree, ours to reap after it; 0: none, or reaped */
    bool has_group; /* of a reaped child: killed processes of its group are still there, counted as the user's */
    uint64_t started_ms;
    uint64_t deadline_ms;
    uint64_t next_look_ms; /* at its memory */
    uint64_t give_up_ms;   /* once dead: how long its pipes are waited for */
    bool is_killed;
    enum process_end killed_for;
    bool is_cut;
    bool is_reaped;
    int wait_status;
    uint64_t ended_ms;
    struct rusage usage;
};

/* Zeroed by the call; nothing to release after a failure. */
enum status child_start(struct child *child, const struct process_request *request, struct error *err);
bool child_has_ended(const struct child *child);
void child_kill(struct child *child, enum process_end why);
/* Sleeps until something happens to one of them, at most 1 s, and deals with it. */
void children_wait(struct child *const *children, size_t count);
/* Of an ended child: moves its result out and releases it. Failures as of process_run. */
enum status child_finish(struct child *child, struct process_result *ret, struct error *err);

#endif
