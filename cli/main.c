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

static int show_help(void)
{
    printf("cet answers one question about a piece of C, with evidence: may this be accepted?\n\n"
           "usage: cet COMMAND [ARGUMENT...]\n\nCommands:\n");
    for (size_t i = 0; i < ARRAY_LENGTH(commands); i++)
        printf("  %-9s %s\n", commands[i].name, commands[i].summary);
    printf("\n'cet COMMAND --help' tells more. Exit codes: 0 accepted or clean, 1 not accepted or findings,\n"
           "2 could not run.\n\nExample:\n  cet accept cJSON.c -- -I.\n");
    return EXIT_CLEAN;
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
    if (fflush(stdout) != 0) {
        fprintf(stderr, "cet %s: the output could not be written whole\n", command->name);
        return EXIT_COULD_NOT_RUN;
    }
    return exit_code;
}

static bool is_word(const char *word, const char *a, const char *b, const char *c)
{
    return !strcmp(word, a) || !strcmp(word, b) || !strcmp(word, c);
}

int main(int argc, char **argv)
{
    signal(SIGXFSZ, SIG_IGN); /* a full disk is an error of write, not the end */
    interrupt_install();
    if (argc < 2) {
        show_help();
        return EXIT_COULD_NOT_RUN;
    }
    if (is_word(argv[1], "help", "--help", "-h")) {
        char help[] = "--help";
        char *words[] = {argc > 2 ? argv[2] : NULL, help, NULL};
        return argc > 2 ? run_command(2, words) : show_help();
    }
    static char version[] = "version";
    if (is_word(argv[1], "version", "--version", "-V"))
        argv[1] = version;
    return run_command(argc - 1, argv + 1);
}
