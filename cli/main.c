/* cet: may this piece of C be accepted? Finds the command and runs it. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/exec/interrupt.h"
#include "command.h"

static const struct command commands[] = {
#define COMMAND(id, name, summary) {name, summary, command_##id},
#include "commands.def"
#undef COMMAND
};

static void show_help(FILE *out)
{
    fprintf(out, "cet answers one question about a piece of C, with evidence: may this be accepted?\n\n"
                 "usage: cet COMMAND [ARGUMENT...]\n\nCommands:\n");
    for (size_t i = 0; i < ARRAY_LENGTH(commands); i++)
        fprintf(out, "  %-9s %s\n", commands[i].name, commands[i].summary);
    fprintf(out, "\n'cet COMMAND --help' tells more. Exit codes: 0 accepted or clean, 1 not accepted or findings,\n"
                 "2 could not run.\n\nExample:\n  cet accept cJSON.c -- -I.\n");
}

/* What stands in a buffer may fail to be written only now, or have failed long ago. */
static int end_output(const char *name, int exit_code)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return exit_code;
    fprintf(stderr, "cet%s%s: the output could not be written whole\n", name[0] ? " " : "", name);
    return EXIT_COULD_NOT_RUN;
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < ARRAY_LENGTH(commands); i++)
        if (!strcmp(name, commands[i].name))
            return &commands[i];
    return NULL;
}

static int run_command(int argc, char **argv)
{
    struct error err = {0};
    const struct command *command = find_command(argv[0]);
    if (!command) {
        fprintf(stderr, "cet: there is no command '%s'; see 'cet --help'\n", argv[0]);
        return EXIT_COULD_NOT_RUN;
    }
    int exit_code = command->run(argc, argv, &err);
    if (interrupt_seen()) {
        fprintf(stderr, "cet %s: interrupted; what an earlier run wrote is unchanged\n", command->name);
        return EXIT_COULD_NOT_RUN;
    }
    if (err.message[0])
        fprintf(stderr, "cet %s: %s\n", command->name, err.message);
    return end_output(command->name, exit_code);
}

/* "help", "help VERB", "help VERB SUBVERB": what the words ask for, as --help of the command that they name. */
static int run_help(int argc, char **argv)
{
    static char help[] = "--help";
    if (argc == 1) {
        show_help(stdout);
        return end_output("", EXIT_CLEAN);
    }
    char *words[4] = {NULL};
    int count = 0;
    while (count + 1 < argc && count < 2) {
        words[count] = argv[count + 1];
        count++;
    }
    words[count++] = help;
    return run_command(count, words);
}

static bool is_word(const char *word, const char *a, const char *b, const char *c)
{
    return !strcmp(word, a) || !strcmp(word, b) || !strcmp(word, c);
}

int main(int argc, char **argv)
{
    signal(SIGXFSZ, SIG_IGN); /* a full disk is an error of write, not the end */
    signal(SIGPIPE, SIG_IGN); /* and so is a reader that has gone: the scratch folders are still to be removed */
    interrupt_install();
    if (argc < 2) {
        show_help(stderr);
        return EXIT_COULD_NOT_RUN;
    }
    if (is_word(argv[1], "help", "--help", "-h"))
        return run_help(argc - 1, argv + 1);
    static char version[] = "version";
    if (is_word(argv[1], "version", "--version", "-V"))
        argv[1] = version;
    return run_command(argc - 1, argv + 1);
}
