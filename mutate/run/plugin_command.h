/* A compilation of one source with mutants, apart from any build. */
#ifndef CET_MUTATE_RUN_PLUGIN_COMMAND_H
#define CET_MUTATE_RUN_PLUGIN_COMMAND_H

#include "cet/core/arena.h"
#include "cet/mutate/list.h"

struct plugin_command {
    struct arena arena;
    const char **words;
    size_t count;
    size_t capacity;
};

void plugin_command_release(struct plugin_command *command);
void plugin_command_fill(struct plugin_command *command, const struct mutate_list_options *options);
void plugin_command_add(struct plugin_command *command, const char *word);
/* STATUS_INVALID with the compiler's message. */
enum status plugin_command_compile(struct plugin_command *command, const struct mutate_list_options *options,
                                   const char *object, struct error *err);

#endif
