#include "command.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/strbuf.h"

static void print_help(const struct command_usage *usage)
{
    struct strbuf options = {0};
    options_help(usage->options, &options);
    printf("usage: %s\n\n%s\n\nOptions:\n%s\nExample:\n%s\n", usage->synopsis, usage->about, strbuf_text(&options),
           usage->example);
    strbuf_release(&options);
}

bool command_parse(const struct command_usage *usage, int argc, char **argv, struct common_args *args,
                   struct option_rest *rest, int *ret_exit, struct error *err)
{
    if (options_parse(usage->options, args, argc, argv, rest, err) != STATUS_OK) {
        *ret_exit = EXIT_COULD_NOT_RUN;
        return false;
    }
    if (args->help) {
        print_help(usage);
        *ret_exit = EXIT_CLEAN;
        return false;
    }
    return true;
}

bool command_has_no_operand(const struct option_rest *rest, struct error *err)
{
    const char *word = rest->operand_count        ? rest->operands[0]
                       : rest->after_dashes_count ? rest->after_dashes[0]
                                                  : NULL;
    if (word)
        error_set(err, STATUS_INVALID, "'%s' is one word too many; see --help", word);
    return !word;
}

FILE *command_progress(const struct common_args *args)
{
    return args->quiet ? NULL : stderr;
}

bool command_has_colours(void)
{
    const char *no_colour = getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) && !(no_colour && *no_colour);
}

static void list_verbs(const char *command, const struct command *verbs, size_t count)
{
    printf("usage: cet %s VERB [ARGUMENT...]\n\nVerbs:\n", command);
    for (size_t i = 0; i < count; i++)
        printf("  %-8s %s\n", verbs[i].name, verbs[i].summary);
    printf("\nExample:\n  cet %s %s --help\n", command, verbs[0].name);
}

int command_run_verb(const char *command, const struct command *verbs, size_t count, int argc, char **argv,
                     struct error *err)
{
    if (argc < 2) {
        error_set(err, STATUS_INVALID, "a verb is missing; see 'cet %s --help'", command);
        return EXIT_COULD_NOT_RUN;
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
        list_verbs(command, verbs, count);
        return EXIT_CLEAN;
    }
    for (size_t i = 0; i < count; i++)
        if (!strcmp(argv[1], verbs[i].name))
            return verbs[i].run(argc - 1, argv + 1, err);
    error_set(err, STATUS_INVALID, "there is no verb '%s'; see 'cet %s --help'", argv[1], command);
    return EXIT_COULD_NOT_RUN;
}
