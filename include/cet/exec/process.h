/* Running a program: everything of cet that starts one comes through here, so that nothing runs without a bound.
 *
 *     const char *const argv[] = {"make", "check", NULL};
 *     struct process_result result = {0};
 *     status = process_run(&(struct process_request){.argv = argv, .folder = suite, .sandbox = box}, &result, err);
 *     if (status == STATUS_OK && !process_succeeded(&result)) ...
 *     process_result_release(&result);
 *
 * The child leads a session of its own; when it ends, for whatever reason, what it left behind is killed with it. It
 * gets descriptors 0, 1, 2 and those asked for, none else. Zero fields are the defaults below. The texts of a request
 * are the caller's and must live until the run has ended. A result is released with process_result_release. */
#ifndef CET_EXEC_PROCESS_H
#define CET_EXEC_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/core/strbuf.h"

struct sandbox;

#define PROCESS_TIMEOUT_MS 300000u
#define PROCESS_MEMORY_BYTES (2ull << 30)
#define PROCESS_FILE_BYTES (1ull << 30)
#define PROCESS_OUTPUT_BYTES (16u << 20)
#define PROCESS_REPORT_DESCRIPTOR 3

/* Somebody who serves the program while process_run waits for it. Called from process_run's own thread. */
struct process_attendant {
    void *context;
    int descriptor; /* polled; an epoll descriptor stands for many */
    void (*ready)(void *context);
    /* May be NULL. Right after the start; the inodes are those of the pipes behind its output and errors. */
    void (*started)(void *context, int pid, uint64_t output_inode, uint64_t errors_inode);
    /* May be NULL. The program has ended; what it left behind is killed when this returns. */
    void (*ended)(void *context);
};

struct process_request {
    const char *const *argv; /* NULL-terminated; argv[0] without a slash is looked up in PATH */
    const char *folder;      /* where it starts; NULL: the sandbox's staging folder, else the current folder */

    /* "NAME=value", NULL-terminated, over what the child has anyway: the parent's environment, or, in a sandbox or with
     * environment_clean, only PATH, HOME, TMPDIR and LC_ALL=C.UTF-8. */
    const char *const *environment;
    bool environment_clean;

    const void *input; /* what the child reads as standard input; NULL: nothing */
    size_t input_length;

    bool merge_errors; /* standard error goes into output, in the order written */
    bool report;       /* the child may write to descriptor 3; the text is result->report, apart from its output */
    /* Open descriptors of the caller, handed on as 3, 4, ... (4, 5, ... beside a report). They stay the caller's. */
    const int *descriptors;
    size_t descriptor_count;

    const struct process_attendant *attendant; /* may be NULL */

    /* The same memory layout each time, where the system lets a process choose: what reads beyond its memory finds the
     * same there. */
    bool fixed_addresses;

    const struct sandbox *sandbox; /* NULL: a plain child with the limits below */

    void (*look)(void *context); /* called every 50 ms while it runs, to show how far it is; NULL: not */
    void *look_context;

    uint64_t timeout_ms;            /* wall; 0: PROCESS_TIMEOUT_MS */
    uint64_t cpu_limit_s;           /* of each process; 0: none beyond the wall */
    uint64_t memory_limit_bytes;    /* 0: PROCESS_MEMORY_BYTES */
    bool address_space_unlimited;   /* ASan, guard pages: only the resident memory is watched, every 50 ms */
    uint64_t file_size_limit_bytes; /* 0: PROCESS_FILE_BYTES */
    uint64_t output_max_bytes;      /* of each of output, error_output and report; 0: PROCESS_OUTPUT_BYTES */
    bool output_cut;                /* beyond it output is dropped and the child goes on, instead of being killed */
};

enum process_end {
    PROCESS_NOT_STARTED, /* error_output holds one line that says why */
    PROCESS_EXITED,
    PROCESS_SIGNALLED, /* under bubblewrap an exit code above 128 counts as one */
    PROCESS_TIMED_OUT,
    PROCESS_OUTPUT_LIMIT,
    PROCESS_MEMORY_LIMIT, /* the resident memory of child and descendants together; a refused malloc is the child's */
    PROCESS_CANCELLED,    /* by interrupt.h */
};

struct process_result {
    enum process_end end;
    int exit_code; /* PROCESS_EXITED */
    int signal;    /* PROCESS_SIGNALLED */
    uint64_t wall_ms;
    uint64_t cpu_ms;            /* user and system, of child and its reaped descendants */
    uint64_t peak_memory_bytes; /* resident, of the largest process */
    bool output_was_cut;
    struct strbuf output;
    struct strbuf error_output;
    struct strbuf report;
};

/* STATUS_OK when the program was started, however it ended. STATUS_NOT_FOUND: no such program; STATUS_IO: the system
 * refused; STATUS_CANCELLED: interrupt.h. *ret is filled only with STATUS_OK. */
enum status process_run(const struct process_request *request, struct process_result *ret, struct error *err);

void process_result_release(struct process_result *result);
/* Exited with code 0. */
bool process_succeeded(const struct process_result *result);
/* "exit code 3", "killed by SIGSEGV", "stopped after 300 s", ... */
void process_describe(const struct process_result *result, struct strbuf *out);

#endif
