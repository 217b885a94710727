/* The same piece of code in two places: mended in one, it stays broken in the other. Generated files are left alone. */
#include "duplicates.h"
#include "pass.h"

static void report(void *context, const struct duplicate *duplicate)
{
    struct check_pass *pass = context;
    const struct fact_function *one = &pass->facts->functions[duplicate->clone.one.function];
    const struct fact_function *other = &pass->facts->functions[duplicate->clone.other.function];
    const char *but = duplicate->clone.differences ? ", but for names and a few values" : "";
    check_report(
        pass,
        &(struct check_place){
            .function = other,
            .range = duplicate->here,
            .note = {duplicate->there, arena_printf(pass->arena, "the other one stands here, in '%s'", one->name)}},
        "%u lines of code stand in '%s' too%s, from line %u on; make one function of both", duplicate->lines, one->name,
        but, duplicate->there.line);
}

void check_duplicate_code(struct check_pass *pass)
{
    duplicates_find(pass->facts, pass->thresholds->duplicate_nodes, report, pass);
}
