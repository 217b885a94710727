/* cet coverage: what tests execute, by gcov's rule. */
#include "coverage.h"

#include <stdlib.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

const char **coverage_sources(const struct coverage_args *args)
{
    if (!args->sources.count)
        return NULL;
    const char **sources = memory_new(args->sources.count + 1, sizeof *sources);
    for (size_t i = 0; i < args->sources.count; i++)
        sources[i] = path_absolute(args->sources.items[i], NULL);
    return sources;
}

void coverage_sources_release(const char ***sources)
{
    for (size_t i = 0; *sources && (*sources)[i]; i++)
        free((char *)(*sources)[i]);
    free(*sources);
}

int command_coverage(int argc, char **argv, struct error *err)
{
    static const struct command verbs[] = {
        {"run", "run a suite or a command and report", coverage_verb_run},
        {"read", "report from data that is there, in any format, and write it in others", coverage_verb_read},
        {"diff", "report what is executed of a change", coverage_verb_diff},
        {"who", "print which tests reach a line", coverage_verb_who},
        {"check", "hold coverage against thresholds and the ratchet", coverage_verb_check},
    };
    return command_run_verb("coverage", verbs, ARRAY_LENGTH(verbs), argc, argv, err);
}
