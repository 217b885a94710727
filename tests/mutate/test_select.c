#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/mutate/select.h"
#include "core/scratch.h"
#include "unit_test.h"

static struct mutant *add(struct mutant_set *set, unsigned number, const char *path, uint32_t line)
{
    struct mutant mutant = {.operator_name = "relational-boundary",
                            .path = path,
                            .function = number % 2 ? "odd_one" : "even_one",
                            .line = line,
                            .column = 1,
                            .end_line = line,
                            .end_column = 2,
                            .original = "<",
                            .replacement = "<="};
    snprintf(mutant.id, sizeof mutant.id, "%016x", number);
    return mutant_set_add(set, &mutant);
}

static void fill(struct mutant_set *set, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        add(set, i, "/no/such/a.c", i + 1);
}

static void select_ok(const struct mutate_selection *selection, struct mutant_set *set)
{
    CU_ASSERT_EQUAL(mutate_select(selection, set, NULL), STATUS_OK);
}

static size_t pending(const struct mutant_set *set)
{
    return mutant_set_counts(set).pending;
}

TEST(shards_part_all_mutants_evenly)
{
    unsigned judged[30] = {0};
    for (uint32_t shard = 1; shard <= 4; shard++) {
        SCOPED(mutant_set_release) struct mutant_set set = {0};
        fill(&set, 30);
        select_ok(&(struct mutate_selection){.shard = shard, .shard_count = 4}, &set);
        CU_ASSERT(pending(&set) == 7 || pending(&set) == 8);
        for (unsigned i = 0; i < 30; i++)
            judged[i] += set.items[i].status == MUTANT_PENDING;
        CU_ASSERT_EQUAL(mutant_set_counts(&set).not_selected, 30 - pending(&set));
    }
    for (unsigned i = 0; i < 30; i++)
        CU_ASSERT_EQUAL(judged[i], 1);
}

TEST(shards_are_balanced_by_what_was_measured)
{
    SCOPED(mutant_set_release) struct mutant_set costs = {0};
    double sums[2] = {0};
    fill(&costs, 9);
    for (unsigned i = 0; i < 9; i++)
        costs.items[i].cpu_ms = i ? 1 : 8;
    for (uint32_t shard = 1; shard <= 2; shard++) {
        SCOPED(mutant_set_release) struct mutant_set set = {0};
        fill(&set, 9);
        select_ok(&(struct mutate_selection){.shard = shard, .shard_count = 2, .costs = &costs}, &set);
        for (unsigned i = 0; i < 9; i++)
            sums[shard - 1] += set.items[i].status == MUTANT_PENDING ? costs.items[i].cpu_ms : 0;
    }
    CU_ASSERT_EQUAL(sums[0], 8);
    CU_ASSERT_EQUAL(sums[1], 8);
}

TEST(a_sample_is_the_same_for_the_same_seed)
{
    SCOPED(mutant_set_release) struct mutant_set first = {0};
    SCOPED(mutant_set_release) struct mutant_set again = {0};
    SCOPED(mutant_set_release) struct mutant_set other = {0};
    unsigned differing = 0;
    fill(&first, 200);
    fill(&again, 200);
    fill(&other, 200);
    select_ok(&(struct mutate_selection){.sample = 20, .seed = 1}, &first);
    select_ok(&(struct mutate_selection){.sample = 20, .seed = 1}, &again);
    select_ok(&(struct mutate_selection){.sample = 20, .seed = 2}, &other);
    CU_ASSERT_EQUAL(pending(&first), 20);
    CU_ASSERT_EQUAL(pending(&other), 20);
    for (unsigned i = 0; i < 200; i++) {
        CU_ASSERT_EQUAL(first.items[i].status, again.items[i].status);
        differing += first.items[i].status != other.items[i].status;
    }
    CU_ASSERT(differing > 0);
}

TEST(only_changed_lines_are_chosen)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    SCOPED(changed_lines_release) struct changed_lines changed = {0};
    static const char diff[] = "+++ /no/such/a.c\n@@ -3 +3,2 @@\n-x\n+y\n+z\n";
    CU_ASSERT_EQUAL(changed_lines_parse("d", diff, strlen(diff), &changed, NULL), STATUS_OK);
    fill(&set, 9);
    select_ok(&(struct mutate_selection){.changed = &changed}, &set);
    CU_ASSERT_EQUAL(pending(&set), 2);
    CU_ASSERT_EQUAL(set.items[2].status, MUTANT_PENDING);
    CU_ASSERT_STRING_EQUAL(set.items[5].reason, "not selected: the line is not changed");
}

TEST(files_and_functions_are_excluded_by_glob)
{
    static const char *const exclude[] = {"gen/*", "odd_*"};
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    add(&set, 0, "/r/gen/a.c", 1);
    add(&set, 1, "/r/a.c", 1);
    add(&set, 2, "/r/a.c", 2);
    select_ok(&(struct mutate_selection){.root = "/r", .exclude = exclude, .exclude_count = 2}, &set);
    CU_ASSERT_EQUAL(mutant_set_counts(&set).suppressed, 2);
    CU_ASSERT_STRING_EQUAL(set.items[0].reason, "suppressed: cet.json excludes 'gen/*'");
    CU_ASSERT_EQUAL(set.items[2].status, MUTANT_PENDING);
}

TEST(comments_suppress_by_name_with_their_reason)
{
    static const char source[] = "a < b; // NOLINT(cet-mutate): only printed\n"
                                 "a < b; // NOLINT\n"
                                 "// NOLINTNEXTLINE(cet-mutate)\n"
                                 "a < b;\n"
                                 "// NOLINTBEGIN(cet-mutate) -- tables\n"
                                 "a < b;\n"
                                 "// NOLINTEND(cet-mutate)\n"
                                 "/* NOLINT(cet-mutate) */\n"
                                 "a < b; // NOLINT(cet-*)\n";
    struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "a.c");
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    static const uint32_t lines[] = {1, 2, 4, 6, 9};
    CU_ASSERT_EQUAL(file_write(path, source, strlen(source), NULL), STATUS_OK);
    for (unsigned i = 0; i < ARRAY_LENGTH(lines); i++)
        add(&set, i, path, lines[i]);
    select_ok(&(struct mutate_selection){0}, &set);
    CU_ASSERT_STRING_EQUAL(set.items[0].reason, "suppressed: only printed");
    CU_ASSERT_EQUAL(set.items[1].status, MUTANT_PENDING); /* bare: about findings */
    CU_ASSERT_STRING_EQUAL(set.items[2].reason, "suppressed");
    CU_ASSERT_STRING_EQUAL(set.items[3].reason, "suppressed: tables");
    CU_ASSERT_EQUAL(set.items[4].ignored_as, MUTANT_SUPPRESSED);
    CU_ASSERT_EQUAL_FATAL(set.unused_count, 1);
    CU_ASSERT_EQUAL(set.unused[0].line, 8);
    scratch_release(&scratch);
}

TEST(shards_are_read_strictly)
{
    static const char *const wrong[] = {"",    "1",    "0/3",     "4/3",   "1/0", "1/3x",
                                        "x/3", "-1/3", "1/20000", "1/3/3", "1/ 3"};
    uint32_t shard = 0, count = 0;
    for (size_t i = 0; i < ARRAY_LENGTH(wrong); i++)
        CU_ASSERT_EQUAL(mutate_parse_shard(wrong[i], &shard, &count, NULL), STATUS_INVALID);
    CU_ASSERT_EQUAL(mutate_parse_shard("2/3", &shard, &count, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(shard, 2);
    CU_ASSERT_EQUAL(count, 3);
}

/* What a run would find: every third one survives. */
static void judge(struct mutant_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i].status == MUTANT_PENDING)
            set->items[i].status = i % 3 ? MUTANT_KILLED : MUTANT_SURVIVED;
}

TEST(merged_shards_are_the_whole_result)
{
    SCOPED(mutant_set_release) struct mutant_set whole = {0};
    SCOPED(mutant_set_release) struct mutant_set merged = {0};
    SCOPED(strbuf_release) struct strbuf expected = {0};
    SCOPED(strbuf_release) struct strbuf got = {0};
    fill(&whole, 30);
    select_ok(&(struct mutate_selection){0}, &whole);
    judge(&whole);
    for (uint32_t shard = 3; shard >= 1; shard--) {
        SCOPED(mutant_set_release) struct mutant_set part = {0};
        fill(&part, 30);
        select_ok(&(struct mutate_selection){.shard = shard, .shard_count = 3}, &part);
        judge(&part);
        CU_ASSERT_EQUAL(mutate_merge(&merged, &part, "part", NULL), STATUS_OK);
    }
    mutant_set_sort(&whole);
    mutant_set_format(&whole, &expected);
    mutant_set_format(&merged, &got);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&got), strbuf_text(&expected));
}

TEST(contradictions_are_refused)
{
    SCOPED(mutant_set_release) struct mutant_set first = {0};
    SCOPED(mutant_set_release) struct mutant_set second = {0};
    SCOPED(mutant_set_release) struct mutant_set older = {0};
    SCOPED(mutant_set_release) struct mutant_set changed = {0};
    struct error err = {0};
    fill(&first, 3);
    fill(&second, 3);
    judge(&first);
    judge(&second);
    mutant_set_made_by(&first, "cet 2");
    mutant_set_add_file(&first, "/no/such/a.c", "12");
    second.items[1].status = MUTANT_TIMEOUT;
    CU_ASSERT_EQUAL(mutate_merge(&first, &second, "second", &err), STATUS_INVALID);
    CU_ASSERT_STRING_EQUAL(err.message, "'second': mutant 0000000000000001 is timeout here and killed in the results "
                                        "before");
    mutant_set_made_by(&older, "cet 1");
    CU_ASSERT_EQUAL(mutate_merge(&first, &older, "older", &err), STATUS_INVALID);
    mutant_set_add_file(&changed, "/no/such/a.c", "13");
    CU_ASSERT_EQUAL(mutate_merge(&first, &changed, "changed", &err), STATUS_INVALID);
}

UNIT_TESTS("mutate/select", CASE(shards_part_all_mutants_evenly), CASE(shards_are_balanced_by_what_was_measured),
           CASE(a_sample_is_the_same_for_the_same_seed), CASE(only_changed_lines_are_chosen),
           CASE(files_and_functions_are_excluded_by_glob), CASE(comments_suppress_by_name_with_their_reason),
           CASE(shards_are_read_strictly), CASE(merged_shards_are_the_whole_result), CASE(contradictions_are_refused))
