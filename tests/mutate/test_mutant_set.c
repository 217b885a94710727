#include "cet/core/memory.h"
#include "cet/model/mutant.h"
#include "unit_test.h"

static const char *covering[] = {"suite/one", "suite/two"};

static struct mutant example(const char *id, enum mutant_status status)
{
    struct mutant mutant = {.operator_name = "relational-boundary",
                            .path = "/src/a.c",
                            .function = "parse",
                            .line = 3,
                            .column = 9,
                            .end_line = 3,
                            .end_column = 10,
                            .original = "<",
                            .replacement = "<=",
                            .status = status,
                            .covered_by = covering,
                            .covered_by_count = 2,
                            .hits = 7};
    snprintf(mutant.id, sizeof mutant.id, "%s", id);
    return mutant;
}

TEST(reading_gives_back_what_was_written)
{
    SCOPED(mutant_set_release) struct mutant_set written = {0};
    SCOPED(mutant_set_release) struct mutant_set read = {0};
    SCOPED(strbuf_release) struct strbuf first = {0};
    SCOPED(strbuf_release) struct strbuf second = {0};
    struct mutant killed = example("0123456789abcdef", MUTANT_KILLED);
    struct mutant ignored = example("0123456789abcdee", MUTANT_IGNORED);
    killed.killed_by = "suite/\"two\"\\";
    killed.killed_kind = MUTANT_KILL_SANITIZER;
    killed.group = "relational";
    killed.cpu_ms = 1.5;
    strcpy(killed.context, "00000000000000ff");
    ignored.reason = "suppressed: prints only";
    ignored.ignored_as = MUTANT_SUPPRESSED;
    mutant_set_add(&written, &killed);
    mutant_set_add(&written, &ignored);
    mutant_set_made_by(&written, "cet 0.1.0");
    mutant_set_add_note(&written, "note");
    mutant_set_add_note(&written, "note");
    mutant_set_add_unused(&written, "/src/a.c", 12);
    mutant_set_digest_files(&written); /* there is no such file: an empty digest */
    mutant_set_add_file(&written, "/src/b.c", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    mutant_set_format(&written, &first);
    CU_ASSERT_EQUAL(mutant_set_parse("text", first.bytes, first.length, &read, NULL), STATUS_OK);
    mutant_set_format(&read, &second);
    CU_ASSERT_STRING_EQUAL(first.bytes, second.bytes);
    CU_ASSERT_EQUAL(read.items[0].killed_kind, MUTANT_KILL_SANITIZER);
    CU_ASSERT_EQUAL(read.items[1].ignored_as, MUTANT_SUPPRESSED);
    CU_ASSERT_EQUAL(read.note_count, 1);
    CU_ASSERT_EQUAL_FATAL(read.file_count, 2);
    CU_ASSERT_STRING_EQUAL(read.files[0].path, "/src/a.c");
}

TEST(sorting_does_not_depend_on_the_order_before)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    static const uint32_t lines[] = {7, 3, 9, 3};
    static const char *const ids[] = {"000000000000000a", "000000000000000c", "000000000000000b", "0000000000000001"};
    for (unsigned i = 0; i < ARRAY_LENGTH(lines); i++) {
        struct mutant mutant = example(ids[i], MUTANT_KILLED);
        mutant.line = mutant.end_line = lines[i];
        mutant_set_add(&set, &mutant);
    }
    mutant_set_sort(&set);
    CU_ASSERT_STRING_EQUAL(set.items[0].id, ids[3]);
    CU_ASSERT_STRING_EQUAL(set.items[1].id, ids[1]);
    CU_ASSERT_EQUAL(set.items[3].line, 9);
    for (unsigned i = 0; i < ARRAY_LENGTH(ids); i++)
        CU_ASSERT_STRING_EQUAL(mutant_set_find(&set, ids[i])->id, ids[i]);
}

TEST(a_unit_with_code_outweighs_one_without)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    SCOPED(mutant_set_release) struct mutant_set unit = {0};
    struct mutant ignored = example("0123456789abcdef", MUTANT_IGNORED);
    struct mutant pending = example("0123456789abcdef", MUTANT_PENDING);
    ignored.reason = "no code";
    strcpy(ignored.context, "00000000000000aa");
    strcpy(pending.context, "00000000000000bb");
    mutant_set_add(&set, &ignored);
    mutant_set_add(&unit, &pending);
    mutant_set_add_unit(&set, &unit);
    CU_ASSERT_EQUAL_FATAL(set.count, 1);
    CU_ASSERT_EQUAL(set.items[0].status, MUTANT_PENDING);
    CU_ASSERT_PTR_NULL(set.items[0].reason);
    CU_ASSERT_STRING_NOT_EQUAL(set.items[0].context, "00000000000000aa"); /* both units count */
    CU_ASSERT_STRING_NOT_EQUAL(set.items[0].context, "00000000000000bb");
}

TEST(an_id_is_added_once)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    struct mutant mutant = example("0123456789abcdef", MUTANT_PENDING);
    CU_ASSERT_PTR_EQUAL(mutant_set_add(&set, &mutant), mutant_set_add(&set, &mutant));
    CU_ASSERT_EQUAL(set.count, 1);
    CU_ASSERT_PTR_NULL(mutant_set_find(&set, "ffffffffffffffff"));
}

TEST(what_is_not_covered_counts_as_survived)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    static const enum mutant_status statuses[] = {MUTANT_KILLED, MUTANT_TIMEOUT, MUTANT_SURVIVED, MUTANT_NO_COVERAGE,
                                                  MUTANT_IGNORED};
    double score_ratio = 0;
    for (unsigned i = 0; i < ARRAY_LENGTH(statuses); i++) {
        struct mutant mutant = example("0123456789abcdef", statuses[i]);
        mutant.id[0] = (char)('1' + i);
        mutant_set_add(&set, &mutant);
    }
    struct mutant_counts counts = mutant_set_counts(&set);
    CU_ASSERT_TRUE(mutant_score(&counts, &score_ratio));
    CU_ASSERT_DOUBLE_EQUAL(score_ratio, 0.5, 1e-9);
}

TEST(no_mutants_have_no_score)
{
    struct mutant_counts counts = {.all = 2, .ignored = 2};
    double score_ratio = 7;
    CU_ASSERT_FALSE(mutant_score(&counts, &score_ratio));
    CU_ASSERT_DOUBLE_EQUAL(score_ratio, 7, 0);
}

TEST(damaged_lists_are_refused_with_their_line)
{
    static const char *const damaged[] = {
        "",
        "{\"format\":\"other\",\"version\":1}",
        "{\"format\":\"cet-mutants\",\"version\":1}",
        "{\"format\":\"cet-mutants\",\"version\":2}\n{\"id\":\"zz\"}",
        "{\"format\":\"cet-mutants\",\"version\":2}\n{\"file\":\"/a.c\",\"digest\":\"12\"}",
        "{\"format\":\"cet-mutants\",\"version\":2}\n{\"unused_suppression\":\"/a.c\"}",
        "{\"format\":\"cet-mutants\",\"version\":2}\n{\"id\":\"0123456789abcdef\",\"status\":\"killed\",\"killed_"
        "kind\":\"x\"}",
        "{\"format\":\"cet-mutants\",\"version\":2}\n{\"id\":\"0123456789abcdef\",\"status\":\"ignored\",\"ignored_"
        "as\":\"x\"}",
        "{\"format\":\"cet-mutants\",\"version\":2}\n{\"id\":\"0123456789abcdef\",\"status\":\"killed\",\"context\":"
        "\"x\"}",
        "{\"format\":\"cet-mutants\",\"version\":2}\n{\"id\":\"0123456789abcdef\",\"status\":\"dead\"}",
        "{\"format\":\"cet-mutants\",\"version\":2}\n{\"id\":\"0123456789abcdef\",\"status\":\"killed\"}",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(damaged); i++) {
        SCOPED(mutant_set_release) struct mutant_set set = {0};
        struct error err = {0};
        CU_ASSERT_EQUAL(mutant_set_parse("list", damaged[i], strlen(damaged[i]), &set, &err), STATUS_INVALID);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "'list'"));
    }
}

TEST(a_line_that_is_no_json_is_named)
{
    static const char text[] = "{\"format\":\"cet-mutants\",\"version\":2}\n{\"id\"\n";
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(mutant_set_parse("list", text, strlen(text), &set, &err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "'list':2:"));
}

TEST(figures_beyond_their_type_stay_at_its_ends)
{
    static const char text[] =
        "{\"format\":\"cet-mutants\",\"version\":2}\n"
        "{\"id\":\"0123456789abcdef\",\"operator\":\"o\",\"path\":\"/a.c\",\"function\":\"f\",\"range\":[1,1,1,2],"
        "\"status\":\"killed\",\"hits\":1e300,\"duration_ms\":1e999}\n"
        "{\"id\":\"0123456789abcde0\",\"operator\":\"o\",\"path\":\"/a.c\",\"function\":\"f\",\"range\":[1,1,1,2],"
        "\"status\":\"killed\",\"hits\":-1,\"duration_ms\":-1}\n";
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    CU_ASSERT_EQUAL_FATAL(mutant_set_parse("list", text, strlen(text), &set, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(set.items[0].hits, UINT64_MAX);
    CU_ASSERT_EQUAL(set.items[0].duration_ms, 0);
    CU_ASSERT_EQUAL(set.items[1].hits, 0);
    CU_ASSERT_EQUAL(set.items[1].duration_ms, 0);
}

UNIT_TESTS("model/mutant", CASE(reading_gives_back_what_was_written), CASE(an_id_is_added_once),
           CASE(sorting_does_not_depend_on_the_order_before), CASE(a_unit_with_code_outweighs_one_without),
           CASE(what_is_not_covered_counts_as_survived), CASE(no_mutants_have_no_score),
           CASE(damaged_lists_are_refused_with_their_line), CASE(a_line_that_is_no_json_is_named),
           CASE(figures_beyond_their_type_stay_at_its_ends))
