#include "equivalents.h"

#include "cet/core/memory.h"
#include "cet/mutate/equivalents.h"

enum status find_equivalents(const struct source_units *units, const struct workplace *workplace, const char *operators,
                             unsigned jobs, struct mutation_progress *progress, struct mutant_set *set,
                             struct error *err)
{
    SCOPED(memory_free_pointer) struct mutate_list_options *sources = memory_new(units->count + 1, sizeof *sources);
    struct error why = {0};
    for (size_t i = 0; i < units->count; i++)
        sources[i] = (struct mutate_list_options){.source = units->items[i].path,
                                                  .folder = units->items[i].folder,
                                                  .flags = units->items[i].flags,
                                                  .flag_count = units->items[i].flag_count,
                                                  .operators = operators,
                                                  .clang = workplace->tools.clang.path,
                                                  .plugin = workplace->installation.plugin,
                                                  .sandbox = workplace->sandbox};
    enum status status = mutate_equivalents(&(struct mutate_equivalents_options){.sources = sources,
                                                                                 .source_count = units->count,
                                                                                 .jobs = jobs,
                                                                                 .progress = mutation_progress_show,
                                                                                 .progress_context = progress},
                                            set, &why);
    mutation_progress_end(progress);
    if (status == STATUS_CANCELLED)
        return error_set(err, status, "%s", why.message);
    if (status != STATUS_OK)
        fprintf(stderr, "cet: not looked for equivalent mutants: %s\n", why.message);
    return STATUS_OK;
}
