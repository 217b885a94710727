/* Why a process must not be forked amid its work: a child has none of its threads, shares its pipes, and writes the
 * files that it writes. */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "state.h"

#define INPUT_WAIT_MS 100
#define MAX_WRITTEN 64

static struct cet_mutants_open inherited[OPEN_MAX_LISTED];
static unsigned inherited_count;
static bool has_threads, has_pipes, has_shared_pipes, has_files;
static char written[MAX_WRITTEN][PATH_MAX];
static unsigned written_count;

static bool is_pipe(unsigned mode)
{
    return S_ISFIFO(mode) || S_ISSOCK(mode);
}

/* make's tokens: every program below it inherits them and none reads them. */
static bool is_jobserver(int descriptor)
{
    const char *flags = getenv("MAKEFLAGS");
    const char *named = flags ? strstr(flags, "--jobserver-auth=") : NULL;
    int ends[2] = {-1, -1};
    if (named && sscanf(named, "--jobserver-auth=%d,%d", &ends[0], &ends[1]) == 2)
        return descriptor == ends[0] || descriptor == ends[1];
    return named && strncmp(named, "--jobserver-auth=fifo:", 22) == 0;
}

static bool is_runners(int descriptor)
{
    const char *place = getenv("CET_MUTANTS_SOCKET");
    return place && strncmp(place, "fd:", 3) == 0 && atoi(place + 3) == descriptor;
}

static bool is_inherited(int descriptor)
{
    for (unsigned i = 0; i < inherited_count; i++)
        if (inherited[i].descriptor == descriptor)
            return true;
    return false;
}

/* Input that is complete becomes a file, so that each child reads it from where it was. */
static bool keep_input(void)
{
    struct pollfd input = {.fd = STDIN_FILENO};
    char bytes[4096];
    ssize_t count;
    if (poll(&input, 1, INPUT_WAIT_MS) != 1 || !(input.revents & POLLHUP))
        return false;
    int file = memfd_create("input", MFD_CLOEXEC);
    if (file < 0)
        return false;
    bool is_kept = true;
    while (is_kept && ((count = read(STDIN_FILENO, bytes, sizeof bytes)) > 0 || (count < 0 && errno == EINTR)))
        is_kept = count < 0 || write(file, bytes, (size_t)count) == count;
    lseek(file, 0, SEEK_SET);
    dup2(file, STDIN_FILENO);
    close(file);
    return is_kept;
}

static void say(const char *hazard)
{
    if (cet_mutants_state.mode == MODE_CLEAN && cet_mutants_can_talk())
        cet_mutants_say("hazard %s\n", hazard);
}

void cet_mutants_hazards_start(void)
{
    struct stat info;
    cet_mutants_note_standard();
    inherited_count = cet_mutants_open_descriptors(inherited);
    if (fstat(STDIN_FILENO, &info) == 0 && is_pipe(info.st_mode) && !keep_input())
        say("input");
}

static void look_at_descriptor(struct cet_mutants_open open)
{
    if (open.descriptor <= STDERR_FILENO || !is_pipe(open.mode) || is_jobserver(open.descriptor) ||
        is_runners(open.descriptor) || cet_mutants_is_standard(&open))
        return;
    bool *known = is_inherited(open.descriptor) ? &has_shared_pipes : &has_pipes;
    if (!*known)
        say(known == &has_pipes ? "pipes" : "shared-pipes");
    *known = true;
}

void cet_mutants_hazards_look(void)
{
    struct cet_mutants_open open[OPEN_MAX_LISTED];
    struct stat tasks;
    if (!has_threads && stat("/proc/self/task", &tasks) == 0 && tasks.st_nlink > 3) {
        has_threads = true;
        say("threads");
    }
    unsigned count = cet_mutants_open_descriptors(open);
    for (unsigned i = 0; i < count; i++)
        look_at_descriptor(open[i]);
}

static void keep_path(const char *path)
{
    char folder[PATH_MAX];
    if (written_count == MAX_WRITTEN)
        return;
    const char *before = path[0] != '/' && getcwd(folder, sizeof folder) ? folder : "";
    int length = snprintf(written[written_count], PATH_MAX, "%s%s%s", before, *before ? "/" : "", path);
    if (length > 0 && length < PATH_MAX)
        written_count++;
}

void cet_mutants_note_written(const char *path)
{
    if (cet_mutants_state.mode != MODE_CLEAN)
        return;
    if (!has_files && cet_mutants_is_own())
        say("files");
    has_files = true;
    if (path)
        keep_path(path);
}

/* Files that stay may be what somebody looks at afterwards. */
void cet_mutants_hazards_end(void)
{
    for (unsigned i = 0; i < written_count; i++)
        if (access(written[i], F_OK) == 0) {
            cet_mutants_say_text("leaves ", written[i]);
            return;
        }
}
