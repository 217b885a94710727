/* Who this program is, and what the runner wants of it. */
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "state.h"

#define ARGUMENTS_SIZE 4096
#define VERSION 1

static unsigned long token; /* names this process to the runner when it connects anew */

static void say_arguments(void)
{
    char words[ARGUMENTS_SIZE];
    int file = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? 0 : read(file, words, sizeof words - 1);
    if (file >= 0)
        close(file);
    words[length > 0 ? length : 0] = '\0';
    for (ssize_t at = 0; at < length; at += (ssize_t)strlen(words + at) + 1)
        cet_mutants_say_text("arg ", words + at);
}

/* The runner knows its own pipes: what goes there nobody else reads. */
static void say_output(const char *name, int descriptor)
{
    struct stat info;
    if (fstat(descriptor, &info) == 0 && (S_ISFIFO(info.st_mode) || S_ISSOCK(info.st_mode) || S_ISREG(info.st_mode)))
        cet_mutants_say("%s %lu\n", name, (unsigned long)info.st_ino);
}

static void say_who(void)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    cet_mutants_say("hello %d %d\n", VERSION, (int)getpid());
    cet_mutants_say_text("exe ", path);
    if (getcwd(path, sizeof path))
        cet_mutants_say_text("cwd ", path);
    say_arguments();
    say_output("output", STDOUT_FILENO);
    say_output("errors", STDERR_FILENO);
    cet_mutants_say("ready\n");
}

static enum cet_mutants_mode mode_of(const char *name)
{
    static const char *const names[] = {
        [MODE_CLEAN] = "clean", [MODE_FAIL] = "fail", [MODE_EXIT] = "exit", [MODE_ONE] = "one", [MODE_RUN] = "run"};
    for (int mode = MODE_CLEAN; mode <= MODE_RUN; mode++)
        if (strcmp(name, names[mode]) == 0)
            return (enum cet_mutants_mode)mode;
    return MODE_OFF;
}

static bool starts_with(const char **at, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(*at, word, length) != 0)
        return false;
    *at += length;
    return true;
}

static void read_planned(const char *at)
{
    char *end;
    struct cet_mutants_planned planned = {.id = strtoull(at, &end, 16)};
    planned.hits = strtoull(end, &end, 10);
    planned.is_pending = planned.is_wanted = strcmp(end, " run") == 0;
    cet_mutants_plan_add(planned);
}

static void take_line(const char *at)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    if (starts_with(&at, "plan "))
        read_planned(at);
    else if (starts_with(&at, "mode "))
        state->mode = mode_of(at);
    else if (starts_with(&at, "one "))
        state->one = strtoull(at, NULL, 16);
    else if (starts_with(&at, "count "))
        cet_mutants_plan_reserve(strtoul(at, NULL, 10));
    else if (starts_with(&at, "expect "))
        state->expected_exit = atoi(at);
    else if (starts_with(&at, "compare"))
        state->compares_output = true;
    else if (starts_with(&at, "watch"))
        state->watches = true;
    else if (starts_with(&at, "all"))
        state->goes_on = true;
    else if (starts_with(&at, "start"))
        state->forks_at_start = true;
    else if (starts_with(&at, "token "))
        token = strtoul(at, NULL, 10);
}

void cet_mutants_introduce(void)
{
    const char *line;
    say_who();
    while ((line = cet_mutants_hear()) != NULL && strcmp(line, "go") != 0)
        take_line(line);
    if (!line)
        cet_mutants_state.mode = MODE_OFF;
}

void cet_mutants_introduce_again(void)
{
    cet_mutants_say("again %lu\n", token);
}
