/* cet: may this piece of C be accepted? Finds the command and runs it. */
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
    const struct command *command = find_command(argv[1]);
    if (!command) {
        fprintf(stderr, "cet: there is no command '%s'; see 'cet --help'\n", argv[1]);
        return EXIT_COULD_NOT_RUN;
    }
    int exit_code = command->run(argc - 1, argv + 1, &err);
    if (err.message[0])
        fprintf(stderr, "cet %s: %s\n", command->name, err.message);
    if (interrupt_seen())
        return interrupt_exit_code();
    if (fflush(stdout) != 0) {
        fprintf(stderr, "cet %s: the output could not be written whole\n", command->name);
        return EXIT_COULD_NOT_RUN;
    }
    return exit_code;
}

int main(int argc, char **argv)
{
    interrupt_install();
    if (argc < 2) {
        show_help();
        return EXIT_COULD_NOT_RUN;
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help"))
        return show_help();
    if (!strcmp(argv[1], "--version")) {
        printf("cet %s\n", CET_VERSION);
        return EXIT_CLEAN;
    }
    return run_command(argc, argv);
}
