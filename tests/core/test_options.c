#include "unit_test.h"

#include "cet/core/memory.h"
#include "cet/core/options.h"

struct args {
    bool json;
    bool verbose;
    const char *out;
    struct option_list with;
    uint64_t seed;
    double min;
};

static const struct option_spec specs[] = {
    {'j', "json", NULL, "answer in JSON", OPTION_FLAG, offsetof(struct args, json)},
    {'v', "verbose", NULL, "say more", OPTION_FLAG, offsetof(struct args, verbose)},
    {'o', "out", "DIR", "write the suite to DIR", OPTION_TEXT, offsetof(struct args, out)},
    {0, "with", "FILE", "definitions from FILE;\nmay be repeated", OPTION_LIST, offsetof(struct args, with)},
    {0, "seed", "N", "start of all chance", OPTION_UINT, offsetof(struct args, seed)},
    {0, "minimum-of-something-long", "R", "least ratio", OPTION_NUMBER, offsetof(struct args, min)},
    OPTION_END};

struct outcome {
    enum status status;
    struct args args;
    struct option_rest rest;
    struct error err;
    int argc;
    char *argv[16];
};

static void outcome_release(struct outcome *outcome)
{
    option_list_release(&outcome->args.with);
    option_rest_release(&outcome->rest);
    while (outcome->argc > 0)
        free(outcome->argv[--outcome->argc]);
}

/* Parses the words of line, parted by blanks. */
static struct outcome parse(const char *line)
{
    struct outcome outcome = {.argc = 1, .argv = {memory_strdup("cet")}};
    while (*line) {
        const size_t length = strcspn(line, " ");
        outcome.argv[outcome.argc++] = memory_strndup(line, length);
        line += length + (line[length] == ' ');
    }
    outcome.status = options_parse(specs, &outcome.args, outcome.argc, outcome.argv, &outcome.rest, &outcome.err);
    return outcome;
}

TEST(all_kinds_are_stored)
{
    SCOPED(outcome_release) struct outcome got =
        parse("--json -o dir --with a --with=b --seed 0xfF --minimum-of-something-long .5");
    CU_ASSERT_EQUAL(got.status, STATUS_OK);
    CU_ASSERT(got.args.json);
    CU_ASSERT_FALSE(got.args.verbose);
    CU_ASSERT_STRING_EQUAL(got.args.out, "dir");
    CU_ASSERT_EQUAL_FATAL(got.args.with.count, 2);
    CU_ASSERT_STRING_EQUAL(got.args.with.items[0], "a");
    CU_ASSERT_STRING_EQUAL(got.args.with.items[1], "b");
    CU_ASSERT_EQUAL(got.args.seed, 255);
    CU_ASSERT_EQUAL(got.args.min, 0.5);
    CU_ASSERT_EQUAL(got.rest.operand_count, 0);
    CU_ASSERT_FALSE(got.rest.has_dashes);
}

TEST(operands_may_stand_anywhere)
{
    SCOPED(outcome_release) struct outcome got = parse("a.c -jv b.c -odir - c.c");
    CU_ASSERT_EQUAL(got.status, STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(got.rest.operand_count, 4);
    CU_ASSERT_STRING_EQUAL(got.rest.operands[0], "a.c");
    CU_ASSERT_STRING_EQUAL(got.rest.operands[2], "-");
    CU_ASSERT_STRING_EQUAL(got.rest.operands[3], "c.c");
    CU_ASSERT(got.args.json && got.args.verbose);
    CU_ASSERT_STRING_EQUAL(got.args.out, "dir");
}

TEST(what_follows_the_dashes_is_apart)
{
    SCOPED(outcome_release) struct outcome got = parse("a.c -- -DX --json -- b");
    CU_ASSERT_EQUAL(got.status, STATUS_OK);
    CU_ASSERT_EQUAL(got.rest.operand_count, 1);
    CU_ASSERT(got.rest.has_dashes);
    CU_ASSERT_EQUAL_FATAL(got.rest.after_dashes_count, 4);
    CU_ASSERT_STRING_EQUAL(got.rest.after_dashes[0], "-DX");
    CU_ASSERT_STRING_EQUAL(got.rest.after_dashes[3], "b");
    CU_ASSERT_FALSE(got.args.json);
}

TEST(dashes_at_the_end_count_and_as_a_value_do_not)
{
    SCOPED(outcome_release) struct outcome end = parse("a.c --"), value = parse("a.c -o --"), none = parse("");
    CU_ASSERT(end.rest.has_dashes);
    CU_ASSERT_EQUAL(end.rest.after_dashes_count, 0);
    CU_ASSERT_EQUAL(value.status, STATUS_OK);
    CU_ASSERT_FALSE(value.rest.has_dashes);
    CU_ASSERT_STRING_EQUAL(value.args.out, "--");
    CU_ASSERT_EQUAL(none.status, STATUS_OK);
    CU_ASSERT_FALSE(none.rest.has_dashes);
}

static void check_refused(const char *line, const char *message)
{
    SCOPED(outcome_release) struct outcome got = parse(line);
    CU_ASSERT_EQUAL(got.status, STATUS_INVALID);
    CU_ASSERT_EQUAL(got.rest.operand_count, 0);
    if (strcmp(got.err.message, message) != 0)
        fprintf(stderr, "got \"%s\", expected \"%s\"\n", got.err.message, message);
    CU_ASSERT_STRING_EQUAL(got.err.message, message);
}

TEST(errors_quote_the_word)
{
    check_refused("a.c --foo", "unknown option '--foo'; see --help");
    check_refused("--foo=1 a.c", "unknown option '--foo=1'; see --help");
    check_refused("-x", "unknown option '-x' in '-x'; see --help");
    check_refused("-jxv", "unknown option '-x' in '-jxv'; see --help");
    check_refused("-o", "option '-o' needs a value (DIR); see --help");
    check_refused("a.c --out", "option '--out' needs a value (DIR); see --help");
    check_refused("--json=yes", "option '--json' takes no value: '--json=yes'; see --help");
}

TEST(malformed_numbers_are_refused)
{
    check_refused("--seed x", "option '--seed' needs a number, not 'x'");
    check_refused("--seed=", "option '--seed' needs a number, not ''");
    check_refused("--seed -1", "option '--seed' needs a number, not '-1'");
    check_refused("--seed 0x", "option '--seed' needs a number, not '0x'");
    check_refused("--seed 1k", "option '--seed' needs a number, not '1k'");
    check_refused("--seed 18446744073709551616",
                  "option '--seed' needs a number below 2^64, not '18446744073709551616'");
    check_refused("--minimum-of-something-long=1x", "option '--minimum-of-something-long' needs a number, not '1x'");
    check_refused("--minimum-of-something-long nan", "option '--minimum-of-something-long' needs a number, not 'nan'");
}

TEST(a_leading_zero_is_not_octal)
{
    SCOPED(outcome_release) struct outcome got = parse("--seed 010");
    CU_ASSERT_EQUAL(got.args.seed, 10);
}

TEST(an_earlier_call_leaves_no_trace)
{
    for (int i = 0; i < 3; i++) {
        SCOPED(outcome_release) struct outcome failed = parse("-jx a b c d"), good = parse("-j a.c");
        CU_ASSERT_EQUAL(failed.status, STATUS_INVALID);
        CU_ASSERT_EQUAL(good.status, STATUS_OK);
        CU_ASSERT(good.args.json);
        CU_ASSERT_EQUAL(good.rest.operand_count, 1);
    }
}

TEST(a_beginning_that_fits_two_names_is_ambiguous)
{
    static const struct option_spec similar[] = {
        {0, "min-lines", NULL, "", OPTION_FLAG, 0}, {0, "min-branches", NULL, "", OPTION_FLAG, 0}, OPTION_END};
    bool target = false;
    struct option_rest rest = {0};
    struct error err = {0};
    char *argv[] = {(char[]){"cet"}, (char[]){"--min"}, NULL};
    CU_ASSERT_EQUAL(options_parse(similar, &target, 2, argv, &rest, &err), STATUS_INVALID);
    CU_ASSERT_STRING_EQUAL(err.message, "ambiguous option '--min'; see --help");
}

TEST(help_is_aligned)
{
    SCOPED(strbuf_release) struct strbuf help = {0};
    options_help(specs, &help);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&help), "  -j, --json                answer in JSON\n"
                                               "  -v, --verbose             say more\n"
                                               "  -o, --out DIR             write the suite to DIR\n"
                                               "      --with FILE           definitions from FILE;\n"
                                               "                            may be repeated\n"
                                               "      --seed N              start of all chance\n"
                                               "      --minimum-of-something-long R\n"
                                               "                            least ratio\n");
}

UNIT_TESTS("core/options", CASE(all_kinds_are_stored), CASE(operands_may_stand_anywhere),
           CASE(what_follows_the_dashes_is_apart), CASE(dashes_at_the_end_count_and_as_a_value_do_not),
           CASE(errors_quote_the_word), CASE(malformed_numbers_are_refused), CASE(a_leading_zero_is_not_octal),
           CASE(an_earlier_call_leaves_no_trace), CASE(a_beginning_that_fits_two_names_is_ambiguous),
           CASE(help_is_aligned))
