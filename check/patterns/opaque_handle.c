/* A record that functions of a header take by pointer, and whose fields a file that includes the header does not see.
 * One that is defined in a source file is seen by nobody else; one in a header of its own must have a client that does
 * without that header. */
#include <stdlib.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "declarations.h"
#include "search.h"

#define LEAST_FUNCTIONS 2
#define MAX_FILES 4096 /* of a program whose includes are followed */

struct handles {
    struct pattern_search *search;
    bool *is_reached; /* main files by files: by its includes, however far */
    uint32_t *mains;
    uint32_t main_count;
};

static void reach(const struct facts *facts, uint32_t file, bool *is_reached)
{
    bool has_changed = true;
    is_reached[file] = true;
    while (has_changed) {
        has_changed = false;
        for (uint32_t i = 0; i < facts->include_count; i++) {
            const struct fact_include *include = &facts->includes[i];
            if (include->place.file < facts->file_count && include->target < facts->file_count &&
                is_reached[include->place.file] && !is_reached[include->target])
                is_reached[include->target] = has_changed = true;
        }
    }
}

static void reach_all(struct handles *handles)
{
    const struct facts *facts = handles->search->facts;
    handles->mains = memory_new((size_t)facts->file_count + 1, sizeof *handles->mains);
    for (uint32_t i = 0; i < facts->file_count; i++)
        if (facts->files[i].is_main)
            handles->mains[handles->main_count++] = i;
    handles->is_reached = memory_new((size_t)handles->main_count * facts->file_count + 1, sizeof(bool));
    for (uint32_t i = 0; i < handles->main_count; i++)
        reach(facts, handles->mains[i], &handles->is_reached[(size_t)i * facts->file_count]);
}

/* Main files that see the header and not the definition. */
static uint32_t count_clients(const struct handles *handles, uint32_t header, uint32_t definition)
{
    uint32_t count = 0, file_count = handles->search->facts->file_count;
    for (uint32_t i = 0; i < handles->main_count; i++) {
        const bool *is_reached = &handles->is_reached[(size_t)i * file_count];
        count += is_reached[header] && !is_reached[definition];
    }
    return count;
}

static bool takes(const struct pattern_search *search, const struct fact_function *function, uint32_t record)
{
    for (uint32_t i = 0; i < function->param_count; i++)
        if (record_behind(search, function->params[i].type) == record)
            return true;
    return false;
}

static void look_at_record(struct handles *handles, uint32_t record)
{
    struct pattern_search *search = handles->search;
    const struct facts *facts = search->facts;
    const struct source_place place = facts->types[record].place;
    bool is_in_header = is_header(facts, place.file);
    uint32_t taking = 0, clients = 0;
    const char *name = record_name(search, record);
    SCOPED(memory_free_pointer) bool *is_counted = memory_new((size_t)facts->function_count + 1, sizeof *is_counted);
    draft_begin(search, PATTERN_opaque_handle, name, (struct source_range){place.file, place.line, 0, 0, 0});
    for (uint32_t i = 0; i < facts->declaration_count; i++) {
        const struct fact_declaration *declaration = &facts->declarations[i];
        uint32_t file = declaration->range.file;
        if (declaration->function >= facts->function_count || declaration->is_definition || file == place.file ||
            !is_header(facts, file) || !path_has_extension(facts->files[file].path, ".h")) /* no part of one: a .def */
            continue;
        const struct fact_function *function = &facts->functions[declaration->function];
        bool is_made = record_behind(search, function->result_type) == record;
        bool is_taken = takes(search, function, record);
        if (!is_made && !is_taken)
            continue;
        uint32_t here = count_clients(handles, file, place.file);
        if (is_in_header && !here)
            continue;
        clients = here > clients ? here : clients;
        bool is_new = !is_counted[declaration->function];
        is_counted[declaration->function] = true;
        taking += is_taken && is_new;
        if (!is_new)
            continue;
        draft_part(search, is_made ? "hands it out" : "takes it", function->name, declaration->range);
    }
    if (taking >= LEAST_FUNCTIONS && *name)
        draft_end(search,
                  "its fields stand in %s; %u functions that headers declare take it by pointer, and %u source "
                  "files know it by its name only",
                  is_in_header ? "a header of its own" : "a source file", taking, clients);
}

void find_opaque_handle(struct pattern_search *search)
{
    const struct facts *facts = search->facts;
    struct handles handles = {.search = search};
    if (facts->file_count > MAX_FILES)
        return;
    reach_all(&handles);
    for (uint32_t i = 0; i < facts->type_count; i++)
        if (search->record_of_type[i] == i && facts->types[i].field_count &&
            facts->types[i].place.file < facts->file_count && !facts->files[facts->types[i].place.file].is_system)
            look_at_record(&handles, i);
    free(handles.is_reached);
    free(handles.mains);
}
