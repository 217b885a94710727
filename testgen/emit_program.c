/* A whole test program from one plan. */
#include "emit_program.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "emit_files.h"
#include "emit_layout.h"

/* A test or property in the order in which it is written. */
struct entry {
    const char *function; /* plain name */
    uint32_t order;       /* of the function in the source */
    unsigned section;     /* happy path, error path, boundary, edge case, property, integration */
    size_t index;         /* in the plan */
    bool is_property;
};

static const char *section_text(unsigned section)
{
    static const char *const texts[] = {"happy path", "error path", "boundary", "edge case", "property", "integration"};
    return texts[section];
}

static unsigned section_of(enum plan_kind kind)
{
    switch (kind) {
    case PLAN_HAPPY:
        return 0;
    case PLAN_ERROR:
        return 1;
    case PLAN_BOUNDARY:
        return 2;
    case PLAN_EDGE:
        return 3;
    default:
        return 5;
    }
}

/* Functions in the order of the source, main file before headers. */
static uint32_t order_of(const struct program *program, const char *name)
{
    const struct fact_function *function = program_function(program, name);
    if (!function || function->range.file >= program->facts->file_count)
        return UINT32_MAX;
    const bool is_main = program->facts->files[function->range.file].is_main;
    return function->range.line + (is_main ? 0 : UINT32_MAX / 2);
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    const int by_name = strcmp(x->function, y->function);
    if (by_name)
        return by_name;
    if (x->section != y->section)
        return x->section < y->section ? -1 : 1;
    if (x->is_property != y->is_property)
        return x->is_property ? 1 : -1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static struct entry *sorted_entries(struct program *program)
{
    const struct test_plan *plan = program->plan;
    struct entry *entries = memory_new(plan->test_count + plan->property_count + 1, sizeof *entries);
    for (size_t i = 0; i < plan->test_count; i++) {
        const char *name = plan_function_name(plan->tests[i].function);
        entries[i] = (struct entry){name, order_of(program, name), section_of(plan->tests[i].kind), i, false};
    }
    for (size_t i = 0; i < plan->property_count; i++) {
        const char *name = plan_function_name(plan->properties[i].function);
        entries[plan->test_count + i] = (struct entry){name, order_of(program, name), 4, i, true};
    }
    qsort(entries, plan->test_count + plan->property_count, sizeof *entries, compare_entries);
    return entries;
}

/* ---- names that the unit has taken ------------------------------------------------------------------------------- */

static void take_names(struct program *program)
{
    static const char *const ours[] = {"domains",
                                       "suite_log",
                                       "suite_fail_allocation",
                                       "suite_blocks_in_use",
                                       "suite_temporary_file",
                                       "suite_full_file",
                                       "suite_file_path",
                                       "suite_path_text",
                                       "suite_path_size",
                                       "suite_file_text",
                                       "suite_file_size",
                                       "suite_outcome_of",
                                       "suite_holds_for_all",
                                       "tests",
                                       "variables",
                                       "in"};
    const struct facts *facts = program->facts;
    for (uint32_t i = 0; i < facts->function_count; i++) {
        uint64_t known;
        const struct fact_function *f = &facts->functions[i];
        if (!f->is_system || f->param_count == 0)
            map_set(&program->helper_names, f->name, 1);
        if (!map_find(&program->functions, f->name, &known) || (f->is_defined && !facts->functions[known].is_defined))
            map_set(&program->functions, f->name, i);
    }
    for (uint32_t i = 0; i < facts->macro_count; i++)
        map_set(&program->helper_names, facts->macros[i].name, 1);
    for (uint32_t i = 0; i < facts->global_count; i++)
        if (!facts->globals[i].is_local_static)
            map_set(&program->helper_names, facts->globals[i].name, 1);
    for (uint32_t i = 0; i < facts->type_count; i++) {
        const struct fact_type *type = &facts->types[i];
        if (type->kind == TYPE_TYPEDEF)
            map_set(&program->helper_names, type->name, 1);
        for (uint32_t e = 0; e < type->enumerator_count; e++)
            map_set(&program->helper_names, type->enumerators[e].name, 1);
    }
    for (size_t i = 0; i < ARRAY_LENGTH(ours); i++)
        map_set(&program->helper_names, ours[i], 1);
}

void program_release(struct program *program)
{
    map_release(&program->functions);
    map_release(&program->test_names);
    map_release(&program->phrase_counts);
    map_release(&program->callbacks);
    map_release(&program->helper_names);
    strbuf_release(&program->helpers);
    free(program->callback_names);
    symbols_free(program->symbols);
    arena_release(&program->arena);
}

/* ---- variables that are put back between tests ------------------------------------------------------------------- */

static bool is_constant_type(const struct facts *facts, uint32_t type)
{
    for (unsigned depth = 0; type < facts->type_count && depth < 32; depth++) {
        const struct fact_type *t = &facts->types[type];
        if (t->flags & TYPE_FLAG_CONST)
            return true;
        if (t->kind != TYPE_TYPEDEF && t->kind != TYPE_ARRAY)
            return false;
        type = t->target;
    }
    return false;
}

static bool is_put_back(const struct facts *facts, const struct fact_global *global)
{
    const uint32_t type = facts_resolve_type(facts, global->type);
    return global->is_defined && !global->is_system && !global->is_local_static && !global->is_thread_local &&
           !is_constant_type(facts, global->type) && type < facts->type_count &&
           !(facts->types[type].flags & TYPE_FLAG_INCOMPLETE);
}

static bool add_variables(const struct program *program, const char *tests, struct strbuf *out)
{
    const struct facts *facts = program->facts;
    SCOPED(strbuf_release) struct strbuf rows = {0};
    for (uint32_t i = 0; i < facts->global_count; i++)
        if (is_put_back(facts, &facts->globals[i]))
            strbuf_printf(&rows, "        SUITE_VARIABLE(%s),\n", facts->globals[i].name);
    program_add_stub_variables(program, tests, &rows);
    if (!rows.length)
        return false;
    strbuf_add_text(out, "    /* Put back to their first values before each test. */\n"
                         "    static const struct suite_variable variables[] = {\n");
    strbuf_add_text(out, strbuf_text(&rows));
    strbuf_add_text(out, "    };\n");
    return true;
}

/* ---- the parts --------------------------------------------------------------------------------------------------- */

struct writing {
    struct program *program;
    struct strbuf tests;
    struct strbuf rows; /* of the table in main */
    struct map bodies;  /* of the tests that are written -> 0 */
    struct emit_map *map;
    unsigned lines_before; /* of the text before `tests`; filled in at the end */
};

static unsigned count_lines(const char *text, size_t length)
{
    unsigned lines = 0;
    for (size_t i = 0; i < length; i++)
        lines += text[i] == '\n';
    return lines;
}

/* A property may come down to what an example does; text is that of the one test. */
static bool is_copy(struct writing *writing, const char *text)
{
    const char *body = strstr(text, "\n{\n");
    bool is_new = true;
    if (body)
        map_add(&writing->bodies, body, 0, &is_new);
    return !is_new;
}

static bool add_entry(struct writing *writing, const struct entry *entry, const char **ret_name,
                      const char **ret_problem)
{
    struct program *program = writing->program;
    const size_t before = writing->tests.length;
    const struct callback_mark mark_before = callbacks_mark(program);
    unsigned *lines = NULL;
    size_t line_count = 0;
    bool is_written;
    if (entry->is_property) {
        const struct plan_property *property = &program->plan->properties[entry->index];
        *ret_name = program_law_name(program, property);
        is_written = program_add_law(program, property, *ret_name, &writing->tests, ret_problem);
    } else {
        const struct plan_test *test = &program->plan->tests[entry->index];
        line_count = test->expect_count;
        lines = arena_array(writing->map ? &writing->map->arena : &program->arena, line_count + 1, sizeof *lines);
        *ret_name = program_test_name(program, test);
        is_written = program_add_test(program, test, *ret_name, &writing->tests, lines, ret_problem);
    }
    if (is_written && is_copy(writing, strbuf_text(&writing->tests) + before)) {
        callbacks_drop_after(program, mark_before);
        *ret_problem = "another test does the same";
        return false;
    }
    if (!is_written || !writing->map)
        return is_written;
    const unsigned first = count_lines(writing->tests.bytes, before);
    for (size_t i = 0; i < line_count; i++)
        lines[i] = lines[i] ? lines[i] + first : 0;
    const struct emit_mark mark = {
        .name = arena_strdup(&writing->map->arena, *ret_name),
        .test = entry->index,
        .is_property = entry->is_property,
        .first_line = first + 1,
        .last_line = count_lines(writing->tests.bytes, writing->tests.length),
        .expect_lines = lines,
        .expect_count = line_count,
    };
    ARRAY_PUSH(writing->map->marks, writing->map->count, writing->map->capacity, mark);
    return true;
}

static void note_unwritten(struct writing *writing, const struct entry *entry, const char *problem)
{
    if (!writing->map)
        return;
    const struct emit_mark mark = {.test = entry->index,
                                   .is_property = entry->is_property,
                                   .problem = arena_strdup(&writing->map->arena, problem)};
    ARRAY_PUSH(writing->map->marks, writing->map->count, writing->map->capacity, mark);
}

static size_t add_tests(struct writing *writing, const struct entry *entries, size_t count)
{
    size_t written = 0;
    const struct entry *last = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct entry *entry = &entries[i];
        const char *name = NULL, *problem = NULL;
        const size_t before = writing->tests.length;
        if (!last || strcmp(last->function, entry->function) != 0 || last->section != entry->section) {
            SCOPED(strbuf_release) struct strbuf title = {0};
            strbuf_printf(&title, "%s: %s", entry->function, section_text(entry->section));
            layout_section(&writing->tests, strbuf_text(&title));
        }
        if (!add_entry(writing, entry, &name, &problem)) {
            writing->tests.length = before;
            note_unwritten(writing, entry, problem);
            continue;
        }
        strbuf_printf(&writing->rows, "        SUITE_TEST(\"%s\", %s),\n", entry->function, name);
        written++;
        last = entry;
    }
    return written;
}

static void add_hook(const char *name, const char *code, struct strbuf *out)
{
    if (code)
        strbuf_printf(out, "static void %s(void)\n{\n    %s\n}\n\n", name, code);
}

static void add_main(const struct writing *writing, const struct emit_unit *unit, const char *stem, struct strbuf *out)
{
    const char *setup = unit->corrections ? unit->corrections->setup : NULL;
    const char *teardown = unit->corrections ? unit->corrections->teardown : NULL;
    if (setup || teardown)
        layout_section(out, "before and after each test, as cet.json asks for it");
    add_hook("set_up_test", setup, out);
    add_hook("tear_down_test", teardown, out);
    layout_section(out, "main");
    strbuf_add_text(out, "int main(int argc, char **argv)\n{\n");
    const bool has_variables = add_variables(writing->program, strbuf_text(&writing->tests), out);
    strbuf_add_text(out, "    static const struct suite_test tests[] = {\n");
    strbuf_add_text(out, strbuf_text(&writing->rows));
    strbuf_add_text(out, "    };\n");
    strbuf_printf(out, "    const struct suite suite = {\n        .name = \"%s\",\n        .tests = tests,\n", stem);
    strbuf_add_text(out, "        .test_count = sizeof tests / sizeof *tests,\n");
    if (has_variables)
        strbuf_add_text(out, "        .variables = variables,\n"
                             "        .variable_count = sizeof variables / sizeof *variables,\n");
    if (setup)
        strbuf_add_text(out, "        .set_up = set_up_test,\n");
    if (teardown)
        strbuf_add_text(out, "        .tear_down = tear_down_test,\n");
    strbuf_add_text(out, "    };\n\n    return suite_run(&suite, argc, argv);\n}\n");
}

static void shift_lines(struct emit_map *map, unsigned lines)
{
    for (size_t i = 0; map && i < map->count; i++) {
        struct emit_mark *mark = &map->marks[i];
        if (mark->problem)
            continue;
        mark->first_line += lines;
        mark->last_line += lines;
        for (size_t e = 0; e < mark->expect_count; e++)
            if (mark->expect_lines[e])
                mark->expect_lines[e] += lines;
    }
}

void emit_map_release(struct emit_map *map)
{
    free(map->marks);
    arena_release(&map->arena);
    *map = (struct emit_map){0};
}

void program_open(struct program *program, const struct emit_unit *unit)
{
    *program =
        (struct program){.plan = unit->plan, .facts = unit->facts, .framework = framework_or_default(unit->framework)};
    take_names(program);
    program->symbols = symbols_new(program);
}

void emit_statements(const struct emit_unit *unit, const struct plan_test *test, struct strbuf *out)
{
    struct program program;
    SCOPED(strbuf_release) struct strbuf text = {0};
    const char *problem = NULL;
    program_open(&program, unit);
    if (test->step_count && program_add_test(&program, test, "test_crash", &text, NULL, &problem)) {
        const char *line = strstr(strbuf_text(&text), "{\n") + 2;
        for (; *line && *line != '}'; line += strcspn(line, "\n") + 1) {
            line += strspn(line, " \n");
            strbuf_add_text(out, out->length ? " " : "");
            strbuf_add(out, line, strcspn(line, "\n"));
        }
    }
    program_release(&program);
}

enum status testgen_emit_program(const struct emit_unit *unit, const char *unit_header, struct strbuf *out,
                                 struct emit_map *ret_map, struct error *err)
{
    struct program program;
    struct writing writing = {.program = &program, .map = ret_map};
    SCOPED(memory_free_pointer) char *stem = path_stem(unit->plan->unit);
    program_open(&program, unit);
    program_name_list_callers(&program);
    program_count_phrases(&program);
    struct entry *entries = sorted_entries(&program);
    const size_t written = add_tests(&writing, entries, unit->plan->test_count + unit->plan->property_count);
    const size_t before = out->length;
    if (written > 0) {
        strbuf_printf(out, "/* Tests of %s. Seed %" PRIu64 ". */\n", path_name(unit->plan->unit), unit->plan->seed);
        strbuf_printf(out, "#include \"%s\"\n#include \"suite_support.h\"\n#include <%s>\n\n", unit_header,
                      program.framework->header);
        program_add_stubs(&program, strbuf_text(&writing.tests), out);
        program_add_list_callers(&program, strbuf_text(&writing.tests), out);
        if (program.helpers.length) {
            layout_section(out, "callbacks");
            strbuf_add_text(out, strbuf_text(&program.helpers));
        }
        shift_lines(ret_map, count_lines(out->bytes + before, out->length - before));
        strbuf_add(out, writing.tests.bytes, writing.tests.length);
        add_main(&writing, unit, stem, out);
    }
    free(entries);
    strbuf_release(&writing.tests);
    strbuf_release(&writing.rows);
    map_release(&writing.bodies);
    program_release(&program);
    if (written == 0)
        return error_set(err, STATUS_NOT_FOUND, "'%s': no test could be written", unit->plan->unit);
    return STATUS_OK;
}
