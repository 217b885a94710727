/* Expectations of a plan as assertions. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "emit_layout.h"
#include "emit_program.h"

/* What an expectation looks at, while its path is followed. */
struct target {
    struct strbuf text;
    const char *type; /* "" unknown */
    const char *key;
    bool is_array; /* a variable of ours that is no pointer and cannot be NULL */
};

static void add_guard(struct test_frame *frame, const char *pointer)
{
    bool is_new = false;
    map_add(&frame->guarded, pointer, 1, &is_new);
    if (!is_new)
        return;
    SCOPED(strbuf_release) struct strbuf line = {0};
    strbuf_printf(&line, "%s(%s);", frame->program->framework->not_null_or_end, pointer);
    layout_statement(frame->out, 4, strbuf_text(&line));
}

static const struct type_field *find_field(const struct fact_type *record, const char *name, size_t length)
{
    for (uint32_t i = 0; record && i < record->field_count; i++)
        if (strlen(record->fields[i].name) == length && strncmp(record->fields[i].name, name, length) == 0)
            return &record->fields[i];
    return NULL;
}

static void step_into_field(struct test_frame *frame, struct target *target, const char *name, size_t length,
                            bool is_arrow)
{
    struct program *program = frame->program;
    const char *record = is_arrow ? program_pointee(program, target->type) : type_unqualified(program, target->type);
    char *field_name = arena_strndup(&program->arena, name, length);
    const struct type_field *field = find_field(program_type(program, record), name, length);
    strbuf_printf(&target->text, "%s%s", is_arrow ? "->" : ".", field_name);
    target->key = record[0] ? symbols_field_key(program, record, field_name) : field_name;
    target->type = field ? type_spelling(program->facts, field->type) : "";
    target->is_array = strchr(target->type, '[') != NULL;
}

static void follow_path(struct test_frame *frame, struct target *target, const char *path)
{
    while (*path) {
        if (strncmp(path, "->", 2) == 0 || *path == '.') {
            const bool is_pointer = target->type[0] ? type_is_pointer(frame->program, target->type) : *path == '-';
            path += *path == '-' ? 2 : 1;
            const size_t length = strcspn(path, ".-[");
            if (is_pointer && !target->is_array)
                add_guard(frame, strbuf_text(&target->text));
            step_into_field(frame, target, path, length, is_pointer);
            path += length;
        } else if (*path == '[') {
            const size_t length = strcspn(path, "]") + 1;
            if (!target->is_array && (target->type[0] == '\0' || type_is_pointer(frame->program, target->type)))
                add_guard(frame, strbuf_text(&target->text));
            strbuf_add(&target->text, path, length);
            target->type = program_pointee(frame->program, target->type);
            target->is_array = false;
            path += length <= strlen(path) ? length : strlen(path);
        } else {
            frame_give_up(frame, "the path '%s' cannot be followed", path);
            return;
        }
    }
}

/* An address as root stands for what it points to. */
static void begin_at_value(struct test_frame *frame, const struct plan_expect *expect, struct target *target,
                           const char **path)
{
    uint32_t id = expect->root;
    const struct plan_value *value = id < frame->test->value_count ? &frame->test->values[id] : NULL;
    if (value && value->kind == PLAN_ADDRESS) {
        id = value->items[0];
        value = id < frame->test->value_count ? &frame->test->values[id] : NULL;
        if (strncmp(*path, "[0]", 3) == 0 && value && value->kind != PLAN_ARRAY && value->kind != PLAN_BUFFER &&
            value->kind != PLAN_STRING && value->kind != PLAN_BYTES)
            *path += 3;
    }
    if (value)
        frame_declare(frame, id);
    const char *name = value ? frame->variables[id] : NULL;
    if (!name || !name[0]) {
        frame_give_up(frame, "an expectation looks at a value without a variable");
        return;
    }
    strbuf_add_text(&target->text, name);
    target->type = value->type ? value->type : "";
    target->is_array = value->kind == PLAN_BUFFER || value->kind == PLAN_STRING || value->kind == PLAN_BYTES ||
                       value->kind == PLAN_ARRAY;
    if (value->kind == PLAN_ARRAY && !strchr(target->type, '[')) {
        struct strbuf type = {0};
        strbuf_printf(&type, "%s[]", target->type);
        target->type = arena_strdup(&frame->program->arena, strbuf_text(&type));
        strbuf_release(&type);
    }
}

static void find_target(struct test_frame *frame, const struct plan_expect *expect, struct target *target)
{
    const char *path = expect->path ? expect->path : "";
    if (expect->root_is_global) {
        const size_t length = strcspn(path, ".-[");
        strbuf_add(&target->text, path, length);
        target->type = "";
        for (uint32_t i = 0; i < frame->program->facts->global_count; i++)
            if (strlen(frame->program->facts->globals[i].name) == length &&
                strncmp(frame->program->facts->globals[i].name, path, length) == 0)
                target->type = type_spelling(frame->program->facts, frame->program->facts->globals[i].type);
        target->is_array = strchr(target->type, '[') != NULL;
        path += length;
    } else if (expect->root_is_result) {
        const uint32_t step = expect->root;
        const char *name = step < frame->test->step_count ? frame->results[step] : NULL;
        if (!name || !name[0]) {
            frame_give_up(frame, "an expectation looks at a result that is not there");
            return;
        }
        strbuf_add_text(&target->text, name);
        target->type = frame->test->steps[step].result_type;
        target->key = symbols_result_key(frame->program, frame->test->steps[step].function);
    } else {
        begin_at_value(frame, expect, target, &path);
    }
    if (!frame->problem)
        follow_path(frame, target, path);
}

static void add_assert(struct test_frame *frame, const char *macro, const char *actual, const char *expected)
{
    SCOPED(strbuf_release) struct strbuf line = {0};
    strbuf_printf(&line, expected ? "%s(%s, %s);" : "%s(%s);", macro, actual, expected);
    layout_statement(frame->out, 4, strbuf_text(&line));
}

static void add_int(struct test_frame *frame, const struct plan_expect *expect, const struct target *target)
{
    const char *type = target->type[0] ? target->type : expect->type ? expect->type : "";
    const char *actual = strbuf_text(&target->text);
    if (type_is_bool(frame->program, type)) {
        add_assert(frame, expect->number ? frame->program->framework->is_true : frame->program->framework->is_false,
                   actual, NULL);
        return;
    }
    SCOPED(strbuf_release) struct strbuf number = {0};
    literal_add_int(frame->program, target->key, type, expect->number, expect->is_unsigned, &number);
    add_assert(frame, frame->program->framework->equal, actual, strbuf_text(&number));
}

static void add_float(struct test_frame *frame, const struct plan_expect *expect, const struct target *target)
{
    SCOPED(strbuf_release) struct strbuf real = {0};
    const char *type = target->type[0] ? target->type : expect->type ? expect->type : "";
    literal_add_float(type_unqualified(frame->program, type), expect->real, &real);
    if (expect->tolerance > 0) {
        strbuf_add_text(&real, ", ");
        literal_add_float("double", expect->tolerance, &real);
        add_assert(frame, frame->program->framework->double_equal, strbuf_text(&target->text), strbuf_text(&real));
    } else {
        add_assert(frame, frame->program->framework->equal, strbuf_text(&target->text), strbuf_text(&real));
    }
}

static void guard_target(struct test_frame *frame, const struct target *target)
{
    if (!target->is_array)
        add_guard(frame, strbuf_text(&target->text));
}

static void add_bytes(struct test_frame *frame, const struct plan_expect *expect, const struct target *target)
{
    const char *actual = strbuf_text(&target->text);
    const bool is_pointer =
        target->is_array || target->type[0] == '\0' || type_is_pointer(frame->program, target->type);
    SCOPED(strbuf_release) struct strbuf expected = {0};
    SCOPED(strbuf_release) struct strbuf line = {0};
    if (is_pointer)
        guard_target(frame, target);
    if (expect->length == 0)
        return;
    if (bytes_are_readable(expect->bytes, expect->length)) {
        literal_add_text(&expected, expect->bytes, expect->length);
    } else {
        const char *name = frame_name(frame, "expected", "");
        strbuf_printf(&line, "static const unsigned char %s[] = ", name);
        layout_byte_list(&line, expect->bytes, expect->length);
        strbuf_add_char(&line, ';');
        layout_statement(frame->out, 4, strbuf_text(&line));
        strbuf_clear(&line);
        strbuf_add_text(&expected, name);
    }
    strbuf_printf(&line, "memcmp(%s%s, %s, ", is_pointer ? "" : "&", actual, strbuf_text(&expected));
    if (expected.bytes[0] == '"')
        strbuf_printf(&line, "%zu)", expect->length);
    else
        strbuf_printf(&line, "sizeof %s)", strbuf_text(&expected));
    add_assert(frame, frame->program->framework->equal, strbuf_text(&line), "0");
}

static void add_sum(struct test_frame *frame, const struct plan_expect *expect, const struct target *target)
{
    SCOPED(strbuf_release) struct strbuf actual = {0};
    SCOPED(strbuf_release) struct strbuf sum = {0};
    const bool is_pointer =
        target->is_array || target->type[0] == '\0' || type_is_pointer(frame->program, target->type);
    if (is_pointer)
        guard_target(frame, target);
    strbuf_printf(&actual, "suite_sum(%s%s, %zu)", is_pointer ? "" : "&", strbuf_text(&target->text), expect->length);
    strbuf_printf(&sum, "0x%08" PRIx64, (uint64_t)expect->number);
    add_assert(frame, frame->program->framework->equal, strbuf_text(&actual), strbuf_text(&sum));
}

/* The place `offset` bytes behind the start of a value, as C would say it. */
static void add_place(struct test_frame *frame, uint32_t id, int64_t offset, struct strbuf *out)
{
    const struct plan_value *value = id < frame->test->value_count ? &frame->test->values[id] : NULL;
    if (value && value->kind == PLAN_ADDRESS) {
        add_place(frame, value->items[0], offset, out);
        return;
    }
    if (value)
        frame_declare(frame, id);
    const char *name = value ? frame->variables[id] : NULL;
    if (!name || !name[0]) {
        frame_give_up(frame, "a pointer is expected to point to a value without a variable");
        return;
    }
    const bool is_object = value->kind == PLAN_OBJECT || value->kind == PLAN_INT || value->kind == PLAN_FLOAT;
    if (offset == 0) {
        strbuf_printf(out, "%s%s", is_object ? "&" : "", name);
        return;
    }
    const char *element = is_object ? "" : program_pointee(frame->program, value->type ? value->type : "");
    const struct fact_type *record = is_object ? program_type(frame->program, value->type) : NULL;
    for (uint32_t i = 0; record && i < record->field_count; i++) {
        if (record->fields[i].offset_bits == (uint64_t)offset * 8 && record->fields[i].name[0]) {
            strbuf_printf(out, "&%s.%s", name, record->fields[i].name);
            return;
        }
    }
    if (!is_object && type_is_byte(frame->program, element) && strcmp(element, "void") != 0)
        strbuf_printf(out, "%s + %" PRId64, name, offset);
    else
        strbuf_printf(out, "(char *)%s%s + %" PRId64, is_object ? "&" : "", name, offset);
}

static void add_output(struct test_frame *frame, const struct plan_expect *expect, const struct target *target)
{
    SCOPED(strbuf_release) struct strbuf expected = {0};
    SCOPED(strbuf_release) struct strbuf actual = {0};
    const char *file = strbuf_text(&target->text);
    const char *kind = frame->test->values[expect->root].kind == PLAN_PATH ? "path" : "file";
    literal_add_text(&expected, expect->bytes ? expect->bytes : "", expect->length);
    if (expect->length == 0 || memchr(expect->bytes, '\0', expect->length)) {
        SCOPED(strbuf_release) struct strbuf size = {0};
        strbuf_printf(&size, "%zu", expect->length);
        strbuf_printf(&actual, "suite_%s_size(%s)", kind, file);
        add_assert(frame, frame->program->framework->equal, strbuf_text(&actual), strbuf_text(&size));
        if (expect->length == 0)
            return;
        strbuf_clear(&actual);
        strbuf_printf(&actual, "memcmp(suite_%s_text(%s), %s, %zu)", kind, file, strbuf_text(&expected),
                      expect->length);
        add_assert(frame, frame->program->framework->equal, strbuf_text(&actual), "0");
        return;
    }
    strbuf_printf(&actual, "suite_%s_text(%s)", kind, file);
    add_assert(frame, frame->program->framework->string_equal, strbuf_text(&actual), strbuf_text(&expected));
}

static void add_at_target(struct test_frame *frame, const struct plan_expect *expect)
{
    SCOPED(strbuf_release) struct strbuf expected = {0};
    struct target target = {.type = ""};
    find_target(frame, expect, &target);
    const char *actual = strbuf_text(&target.text);
    if (frame->problem) {
        strbuf_release(&target.text);
        return;
    }
    switch (expect->kind) {
    case PLAN_EXPECT_INT:
        add_int(frame, expect, &target);
        break;
    case PLAN_EXPECT_FLOAT:
        add_float(frame, expect, &target);
        break;
    case PLAN_EXPECT_NAN:
        strbuf_printf(&expected, "isnan(%s)", actual);
        add_assert(frame, frame->program->framework->is_true, strbuf_text(&expected), NULL);
        break;
    case PLAN_EXPECT_STRING:
        guard_target(frame, &target);
        literal_add_text(&expected, expect->bytes, expect->length);
        add_assert(frame, frame->program->framework->string_equal, actual, strbuf_text(&expected));
        break;
    case PLAN_EXPECT_BYTES:
        add_bytes(frame, expect, &target);
        break;
    case PLAN_EXPECT_SUM:
        add_sum(frame, expect, &target);
        break;
    case PLAN_EXPECT_NULL:
        add_assert(frame, frame->program->framework->null, actual, NULL);
        break;
    case PLAN_EXPECT_NOT_NULL:
        guard_target(frame, &target);
        break;
    case PLAN_EXPECT_POINTS:
        add_place(frame, expect->target, expect->number, &expected);
        add_assert(frame, frame->program->framework->pointer_equal, actual, strbuf_text(&expected));
        break;
    case PLAN_EXPECT_OUTPUT:
        add_output(frame, expect, &target);
        break;
    default:
        frame_give_up(frame, "an expectation of kind %d is not known", (int)expect->kind);
        break;
    }
    strbuf_release(&target.text);
}

static unsigned count_lines(const struct strbuf *text)
{
    unsigned lines = 0;
    for (size_t i = 0; i < text->length; i++)
        lines += text->bytes[i] == '\n';
    return lines;
}

void frame_add_expect(struct test_frame *frame, uint32_t index)
{
    const struct plan_expect *expect = &frame->test->expects[index];
    const size_t before = frame->out->length;
    SCOPED(strbuf_release) struct strbuf text = {0};
    const char *name;
    switch (expect->kind) {
    case PLAN_EXPECT_LOG:
        literal_add_text(&text, expect->bytes ? expect->bytes : "", expect->length);
        add_assert(frame, frame->program->framework->string_equal, "suite_log.text", strbuf_text(&text));
        break;
    case PLAN_EXPECT_ERRNO:
        name = errno_name(expect->number);
        strbuf_printf(&text, "%" PRId64, expect->number);
        add_assert(frame, frame->program->framework->equal, "errno", name ? name : strbuf_text(&text));
        break;
    case PLAN_EXPECT_NO_BLOCKS:
        add_assert(frame, frame->program->framework->equal, "suite_blocks_in_use()", "0");
        break;
    default:
        add_at_target(frame, expect);
        break;
    }
    if (frame->expect_lines && frame->out->length > before)
        frame->expect_lines[index] = count_lines(frame->out);
}
