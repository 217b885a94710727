#include "cet/testgen/verify.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "verify_round.h"

void verify_report_release(struct verify_report *report)
{
    free(report->dropped);
    arena_release(&report->arena);
    *report = (struct verify_report){0};
}

void round_release(struct verify_round *round)
{
    emit_map_release(&round->map);
    map_release(&round->by_name);
    strbuf_release(&round->program);
}

void round_start(struct verify_round *round)
{
    round_release(round);
    round->map = (struct emit_map){0};
    round->by_name = (struct map){0};
    round->program = (struct strbuf){0};
    round->report->rounds++;
}

static void count_what_remains(const struct test_plan *plan, struct verify_report *report)
{
    report->test_count = plan->test_count + plan->property_count;
    report->assertion_count = plan->property_count;
    for (size_t i = 0; i < plan->test_count; i++)
        report->assertion_count += plan->tests[i].expect_count;
}

static enum status run_rounds(struct verify_round *round, struct error *err)
{
    const unsigned max = round->options->rounds_max ? round->options->rounds_max : VERIFY_ROUNDS;
    bool has_block_expectations = false;
    while (round->report->rounds < max) {
        round_start(round);
        const enum status status = round_measure(round, err);
        if (status != STATUS_OK)
            return status;
        const size_t changes = round_thin_plan(round);
        if (round->plan->test_count + round->plan->property_count == 0)
            return error_set(err, STATUS_NOT_FOUND, "'%s': no test of it passes in every run", round->plan->unit);
        if (changes == 0 && has_block_expectations) {
            round->report->is_stable = true;
            return STATUS_OK;
        }
        if (changes == 0) {
            has_block_expectations = true;
            if (round_add_block_expectations(round) == 0) {
                round->report->is_stable = true;
                return STATUS_OK;
            }
        }
    }
    return error_set(err, STATUS_LIMIT, "'%s': tests still fail after %u rounds of taking out what is unstable",
                     round->plan->unit, max);
}

/* In a box the work is done in its staging folder, which outlives the work. */
static enum status open_folder(const struct verify_options *options, struct strbuf *out, struct error *err)
{
    return folder_make_temporary(options->sandbox ? sandbox_staging(options->sandbox) : NULL, "verify", out, err);
}

static bool may_look_on(enum status status)
{
    return status == STATUS_OK || status == STATUS_NOT_FOUND;
}

enum status testgen_verify(struct test_plan *plan, const struct facts *facts, const struct verify_options *options,
                           struct verify_report *ret, struct error *err)
{
    struct toolchain found = {0};
    SCOPED(built_objects_close) struct built_objects own_objects = {0};
    SCOPED(strbuf_release) struct strbuf folder = {0};
    SCOPED(memory_free_pointer) char *stem = path_stem(plan->unit);
    enum status status = options->tools ? STATUS_OK : toolchain_find(&found, err);
    if (status == STATUS_OK)
        status = open_folder(options, &folder, err);
    if (status == STATUS_OK && !options->objects)
        status = built_objects_open(&own_objects, strbuf_text(&folder), err);
    if (status == STATUS_OK) {
        struct verify_round round = {.plan = plan,
                                     .facts = facts,
                                     .options = options,
                                     .tools = options->tools ? options->tools : &found,
                                     .report = ret,
                                     .objects = options->objects ? options->objects : &own_objects,
                                     .folder = strbuf_text(&folder),
                                     .stem = stem};
        ret->has_gcc = round.tools->gcc.path != NULL;
        status = run_rounds(&round, err);
        const enum status probed = may_look_on(status) ? round_probe(&round, err) : status;
        const enum status confirmed = may_look_on(probed) ? round_confirm(&round, err) : probed;
        status = may_look_on(confirmed) ? status : confirmed;
        round_release(&round);
        count_what_remains(plan, ret);
        folder_remove(strbuf_text(&folder), NULL);
    }
    toolchain_release(&found);
    return status;
}
