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
    strcpy(mutant.id, id);
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
    ignored.reason = "the language wants a constant here";
    mutant_set_add(&written, &killed);
    mutant_set_add(&written, &ignored);
    mutant_set_format(&written, &first);
    CU_ASSERT_EQUAL(mutant_set_parse("text", first.bytes, first.length, &read, NULL), STATUS_OK);
    mutant_set_format(&read, &second);
    CU_ASSERT_STRING_EQUAL(first.bytes, second.bytes);
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
        "{\"format\":\"cet-mutants\",\"version\":2}",
        "{\"format\":\"cet-mutants\",\"version\":1}\n{\"id\":\"zz\"}",
        "{\"format\":\"cet-mutants\",\"version\":1}\n{\"id\":\"0123456789abcdef\",\"status\":\"dead\"}",
        "{\"format\":\"cet-mutants\",\"version\":1}\n{\"id\":\"0123456789abcdef\",\"status\":\"killed\"}",
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
    static const char text[] = "{\"format\":\"cet-mutants\",\"version\":1}\n{\"id\"\n";
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(mutant_set_parse("list", text, strlen(text), &set, &err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "'list':2:"));
}

TEST(figures_beyond_their_type_stay_at_its_ends)
{
    static const char text[] =
        "{\"format\":\"cet-mutants\",\"version\":1}\n"
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
           CASE(what_is_not_covered_counts_as_survived), CASE(no_mutants_have_no_score),
           CASE(damaged_lists_are_refused_with_their_line), CASE(a_line_that_is_no_json_is_named),
           CASE(figures_beyond_their_type_stay_at_its_ends))
