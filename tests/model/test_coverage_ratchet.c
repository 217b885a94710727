#include "cet/model/coverage_ratchet.h"
#include "core/scratch.h"
#include "unit_test.h"

struct bench {
    struct scratch scratch;
    struct coverage_ratchet ratchet;
    struct coverage coverage;
    struct error err;
    unsigned losses, without_data;
};

static struct bench bench_new(void)
{
    return (struct bench){.scratch = scratch_new()};
}

static void bench_release(struct bench *bench)
{
    coverage_ratchet_release(&bench->ratchet);
    coverage_release(&bench->coverage);
    scratch_release(&bench->scratch);
}

#define HEAD "{\"format\":\"cet-coverage-ratchet\",\"version\":1}\n"
#define TEN "{\"path\":\"a.c\",\"lines\":[8,10],\"branches\":[0,0],\"functions\":[0,0]}\n"

static enum status load(struct bench *bench, const char *text)
{
    const char *path = scratch_path(&bench->scratch, "ratchet.jsonl");
    CU_ASSERT_EQUAL_FATAL(file_write(path, text, strlen(text), NULL), STATUS_OK);
    return coverage_ratchet_load(path, &bench->ratchet, &bench->err);
}

static void lines(struct bench *bench, const char *path, uint32_t hit, uint32_t all)
{
    struct coverage_file *file = coverage_add_file(&bench->coverage, path);
    for (uint32_t i = 0; i < all; i++) {
        const struct coverage_line line = {.line = i + 1, .hits = i < hit};
        ARRAY_PUSH(file->lines, file->line_count, file->line_capacity, line);
    }
}

static void count(void *context, const struct coverage_ratchet_entry *entry, const struct coverage_file *file,
                  enum coverage_measure measure)
{
    struct bench *bench = context;
    (void)entry;
    CU_ASSERT_EQUAL(measure, COVERAGE_MEASURE_LINES);
    bench->losses += file != NULL;
    bench->without_data += file == NULL;
}

/* Whether hit of all lines are a loss after 8 of 10. */
static bool has_fallen(uint32_t hit, uint32_t all, uint64_t tolerance)
{
    SCOPED(bench_release) struct bench bench = bench_new();
    CU_ASSERT_EQUAL_FATAL(load(&bench, HEAD TEN), STATUS_OK);
    lines(&bench, "/p/a.c", hit, all);
    coverage_ratchet_compare(&bench.ratchet, &bench.coverage, "/p", tolerance, count, &bench);
    return bench.losses == 1;
}

TEST(a_lower_ratio_with_more_missed_has_fallen)
{
    CU_ASSERT_TRUE(has_fallen(7, 10, 0));
    CU_ASSERT_TRUE(has_fallen(8, 11, 0));
    CU_ASSERT_FALSE(has_fallen(8, 10, 0));
    CU_ASSERT_FALSE(has_fallen(9, 10, 0));
}

TEST(covered_code_that_goes_away_is_no_loss)
{
    CU_ASSERT_FALSE(has_fallen(0, 2, 0));
    CU_ASSERT_FALSE(has_fallen(4, 6, 0));
}

TEST(more_missed_lines_in_better_covered_code_are_no_loss)
{
    CU_ASSERT_FALSE(has_fallen(97, 100, 0));
}

TEST(as_many_as_the_tolerance_says_may_be_missed_beyond)
{
    CU_ASSERT_FALSE(has_fallen(7, 10, 1));
    CU_ASSERT_TRUE(has_fallen(6, 10, 1));
}

TEST(an_entry_without_data_is_told)
{
    SCOPED(bench_release) struct bench bench = bench_new();
    CU_ASSERT_EQUAL_FATAL(load(&bench, HEAD TEN), STATUS_OK);
    coverage_ratchet_compare(&bench.ratchet, &bench.coverage, "/p", 0, count, &bench);
    CU_ASSERT_EQUAL(bench.without_data, 1);
    CU_ASSERT_EQUAL(bench.losses, 0);
}

static bool turns_into(struct bench *bench, bool may_fall, const char *expected)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    coverage_ratchet_turn(&bench->ratchet, &bench->coverage, "/p", may_fall);
    coverage_ratchet_format(&bench->ratchet, &text);
    bool is = !strcmp(strbuf_text(&text), expected);
    if (!is)
        printf("\n%s", strbuf_text(&text));
    return is;
}

TEST(it_turns_upwards_and_takes_new_files)
{
    SCOPED(bench_release) struct bench bench = bench_new();
    CU_ASSERT_EQUAL_FATAL(load(&bench, HEAD TEN), STATUS_OK);
    lines(&bench, "/p/b.c", 1, 3);
    lines(&bench, "/p/a.c", 9, 10);
    CU_ASSERT_TRUE(turns_into(&bench, false,
                              HEAD "{\"path\":\"a.c\",\"lines\":[9,10],\"branches\":[0,0],\"functions\":[0,0]}\n"
                                   "{\"path\":\"b.c\",\"lines\":[1,3],\"branches\":[0,0],\"functions\":[0,0]}\n"));
}

TEST(it_does_not_turn_downwards_unless_told)
{
    SCOPED(bench_release) struct bench bench = bench_new();
    CU_ASSERT_EQUAL_FATAL(load(&bench, HEAD TEN), STATUS_OK);
    lines(&bench, "/p/a.c", 7, 10);
    CU_ASSERT_TRUE(turns_into(&bench, false, HEAD TEN));
    CU_ASSERT_TRUE(
        turns_into(&bench, true, HEAD "{\"path\":\"a.c\",\"lines\":[7,10],\"branches\":[0,0],\"functions\":[0,0]}\n"));
}

TEST(entries_without_data_go_only_when_told)
{
    SCOPED(bench_release) struct bench bench = bench_new();
    CU_ASSERT_EQUAL_FATAL(load(&bench, HEAD TEN), STATUS_OK);
    CU_ASSERT_TRUE(turns_into(&bench, false, HEAD TEN));
    CU_ASSERT_TRUE(turns_into(&bench, true, HEAD));
}

static bool is_refused(const char *text, const char *why)
{
    SCOPED(bench_release) struct bench bench = bench_new();
    bool is = load(&bench, text) == STATUS_INVALID && strstr(bench.err.message, why);
    if (!is)
        printf("\n    %s", bench.err.message);
    return is;
}

TEST(what_is_no_ratchet_is_refused_with_its_line)
{
    CU_ASSERT_TRUE(is_refused("", "not a cet-coverage-ratchet file"));
    CU_ASSERT_TRUE(is_refused("{\"format\":\"cet-coverage-ratchet\",\"version\":2}\n", "of version 1"));
    CU_ASSERT_TRUE(is_refused(HEAD "<<<<<<< ours\n" TEN, "line 2"));
    CU_ASSERT_TRUE(is_refused(HEAD TEN TEN, "':3: 'a.c' stands there twice"));
    CU_ASSERT_TRUE(is_refused(HEAD "{\"path\":\"a.c\",\"lines\":[11,10],\"branches\":[0,0],\"functions\":[0,0]}\n",
                              "an entry needs"));
    CU_ASSERT_TRUE(is_refused(HEAD "{\"path\":\"a.c\"}\n", "':2: an entry needs"));
    CU_ASSERT_TRUE(
        is_refused(HEAD "{\"path\":\"\xf2.c\",\"lines\":[1,1],\"branches\":[0,0],\"functions\":[0,0]}\n", "not UTF-8"));
}

UNIT_TESTS("model/coverage_ratchet", CASE(a_lower_ratio_with_more_missed_has_fallen),
           CASE(covered_code_that_goes_away_is_no_loss), CASE(more_missed_lines_in_better_covered_code_are_no_loss),
           CASE(as_many_as_the_tolerance_says_may_be_missed_beyond), CASE(an_entry_without_data_is_told),
           CASE(it_turns_upwards_and_takes_new_files), CASE(it_does_not_turn_downwards_unless_told),
           CASE(entries_without_data_go_only_when_told), CASE(what_is_no_ratchet_is_refused_with_its_line))
