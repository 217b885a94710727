/* One test: arrange, act, assert, and what gives back. */
#include <inttypes.h>
#include <string.h>

#include "cet/core/memory.h"
#include "emit_layout.h"
#include "emit_program.h"

/* Needs what an acting step returns, and so cannot be declared before it. */
static bool depends_on_act(const struct plan_test *test, uint32_t value, uint32_t first_act, unsigned depth)
{
    if (value >= test->value_count || depth > 32)
        return false;
    const struct plan_value *v = &test->values[value];
    if (v->kind == PLAN_RESULT)
        return v->number >= (int64_t)first_act;
    for (uint32_t i = 0; i < v->item_count; i++)
        if (depends_on_act(test, v->items[i], first_act, depth + 1))
            return true;
    return false;
}

static void declare_for_act(struct test_frame *frame, uint32_t first_act)
{
    const struct plan_test *test = frame->test;
    for (uint32_t s = first_act; s < test->step_count; s++)
        for (uint32_t a = 0; a < test->steps[s].arg_count; a++)
            if (!depends_on_act(test, test->steps[s].args[a], first_act, 0))
                frame_declare(frame, test->steps[s].args[a]);
}

/* Guards of what a preparation returned stand close to it; assertions on the act are a paragraph of their own. */
static bool add_expects_after(struct test_frame *frame, uint32_t step)
{
    const struct plan_test *test = frame->test;
    const size_t start = frame->out->length;
    const bool is_apart = !test->steps[step].is_cleanup && !test->steps[step].is_setup;
    if (is_apart)
        strbuf_add_char(frame->out, '\n');
    const size_t before = frame->out->length;
    for (int pass = 0; pass < 2; pass++) { /* errno first: assertions may change it */
        for (uint32_t e = 0; e < test->expect_count; e++) {
            const enum plan_expect_kind kind = test->expects[e].kind;
            const bool is_ending = kind == PLAN_EXPECT_EXIT || kind == PLAN_EXPECT_ABORT;
            if (test->expects[e].after_step == step && (kind == PLAN_EXPECT_ERRNO) == (pass == 0) && !is_ending)
                frame_add_expect(frame, e);
        }
    }
    if (frame->out->length > before) {
        frame->has_assertion = true;
        return is_apart;
    }
    frame->out->length = start;
    frame->out->bytes[start] = '\0';
    return false;
}

static void add_body(struct test_frame *frame)
{
    const struct plan_test *test = frame->test;
    const size_t start = frame->out->length;
    bool is_acting = false, was_asserting = false;
    for (uint32_t s = 0; s < test->step_count && !frame->problem; s++) {
        const struct plan_step *step = &test->steps[s];
        if (was_asserting && !step->is_cleanup)
            strbuf_add_char(frame->out, '\n');
        if (!is_acting && !step->is_setup && !step->is_cleanup) {
            is_acting = true;
            declare_for_act(frame, s);
            if (frame->out->length > start && !was_asserting)
                strbuf_add_char(frame->out, '\n');
        }
        frame_add_step(frame, s);
        was_asserting = add_expects_after(frame, s);
    }
}

static void add_ending(struct test_frame *frame)
{
    const uint32_t last = frame->test->step_count - 1;
    if (frame->program->ending == ENDING_READS_RESULT && frame->results[last])
        strbuf_printf(frame->out, "    printf(\"%%d\\n\", *(const char *)%s);\n", frame->results[last]);
    if (frame->program->ending == ENDING_ASKS_LEAKS)
        strbuf_add_text(frame->out, "    __lsan_do_recoverable_leak_check();\n");
}

static const struct plan_expect *ending(const struct plan_test *test)
{
    for (uint32_t e = 0; e < test->expect_count; e++)
        if (test->expects[e].kind == PLAN_EXPECT_EXIT || test->expects[e].kind == PLAN_EXPECT_ABORT)
            return &test->expects[e];
    return NULL;
}

static void add_ending_test(const struct framework *framework, const struct plan_expect *expect, const char *name,
                            const char *child, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf line = {0};
    strbuf_printf(out, "static void %s(void)\n{\n", name);
    if (expect->kind == PLAN_EXPECT_ABORT)
        strbuf_printf(&line, "%s(suite_outcome_of(%s), SUITE_ABORTED);", framework->equal, child);
    else
        strbuf_printf(&line, "%s(suite_outcome_of(%s), %" PRId64 ");", framework->equal, child, expect->number & 0xff);
    layout_statement(out, 4, strbuf_text(&line));
    strbuf_add_text(out, "}\n\n");
}

bool program_add_test(struct program *program, const struct plan_test *test, const char *name, struct strbuf *out,
                      unsigned *expect_lines, const char **ret_problem)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct test_frame frame = {
        .program = program, .test = test, .c_name = name, .out = &text, .expect_lines = expect_lines};
    const struct plan_expect *end = ending(test);
    SCOPED(strbuf_release) struct strbuf child = {0};
    const struct callback_mark mark = callbacks_mark(program);
    strbuf_printf(&child, "%s_child", name + strlen("test_"));
    if (frame_prepare(&frame)) {
        if (test->contributes && *test->contributes)
            layout_comment(&text, 0, test->contributes);
        strbuf_printf(&text, "static void %s(void)\n{\n", end ? strbuf_text(&child) : name);
        add_body(&frame);
        add_ending(&frame);
        strbuf_add_text(&text, "}\n\n");
        if (end)
            add_ending_test(program->framework, end, name, strbuf_text(&child), &text);
        if (!end && !frame.has_assertion && test->expect_count > 0)
            frame_give_up(&frame, "nothing of what was expected can be written");
    }
    frame_release(&frame);
    if (frame.problem) {
        callbacks_drop_after(program, mark);
        *ret_problem = frame.problem;
        return false;
    }
    strbuf_add(out, text.bytes, text.length);
    return true;
}
