/* Files that include each other in a circle. Guards make it compile, and let what each sees depend on which of them is
 * included first. A file that includes itself is a pattern that is done on purpose (tables read several times). */
#include <stdlib.h>

#include "cet/core/memory.h"
#include "pass.h"

struct search {
    struct check_pass *pass;
    const uint32_t *first; /* of each file, file_count + 1: its includes in `includes` */
    const uint32_t *includes;
    enum { UNSEEN, OPEN, DONE } * states;
    uint32_t *entered_by; /* the include that led to an open file */
    struct {
        uint32_t file, next;
    } *path;
    uint32_t path_length;
};

static struct source_range directive(struct source_place place)
{
    return (struct source_range){place.file, place.line, place.column, place.line, place.column + 1};
}

static void report(struct search *search, uint32_t include)
{
    const struct facts *facts = search->pass->facts;
    const struct fact_include *closing = &facts->includes[include];
    /* The circle goes from the target to this file: the first step of it is on the path, right behind the target. */
    uint32_t step = search->path_length;
    while (step > 1 && search->path[step - 2].file != closing->target)
        step--;
    uint32_t leading = step > 1 ? search->entered_by[search->path[step - 1].file] : include;
    check_report(search->pass,
                 &(struct check_place){
                     .range = directive(closing->place),
                     .note = {directive(facts->includes[leading].place), "the circle begins with this include"}},
                 "'%s' includes this file in its turn; move what both need into a third file",
                 facts->files[closing->target].path);
}

static void enter(struct search *search, uint32_t file, uint32_t include)
{
    search->states[file] = OPEN;
    search->entered_by[file] = include;
    search->path[search->path_length].file = file;
    search->path[search->path_length++].next = search->first[file];
}

static void follow(struct search *search, uint32_t start)
{
    enter(search, start, NO_ID);
    while (search->path_length) {
        uint32_t file = search->path[search->path_length - 1].file;
        uint32_t *next = &search->path[search->path_length - 1].next;
        if (*next == search->first[file + 1]) {
            search->states[file] = DONE;
            search->path_length--;
            continue;
        }
        uint32_t include = search->includes[(*next)++];
        uint32_t target = search->pass->facts->includes[include].target;
        if (search->states[target] == UNSEEN)
            enter(search, target, include);
        else if (search->states[target] == OPEN && target != file)
            report(search, include);
    }
}

static bool is_between_users_files(const struct facts *facts, const struct fact_include *include)
{
    return include->place.file < facts->file_count && include->target < facts->file_count &&
           !facts->files[include->place.file].is_system && !facts->files[include->target].is_system;
}

/* The includes by the file they stand in; first has room for file_count + 2. */
static void sort_by_file(const struct facts *facts, uint32_t *first, uint32_t *includes)
{
    for (uint32_t i = 0; i < facts->include_count; i++)
        if (is_between_users_files(facts, &facts->includes[i]))
            first[facts->includes[i].place.file + 2]++;
    for (uint32_t i = 2; i < facts->file_count + 2; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < facts->include_count; i++)
        if (is_between_users_files(facts, &facts->includes[i]))
            includes[first[facts->includes[i].place.file + 1]++] = i;
}

void check_include_cycle(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    size_t count = (size_t)facts->file_count + 2;
    uint32_t *first = memory_new(count, sizeof *first);
    uint32_t *includes = memory_new((size_t)facts->include_count + 1, sizeof *includes);
    sort_by_file(facts, first, includes);
    struct search search = {.pass = pass, .first = first, .includes = includes};
    search.states = memory_new(count, sizeof *search.states);
    search.entered_by = memory_new(count, sizeof *search.entered_by);
    search.path = memory_new(count, sizeof *search.path);
    for (uint32_t file = 0; file < facts->file_count; file++)
        if (search.states[file] == UNSEEN)
            follow(&search, file);
    free(search.states);
    free(search.entered_by);
    free(search.path);
    free(first);
    free(includes);
}
