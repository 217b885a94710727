#include "source_units.h"

#include "core/scratch.h"
#include "unit_test.h"

struct fixture {
    struct scratch scratch;
    struct source_units units;
    struct error err;
};

static void put(struct fixture *fixture, const char *name, const char *text)
{
    SCOPED(memory_free_pointer) char *path = path_join(fixture->scratch.folder, name);
    SCOPED(memory_free_pointer) char *parent = path_folder(path);
    CU_ASSERT_EQUAL(folder_make(parent, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_write(path, text, strlen(text), NULL), STATUS_OK);
}

static struct fixture fixture_new(void)
{
    struct fixture fixture = {.scratch = scratch_new()};
    put(&fixture, "a.c", "int a;\n");
    put(&fixture, "src/b.c", "int b;\n");
    return fixture;
}

static void fixture_release(struct fixture *fixture)
{
    source_units_release(&fixture->units);
    scratch_release(&fixture->scratch);
}

/* operand and flags may be NULL. */
static enum status collect(struct fixture *fixture, const char *operand, const char *flag, const char *build)
{
    const char *operands[] = {operand}, *flags[] = {flag};
    struct option_rest rest = {.operands = operands,
                               .operand_count = operand != NULL,
                               .after_dashes = flags,
                               .after_dashes_count = flag != NULL,
                               .has_dashes = flag != NULL};
    return source_units_collect(&rest, build, &fixture->units, &fixture->err);
}

static void expect_refusal(struct fixture *fixture, enum status status, enum status expected, const char *part)
{
    CU_ASSERT_EQUAL(status, expected);
    CU_ASSERT_PTR_NOT_NULL(strstr(fixture->err.message, part));
    CU_ASSERT_EQUAL(fixture->units.count, 0);
    if (status != expected || !strstr(fixture->err.message, part))
        printf("  status %d: %s\n", (int)status, fixture->err.message);
}

static bool is_readable(const struct source_units *units, const char *path)
{
    for (size_t i = 0; units->readable[i]; i++)
        if (!strcmp(units->readable[i], path))
            return true;
    return false;
}

TEST(an_operand_is_compiled_with_what_stands_behind_the_dashes)
{
    SCOPED(fixture_release) struct fixture fixture = fixture_new();
    const char *path = scratch_path(&fixture.scratch, "a.c");
    SCOPED(strbuf_release) struct strbuf flag = {0};
    strbuf_printf(&flag, "-I%s/src", fixture.scratch.folder);
    CU_ASSERT_EQUAL_FATAL(collect(&fixture, path, strbuf_text(&flag), NULL), STATUS_OK);
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    const struct source_unit *unit = &fixture.units.items[0];
    CU_ASSERT_EQUAL(fixture.units.count, 1);
    CU_ASSERT_STRING_EQUAL(unit->path, path);
    CU_ASSERT_STRING_EQUAL(unit->folder, here);
    CU_ASSERT_EQUAL_FATAL(unit->flag_count, 1);
    CU_ASSERT_STRING_EQUAL(unit->flags[0], strbuf_text(&flag));
    CU_ASSERT_PTR_NULL(unit->flags[1]);
    CU_ASSERT_EQUAL(fixture.units.project.thresholds.line_ratio, 0.85);
    CU_ASSERT_TRUE(is_readable(&fixture.units, fixture.scratch.folder));
    CU_ASSERT_TRUE(is_readable(&fixture.units, scratch_path(&fixture.scratch, "src")));
}

TEST(what_is_no_c_source_is_refused)
{
    SCOPED(fixture_release) struct fixture fixture = fixture_new();
    put(&fixture, "readme.md", "hello");
    const char *binary = scratch_path(&fixture.scratch, "binary.c");
    CU_ASSERT_EQUAL(file_write(binary, "int\0x;", 6, NULL), STATUS_OK);
    expect_refusal(&fixture, collect(&fixture, "/no/such/file.c", NULL, NULL), STATUS_NOT_FOUND, "does not exist");
    expect_refusal(&fixture, collect(&fixture, fixture.scratch.folder, NULL, NULL), STATUS_INVALID,
                   "without a cet.json");
    expect_refusal(&fixture, collect(&fixture, scratch_path(&fixture.scratch, "readme.md"), NULL, NULL), STATUS_INVALID,
                   "must end in .c");
    expect_refusal(&fixture, collect(&fixture, binary, NULL, NULL), STATUS_INVALID, "NUL byte");
    expect_refusal(&fixture, collect(&fixture, NULL, NULL, NULL), STATUS_INVALID, "no file is named");
}

static void put_database(struct fixture *fixture)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    strbuf_printf(&text,
                  "[{\"directory\": \"%s/build\", \"file\": \"../a.c\", \"command\": \"cc -DA -c ../a.c\"},"
                  " {\"directory\": \"%s/build\", \"file\": \"../src/b.c\", \"command\": \"cc -DB -c ../src/b.c\"}]",
                  fixture->scratch.folder, fixture->scratch.folder);
    put(fixture, "build/compile_commands.json", strbuf_text(&text));
}

TEST(a_build_tells_all_its_files_and_their_flags)
{
    SCOPED(fixture_release) struct fixture fixture = fixture_new();
    put_database(&fixture);
    const char *build = scratch_path(&fixture.scratch, "build");
    CU_ASSERT_EQUAL_FATAL(collect(&fixture, NULL, NULL, build), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(fixture.units.count, 2);
    CU_ASSERT_STRING_EQUAL(fixture.units.items[0].path, scratch_path(&fixture.scratch, "a.c"));
    CU_ASSERT_STRING_EQUAL(fixture.units.items[0].folder, build);
    CU_ASSERT_STRING_EQUAL(fixture.units.items[1].flags[0], "-DB");
}

TEST(operands_choose_among_the_files_of_a_build)
{
    SCOPED(fixture_release) struct fixture fixture = fixture_new();
    put_database(&fixture);
    put(&fixture, "other.c", "int o;\n");
    const char *build = scratch_path(&fixture.scratch, "build");
    const char *other = scratch_path(&fixture.scratch, "other.c");
    expect_refusal(&fixture, collect(&fixture, other, NULL, build), STATUS_INVALID, "no command in the compilation");
    expect_refusal(&fixture, collect(&fixture, NULL, NULL, fixture.scratch.folder), STATUS_NOT_FOUND,
                   "compile_commands.json");
    CU_ASSERT_EQUAL_FATAL(collect(&fixture, scratch_path(&fixture.scratch, "src/b.c"), NULL, build), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(fixture.units.count, 1);
    CU_ASSERT_STRING_EQUAL(fixture.units.items[0].flags[0], "-DB");
}

TEST(a_folder_is_what_its_manifest_says)
{
    SCOPED(fixture_release) struct fixture fixture = fixture_new();
    put(&fixture, "cet.json",
        "{\"sources\": [\"a.c\"], \"with\": [\"src/b.c\"], \"cflags\": [\"-DX\"], \"ldflags\": [\"-lm\"],"
        " \"thresholds\": {\"line\": 0.5}, \"seed\": 7}");
    CU_ASSERT_EQUAL_FATAL(collect(&fixture, fixture.scratch.folder, NULL, NULL), STATUS_OK);
    const struct source_units *units = &fixture.units;
    CU_ASSERT_EQUAL_FATAL(units->count, 1);
    CU_ASSERT_STRING_EQUAL(units->items[0].folder, fixture.scratch.folder);
    CU_ASSERT_STRING_EQUAL(units->items[0].flags[0], "-DX");
    CU_ASSERT_EQUAL_FATAL(units->with_count, 1);
    CU_ASSERT_STRING_EQUAL(units->with[0], scratch_path(&fixture.scratch, "src/b.c"));
    CU_ASSERT_EQUAL_FATAL(units->library_count, 1);
    CU_ASSERT_STRING_EQUAL(units->libraries[0], "-lm");
    CU_ASSERT_EQUAL(units->project.thresholds.line_ratio, 0.5);
    CU_ASSERT_EQUAL(units->project.seed, 7);
}

TEST(a_wrong_manifest_is_refused)
{
    SCOPED(fixture_release) struct fixture fixture = fixture_new();
    put(&fixture, "cet.json", "{\"sources\": [\"missing.c\"]}");
    expect_refusal(&fixture, collect(&fixture, fixture.scratch.folder, NULL, NULL), STATUS_NOT_FOUND, "missing.c");
    put(&fixture, "cet.json", "{\"sources\": [\"a.c\"], \"colour\": 1}");
    expect_refusal(&fixture, collect(&fixture, fixture.scratch.folder, NULL, NULL), STATUS_INVALID, "colour");
}

TEST(with_adds_files_and_words_of_the_linker)
{
    SCOPED(fixture_release) struct fixture fixture = fixture_new();
    put(&fixture, "lib/c.c", "int c;\n");
    CU_ASSERT_EQUAL_FATAL(collect(&fixture, scratch_path(&fixture.scratch, "a.c"), NULL, NULL), STATUS_OK);
    struct source_units *units = &fixture.units;
    CU_ASSERT_EQUAL(source_units_add_with(units, "-lm", &fixture.err), STATUS_OK);
    CU_ASSERT_EQUAL(source_units_add_with(units, "-L/opt", &fixture.err), STATUS_OK);
    CU_ASSERT_EQUAL(source_units_add_with(units, scratch_path(&fixture.scratch, "lib/c.c"), &fixture.err), STATUS_OK);
    CU_ASSERT_EQUAL(units->library_count, 2);
    CU_ASSERT_EQUAL_FATAL(units->with_count, 1);
    CU_ASSERT_TRUE(is_readable(units, scratch_path(&fixture.scratch, "lib")));
    CU_ASSERT_EQUAL(source_units_add_with(units, "/no/such.o", &fixture.err), STATUS_NOT_FOUND);
    CU_ASSERT_EQUAL(source_units_add_with(units, fixture.scratch.folder, &fixture.err), STATUS_NOT_FOUND);
    CU_ASSERT_EQUAL(units->with_count, 1);
}

TEST(units_move_to_another_state_of_their_tree)
{
    SCOPED(fixture_release) struct fixture fixture = fixture_new();
    SCOPED(source_units_release) struct source_units moved = {0};
    put(&fixture, "now/a.c", "int a;\n");
    put(&fixture, "now/fresh.c", "int b;\n");
    put(&fixture, "now/include/a.h", "");
    put(&fixture, "now/build/made.h", "");
    put(&fixture, "then/a.c", "int a;\n");
    put(&fixture, "then/include/a.h", "");
    put(&fixture, "now/build/compile_commands.json",
        "[{\"directory\":\".\",\"file\":\"../a.c\",\"command\":\"cc -I../include -I . -DX -c ../a.c\"},"
        "{\"directory\":\".\",\"file\":\"../fresh.c\",\"command\":\"cc -c ../fresh.c\"}]");
    const char *from = scratch_path(&fixture.scratch, "now"), *to = scratch_path(&fixture.scratch, "then");
    const char *build = scratch_path(&fixture.scratch, "now/build");
    CU_ASSERT_EQUAL_FATAL(collect(&fixture, NULL, NULL, build), STATUS_OK);
    source_units_moved(&fixture.units, from, to, &moved);
    CU_ASSERT_EQUAL_FATAL(moved.count, 1); /* what is not there yet is left out */
    const struct source_unit *unit = &moved.items[0];
    SCOPED(strbuf_release) struct strbuf include = {0};
    strbuf_printf(&include, "-I%s/include", to);
    CU_ASSERT_STRING_EQUAL(unit->path, scratch_path(&fixture.scratch, "then/a.c"));
    CU_ASSERT_EQUAL_FATAL(unit->flag_count, 4);
    CU_ASSERT_STRING_EQUAL(unit->flags[0], strbuf_text(&include));
    CU_ASSERT_STRING_EQUAL(unit->flags[1], "-I");
    CU_ASSERT_STRING_EQUAL(unit->flags[2], build); /* made by the build, and in no other state of the tree */
    CU_ASSERT_STRING_EQUAL(unit->flags[3], "-DX");
    CU_ASSERT_TRUE(is_readable(&moved, to));
}

TEST(files_of_a_build_that_are_not_there_are_listed_where_that_is_asked_for)
{
    SCOPED(fixture_release) struct fixture fixture = fixture_new();
    put(&fixture, "build/compile_commands.json",
        "[{\"directory\":\".\",\"file\":\"../a.c\",\"command\":\"cc -c ../a.c\"},"
        "{\"directory\":\".\",\"file\":\"made.c\",\"command\":\"cc -c made.c\"}]");
    const char *build = scratch_path(&fixture.scratch, "build");
    struct option_rest rest = {0};
    expect_refusal(&fixture, collect(&fixture, NULL, NULL, build), STATUS_NOT_FOUND, "made.c' does not exist");
    CU_ASSERT_EQUAL_FATAL(source_units_collect_present(&rest, build, &fixture.units, &fixture.err), STATUS_OK);
    CU_ASSERT_EQUAL(fixture.units.count, 1);
    CU_ASSERT_EQUAL_FATAL(fixture.units.absent_count, 1);
    CU_ASSERT_STRING_EQUAL(path_name(fixture.units.absent[0]), "made.c");
}

UNIT_TESTS("cli/source_units", CASE(units_move_to_another_state_of_their_tree),
           CASE(files_of_a_build_that_are_not_there_are_listed_where_that_is_asked_for),
           CASE(an_operand_is_compiled_with_what_stands_behind_the_dashes), CASE(what_is_no_c_source_is_refused),
           CASE(a_build_tells_all_its_files_and_their_flags), CASE(operands_choose_among_the_files_of_a_build),
           CASE(a_folder_is_what_its_manifest_says), CASE(a_wrong_manifest_is_refused),
           CASE(with_adds_files_and_words_of_the_linker))
