#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "anonymous_file.h"
#include "box.h"
#include "cet/core/clock.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/interrupt.h"
#include "child.h"
#include "environment.h"
#include "interrupt_table.h"
#include "program.h"

#define LOOK_EVERY_MS 50

extern char **environ;

/* What lives only until the program has started. */
struct preparation {
    struct launch launch;
    struct words environment;
    struct words command; /* of bubblewrap */
    int to_close[LAUNCH_DESCRIPTORS_MAX];
    size_t to_close_count;
};

static void preparation_release(struct preparation *preparation)
{
    for (size_t i = 0; i < preparation->to_close_count; i++)
        close(preparation->to_close[i]);
    words_release(&preparation->environment);
    words_release(&preparation->command);
}

static uint64_t or_default(uint64_t value, uint64_t otherwise)
{
    return value ? value : otherwise;
}

/* The next descriptor number of the child is descriptor; owned ones are closed after the start. */
static int give(struct preparation *preparation, int descriptor, bool owned)
{
    struct launch *launch = &preparation->launch;
    if (owned)
        preparation->to_close[preparation->to_close_count++] = descriptor;
    launch->descriptors[launch->descriptor_count] = descriptor;
    return (int)launch->descriptor_count++;
}

static enum status give_pipe(struct preparation *preparation, struct stream *stream, int *ret_number, struct error *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_set_errno(err, "cannot make a pipe");
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    stream->descriptor = ends[0];
    *ret_number = give(preparation, ends[1], true);
    return STATUS_OK;
}

static enum status give_input(struct preparation *preparation, const struct process_request *request, struct error *err)
{
    int input;
    if (request->input) {
        enum status status = anonymous_file(request->input, request->input_length, &input, err);
        if (status != STATUS_OK)
            return status;
    } else {
        input = open("/dev/null", O_RDONLY | O_CLOEXEC);
        if (input < 0)
            return error_set_errno(err, "'/dev/null'");
    }
    give(preparation, input, true);
    return STATUS_OK;
}

/* 0, 1, 2, the report, the caller's. */
static enum status give_descriptors(struct preparation *preparation, struct child *child, struct error *err)
{
    const struct process_request *request = &child->request;
    int number;
    enum status status;
    if (request->descriptor_count > LAUNCH_DESCRIPTORS_MAX - 8)
        return error_set(err, STATUS_LIMIT, "'%s': %zu descriptors are too many for a program", child->program,
                         request->descriptor_count);
    if ((status = give_input(preparation, request, err)) != STATUS_OK ||
        (status = give_pipe(preparation, &child->streams[STREAM_OUTPUT], &number, err)) != STATUS_OK)
        return status;
    if (request->merge_errors)
        give(preparation, preparation->launch.descriptors[1], false);
    else if ((status = give_pipe(preparation, &child->streams[STREAM_ERRORS], &number, err)) != STATUS_OK)
        return status;
    if (request->report && (status = give_pipe(preparation, &child->streams[STREAM_REPORT], &number, err)) != STATUS_OK)
        return status;
    for (size_t i = 0; i < request->descriptor_count; i++)
        give(preparation, request->descriptors[i], false);
    return STATUS_OK;
}

static void set_environment(struct words *environment, const struct process_request *request)
{
    const struct sandbox *box = request->sandbox;
    const char *temporary = box ? box->temporary : getenv("TMPDIR");
    if (box || request->environment_clean)
        environment_set_clean(environment, temporary && *temporary ? temporary : "/tmp");
    else
        environment_set_all(environment, (const char *const *)(uintptr_t)environ);
    environment_set_all(environment, request->environment);
}

static void set_limits(struct launch_limits *limits, const struct process_request *request)
{
    limits->cpu_s = request->cpu_limit_s;
    limits->file_bytes = or_default(request->file_size_limit_bytes, PROCESS_FILE_BYTES);
    if (!request->address_space_unlimited)
        limits->address_space_bytes = or_default(request->memory_limit_bytes, PROCESS_MEMORY_BYTES);
    if (request->sandbox)
        limits->processes = request->sandbox->processes;
}

static enum status find_program(struct child *child, const struct words *environment, const char *folder,
                                struct error *err)
{
    const char *name = child->request.argv ? child->request.argv[0] : NULL;
    if (!name)
        return error_set(err, STATUS_INVALID, "a program without a name cannot be started");
    child->program = program_find_in(name, environment_find(environment, "PATH"), folder);
    if (!child->program)
        return error_set(err, STATUS_NOT_FOUND, "'%s': no such program", name);
    return STATUS_OK;
}

static enum status wrap_in_bubblewrap(struct preparation *preparation, struct child *child, const char *folder,
                                      struct error *err)
{
    const struct sandbox *box = child->request.sandbox;
    struct launch *launch = &preparation->launch;
    int status_number = -1;
    int filter = -1;
    enum status status = give_pipe(preparation, &child->streams[STREAM_BOX], &status_number, err);
    if (status == STATUS_OK)
        status = anonymous_file(box->filter, box->filter_length * sizeof *box->filter, &filter, err);
    if (status != STATUS_OK)
        return status;
    int filter_number = give(preparation, filter, true);
    bubblewrap_command(box, child->program, child->request.argv, folder, &preparation->environment, status_number,
                       filter_number, launch->fixed_addresses, &preparation->command);
    static const char *const nothing[] = {NULL};
    child->in_bubblewrap = true;
    launch->argv = words_list(&preparation->command);
    launch->path = launch->argv[0];
    launch->environment = nothing;
    launch->folder = "/";
    return STATUS_OK;
}

/* Some containers forbid it. */
static bool addresses_can_be_fixed(void)
{
    const int before = personality(0xffffffff);
    const bool can = before >= 0 && personality((unsigned long)before | ADDR_NO_RANDOMIZE) >= 0;
    if (can)
        personality((unsigned long)before);
    return can;
}

static enum status prepare(struct preparation *preparation, struct child *child, struct error *err)
{
    const struct process_request *request = &child->request;
    const struct sandbox *box = request->sandbox;
    struct launch *launch = &preparation->launch;
    const char *folder = request->folder ? request->folder : box ? box->staging : NULL;
    SCOPED(memory_free_pointer) char *absolute = folder ? path_absolute(folder, NULL) : NULL;
    set_environment(&preparation->environment, request);
    enum status status = find_program(child, &preparation->environment, absolute, err);
    if (status == STATUS_OK)
        status = give_descriptors(preparation, child, err);
    if (status != STATUS_OK)
        return status;
    set_limits(&launch->limits, request);
    launch->fixed_addresses = request->fixed_addresses && addresses_can_be_fixed();
    if (box && box->drops_user) {
        for (size_t i = 0; i < box->writable.count; i++)
            hand_over(box->writable.items[i], box->user, box->group);
    }
    if (box)
        launch->confinement = box->confinement;
    if (box && box->kind == SANDBOX_BUBBLEWRAP)
        return wrap_in_bubblewrap(preparation, child, absolute, err);
    launch->path = child->program;
    launch->argv = request->argv;
    launch->environment = words_list(&preparation->environment);
    launch->folder = request->folder ? request->folder : folder;
    return STATUS_OK;
}

static void close_streams(struct child *child)
{
    for (size_t i = 0; i < STREAM_COUNT; i++) {
        if (child->streams[i].descriptor >= 0)
            close(child->streams[i].descriptor);
    }
}

/* Once in a process. As the reaper of orphans it gets the first process in bubblewrap's tree, whose end is the end of
 * all in the tree, and with it what they used. Children whose end is ignored cannot be waited for. */
static void become_reaper(void)
{
    static atomic_flag done = ATOMIC_FLAG_INIT;
    struct sigaction action;
    if (atomic_flag_test_and_set(&done))
        return;
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    if (sigaction(SIGCHLD, NULL, &action) == 0 && action.sa_handler == SIG_IGN)
        signal(SIGCHLD, SIG_DFL);
}

static uint64_t inode_of(const struct stream *stream)
{
    struct stat info;
    return stream->descriptor >= 0 && fstat(stream->descriptor, &info) == 0 ? info.st_ino : 0;
}

static void tell_attendant(const struct child *child)
{
    const struct process_attendant *attendant = child->request.attendant;
    uint64_t output = inode_of(&child->streams[STREAM_OUTPUT]);
    if (attendant && attendant->started)
        attendant->started(attendant->context, child->pid, output,
                           child->request.merge_errors ? output : inode_of(&child->streams[STREAM_ERRORS]));
}

enum status child_start(struct child *child, const struct process_request *request, struct error *err)
{
    struct preparation preparation;
    memset(&preparation, 0, sizeof preparation);
    memset(child, 0, sizeof *child);
    child->request = *request;
    child->pid_descriptor = -1;
    for (size_t i = 0; i < STREAM_COUNT; i++) {
        child->streams[i].descriptor = -1;
        child->streams[i].max_bytes = or_default(request->output_max_bytes, PROCESS_OUTPUT_BYTES);
    }
    if (interrupt_seen())
        return error_set(err, STATUS_CANCELLED, "interrupted");
    enum status status = prepare(&preparation, child, err);
    become_reaper();
    child->started_ms = clock_now_ms();
    if (status == STATUS_OK)
        status = launch(&preparation.launch, &child->pid, err);
    preparation_release(&preparation);
    if (status != STATUS_OK) {
        close_streams(child);
        free(child->program);
        return status;
    }
    interrupt_watch(child->pid);
    tell_attendant(child);
    child->pid_descriptor = (int)syscall(SYS_pidfd_open, child->pid, 0);
    child->deadline_ms = child->started_ms + or_default(request->timeout_ms, PROCESS_TIMEOUT_MS);
    child->next_look_ms = child->started_ms + LOOK_EVERY_MS;
    if (interrupt_seen()) /* between the question above and interrupt_watch */
        child_kill(child, PROCESS_CANCELLED);
    return STATUS_OK;
}
