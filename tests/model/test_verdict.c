#include "cet/model/verdict.h"
#include "core/scratch.h"
#include "unit_test.h"

#include <math.h>

TEST(exit_codes_are_those_of_the_documents)
{
    CU_ASSERT_EQUAL(verdict_exit_code(VERDICT_ACCEPTED), 0);
    CU_ASSERT_EQUAL(verdict_exit_code(VERDICT_REJECTED), 1);
    CU_ASSERT_EQUAL(verdict_exit_code(VERDICT_INSUFFICIENT), 1);
    CU_ASSERT_EQUAL(verdict_exit_code(VERDICT_COULD_NOT_JUDGE), 2);
}

TEST(a_zeroed_verdict_accepts_nothing)
{
    struct verdict verdict = {0};
    CU_ASSERT_STRING_EQUAL(verdict_outcome_text(verdict.outcome), "could not judge");
    CU_ASSERT_STRING_EQUAL(stage_status_text((enum stage_status)0), "not run");
}

static void format_sample(enum verdict_outcome outcome, struct strbuf *out)
{
    const char *reasons[] = {"line: 84.0 % of 85.0 %", "say \"why\""};
    const char *not_enforced[] = {"memory"};
    struct verdict_figure figures[] = {{"line", 0.84, 0.85, 84, 100, "ratio"},
                                       {"tests", 12, NAN, 0, 0, "count"},
                                       {"branch", NAN, 0.75, 0, 0, "ratio"}};
    struct verdict_stage stages[] = {{"coverage", STAGE_MISSED, reasons, 2, figures, 3, 12.5},
                                     {"mutation", STAGE_NOT_RUN, NULL, 0, NULL, 0, 0},
                                     {"scan", STAGE_PASSED, NULL, 0, NULL, 0, 0},
                                     {"build", STAGE_FAILED, NULL, 0, NULL, 0, 0},
                                     {"testgen", STAGE_BROKEN, NULL, 0, NULL, 0, 0}};
    struct verdict_input inputs[] = {{"/a.c", "00ff"}};
    struct verdict_text_pair versions[] = {{"clang", "19.1.7"}, {"cet", "0.1.0"}};
    struct verdict verdict = {.outcome = outcome,
                              .subject = "a.c",
                              .created = "2026-01-31T12:00:00Z",
                              .seed = 7,
                              .inputs = inputs,
                              .input_count = 1,
                              .versions = versions,
                              .version_count = 2,
                              .stages = stages,
                              .stage_count = 5,
                              .not_enforced = not_enforced,
                              .not_enforced_count = 1};
    verdict_format(&verdict, out);
}

TEST(load_reads_what_format_wrote)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "verdict.json");
    SCOPED(verdict_release) struct verdict loaded = {0};
    for (enum verdict_outcome outcome = VERDICT_COULD_NOT_JUDGE; outcome <= VERDICT_INSUFFICIENT; outcome++) {
        SCOPED(strbuf_release) struct strbuf text = {0};
        SCOPED(strbuf_release) struct strbuf again = {0};
        format_sample(outcome, &text);
        CU_ASSERT_EQUAL(file_write(path, text.bytes, text.length, NULL), STATUS_OK);
        CU_ASSERT_EQUAL_FATAL(verdict_load(path, &loaded, NULL), STATUS_OK);
        CU_ASSERT_EQUAL(loaded.outcome, outcome);
        verdict_format(&loaded, &again);
        CU_ASSERT_STRING_EQUAL(strbuf_text(&text), strbuf_text(&again));
    }
    CU_ASSERT_EQUAL(loaded.seed, 7);
    CU_ASSERT_TRUE(isnan(loaded.stages[0].figures[1].threshold));
    CU_ASSERT_TRUE(isnan(loaded.stages[0].figures[2].measured));
    CU_ASSERT_EQUAL(loaded.stages[0].figures[0].measured, 0.84);
}

TEST(load_refuses_what_it_does_not_know)
{
    static const char *const texts[] = {
        "{}",
        "{\"format\":\"cet-verdict\",\"version\":9,\"outcome\":\"accepted\"}",
        "{\"format\":\"cet-verdict\",\"version\":1,\"outcome\":\"splendid\"}",
        "{\"format\":\"cet-verdict\",\"version\":1,\"outcome\":\"accepted\",\"stages\":[{\"status\":\"maybe\"}]}",
    };
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "verdict.json");
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        struct error err = {0};
        struct verdict verdict = {.seed = 3};
        CU_ASSERT_EQUAL(file_write(path, texts[i], strlen(texts[i]), NULL), STATUS_OK);
        CU_ASSERT_EQUAL(verdict_load(path, &verdict, &err), STATUS_INVALID);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "verdict.json"));
        CU_ASSERT_EQUAL(verdict.seed, 3);
    }
}

UNIT_TESTS("model/verdict", CASE(exit_codes_are_those_of_the_documents), CASE(a_zeroed_verdict_accepts_nothing),
           CASE(load_reads_what_format_wrote), CASE(load_refuses_what_it_does_not_know))
