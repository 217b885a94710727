/* Calls by which a program changes files or looks at a clock, seen on their way to libc. */
#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "next.h"
#include "recurrence.h"
#include "state.h"

static int noted(int descriptor, int flags, const char *path)
{
    struct stat info;
    if (descriptor >= 0 && (flags & O_ACCMODE) != O_RDONLY && cet_mutants_state.mode == MODE_CLEAN &&
        fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode))
        cet_mutants_note_written(path);
    return descriptor;
}

static int noted_change(int result, const char *path)
{
    if (result == 0)
        cet_mutants_note_written(path);
    return result;
}

#define MODE_BEHIND(flags)                                                                                             \
    va_list rest;                                                                                                      \
    va_start(rest, flags);                                                                                             \
    unsigned mode = __OPEN_NEEDS_MODE(flags) ? va_arg(rest, unsigned) : 0;                                             \
    va_end(rest)

#define OPENS(name)                                                                                                    \
    int name(const char *path, int flags, ...)                                                                         \
    {                                                                                                                  \
        NEXT(name);                                                                                                    \
        MODE_BEHIND(flags);                                                                                            \
        return noted(next(path, flags, mode), flags, path);                                                            \
    }
OPENS(open)
OPENS(open64)

#define OPENS_AT(name)                                                                                                 \
    int name(int folder, const char *path, int flags, ...)                                                             \
    {                                                                                                                  \
        NEXT(name);                                                                                                    \
        MODE_BEHIND(flags);                                                                                            \
        return noted(next(folder, path, flags, mode), flags, path);                                                    \
    }
OPENS_AT(openat)
OPENS_AT(openat64)

/* What open becomes with _FORTIFY_SOURCE. */
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);
int __open_2(const char *path, int flags)
{
    NEXT(__open_2);
    return noted(next(path, flags), flags, path);
}
int __open64_2(const char *path, int flags)
{
    NEXT(__open64_2);
    return noted(next(path, flags), flags, path);
}

#define CREATS(name)                                                                                                   \
    int name(const char *path, mode_t mode)                                                                            \
    {                                                                                                                  \
        NEXT(name);                                                                                                    \
        return noted(next(path, mode), O_WRONLY, path);                                                                \
    }
CREATS(creat)
CREATS(creat64)

static FILE *noted_stream(FILE *stream, const char *mode, const char *path)
{
    if (stream)
        noted(fileno(stream), mode[strcspn(mode, "wa+")] ? O_RDWR : O_RDONLY, path);
    return stream;
}

#define FOPENS(name)                                                                                                   \
    FILE *name(const char *path, const char *mode)                                                                     \
    {                                                                                                                  \
        NEXT(name);                                                                                                    \
        return noted_stream(next(path, mode), mode, path);                                                             \
    }
FOPENS(fopen)
FOPENS(fopen64)

#define FREOPENS(name)                                                                                                 \
    FILE *name(const char *path, const char *mode, FILE *stream)                                                       \
    {                                                                                                                  \
        NEXT(name);                                                                                                    \
        return noted_stream(next(path, mode, stream), mode, path);                                                     \
    }
FREOPENS(freopen)
FREOPENS(freopen64)

#define TEMPORARIES(name)                                                                                              \
    int name(char *path)                                                                                               \
    {                                                                                                                  \
        NEXT(name);                                                                                                    \
        return noted(next(path), O_RDWR, path);                                                                        \
    }
TEMPORARIES(mkstemp)
TEMPORARIES(mkstemp64)

char *mkdtemp(char *path)
{
    NEXT(mkdtemp);
    char *made = next(path);
    if (made)
        cet_mutants_note_written(made);
    return made;
}

#define CHANGES(name)                                                                                                  \
    int name(const char *path)                                                                                         \
    {                                                                                                                  \
        NEXT(name);                                                                                                    \
        return noted_change(next(path), path);                                                                         \
    }
CHANGES(unlink)
CHANGES(rmdir)
CHANGES(remove)

int mkdir(const char *path, mode_t mode)
{
    NEXT(mkdir);
    return noted_change(next(path, mode), path);
}

int truncate(const char *path, off_t length)
{
    NEXT(truncate);
    return noted_change(next(path, length), path);
}

#define MOVES(name)                                                                                                    \
    int name(const char *from, const char *to)                                                                         \
    {                                                                                                                  \
        NEXT(name);                                                                                                    \
        return noted_change(next(from, to), to);                                                                       \
    }
MOVES(rename)
MOVES(link)
MOVES(symlink)

#define CLOCKS(type, name, parameters, ...)                                                                            \
    type name parameters                                                                                               \
    {                                                                                                                  \
        NEXT(name);                                                                                                    \
        cet_mutants_note_clock();                                                                                      \
        return next(__VA_ARGS__);                                                                                      \
    }
CLOCKS(time_t, time, (time_t *out), out)
CLOCKS(int, gettimeofday, (struct timeval *restrict out, void *restrict zone), out, zone)
CLOCKS(int, timespec_get, (struct timespec * out, int base), out, base)

/* Sanitizers' allocators ask for it amid a search. */
int clock_gettime(clockid_t clock, struct timespec *out)
{
    static __typeof__(&clock_gettime) next;
    cet_mutants_note_clock();
    if (!next && cet_mutants_is_searching())
        return (int)syscall(SYS_clock_gettime, clock, out);
    if (!next)
        next = (__typeof__(&clock_gettime))cet_mutants_next("clock_gettime");
    return next(clock, out);
}

/* A process that leaves without its handlers. */
void _exit(int code)
{
    static __attribute__((noreturn)) void (*next)(int);
    cet_mutants_finish(code);
    if (!next)
        next = (__typeof__(next))cet_mutants_next("_exit");
    next(code);
}

void _Exit(int code)
{
    _exit(code);
}
