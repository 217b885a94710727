#include "kinds_plan.h"

#include <math.h>
#include <string.h>

void kinds_facts(struct facts *f)
{
    const uint32_t none = fact_scalar(f, "void", TYPE_VOID, 0, false);
    const uint32_t integer = fact_scalar(f, "int", TYPE_INT, 4, true);
    const uint32_t truth = fact_scalar(f, "bool", TYPE_BOOL, 1, false);
    const uint32_t real = fact_scalar(f, "double", TYPE_FLOAT, 8, true);
    const uint32_t size = fact_scalar(f, "size_t", TYPE_INT, 8, false);
    const uint32_t wide = fact_scalar(f, "uint64_t", TYPE_INT, 8, false);
    const uint32_t wide_signed = fact_scalar(f, "int64_t", TYPE_INT, 8, true);
    const uint32_t natural = fact_scalar(f, "unsigned int", TYPE_INT, 4, false);
    const uint32_t character = fact_scalar(f, "char", TYPE_INT, 1, true);
    const uint32_t byte = fact_scalar(f, "unsigned char", TYPE_INT, 1, false);
    const uint32_t text = fact_pointer(f, "char *", character);
    const uint32_t name = fact_pointer(f, "const char *", fact_const(f, "const char", character));
    const uint32_t bytes = fact_pointer(f, "const unsigned char *", fact_const(f, "const unsigned char", byte));
    const uint32_t any = fact_pointer(f, "void *", none);
    const uint32_t colour = fact_enum(f, "enum colour", 2, "COLOUR_RED", 0, "COLOUR_GREEN", 1);
    const uint32_t point = fact_struct(f, "struct point", 2, "x", integer, "y", integer);
    const uint32_t points = fact_pointer(f, "const struct point *", fact_const(f, "const struct point", point));
    const uint32_t item =
        fact_struct(f, "struct item", 4, "next", f->type_count + 1, "name", text, "at", point, "colour", colour);
    const uint32_t items = fact_pointer(f, "struct item *", item);
    const uint32_t first = fact_pointer(f, "const struct item *", fact_const(f, "const struct item", item));
    const uint32_t visit =
        fact_pointer(f, "visit_fn", fact_signature(f, "void (int, const char *, void *)", none, 3, integer, name, any));
    const uint32_t stream = fact_pointer(f, "FILE *", fact_struct(f, "FILE", 0));
    const uint32_t out = fact_pointer(f, "int *", integer);

    fact_add_function(f, "clamp", 30, integer, 3, "value", integer, "low", integer, "high", integer);
    fact_add_function(f, "widest", 36, wide, 0);
    fact_add_function(f, "lowest", 41, wide_signed, 1, "is_wide", truth);
    fact_add_function(f, "opposite", 46, colour, 1, "colour", colour);
    fact_add_function(f, "halve", 51, real, 1, "number", real);
    fact_add_function(f, "item_new", 56, items, 3, "name", name, "x", integer, "y", integer);
    fact_add_function(f, "item_free", 70, none, 1, "item", items);
    fact_add_function(f, "item_append", 80, integer, 2, "item", items, "next", items);
    fact_add_function(f, "item_visit", 90, none, 3, "item", first, "visit", visit, "context", any);
    fact_add_function(f, "sum", 96, integer, 2, "points", points, "count", size);
    fact_add_function(f, "copy_text", 104, size, 3, "to", text, "room", size, "from", name);
    fact_add_function(f, "find_comma", 115, text, 1, "text", text);
    fact_add_function(f, "checksum", 120, natural, 2, "bytes", bytes, "length", size);
    fact_add_function(f, "upper", 128, none, 1, "text", text);
    fact_add_function(f, "greet", 135, integer, 2, "file", stream, "name", name);
    fact_add_function(f, "divide", 140, integer, 3, "a", integer, "b", integer, "ret_quotient", out);
    fact_add_function(f, "count_calls", 150, integer, 0);
    fact_add_function(f, "print_to", 155, integer, 3, "to", text, "room", size, "format", name);
    f->functions[f->function_count - 1].is_variadic = true;
    fact_add_function(f, "length_of_all", 164, size, 1, "first", name);
    f->functions[f->function_count - 1].is_variadic = true;
    fact_add_function(f, "compare_texts", 175, integer, 2, "left", name, "right", name);
    fact_scalar(f, "long", TYPE_INT, 8, true);
    fact_scalar(f, "unsigned long", TYPE_INT, 8, false);
    fact_scalar(f, "long long", TYPE_INT, 8, true);
    fact_add_global(f, "calls", integer);
    static struct fact_file file = {.path = "kinds.c", .is_main = true, .included_by = NO_ID, .line_count = 180};
    f->files = &file;
    f->file_count = 1;
    facts_index(f);
}

static void add_scalars(struct plan_builder *b)
{
    begin_test(b, "clamp", PLAN_HAPPY);
    expect_result_int(b, call(b, "clamp", "int", 3, an_int(b, "int", 5), an_int(b, "int", 0), an_int(b, "int", 9)), "",
                      5);
    begin_test(b, "clamp", PLAN_BOUNDARY);
    expect_result_int(
        b, call(b, "clamp", "int", 3, an_int(b, "int", INT32_MIN), an_int(b, "int", -3), an_int(b, "int", INT32_MAX)),
        "", -3);
    begin_test(b, "kinds.c#widest", PLAN_BOUNDARY);
    expect_result_int(b, call(b, "widest", "uint64_t", 0), "", -1);
    b->test->expects[0].is_unsigned = true;
    begin_test(b, "lowest", PLAN_BOUNDARY);
    expect_result_int(b, call(b, "lowest", "int64_t", 1, an_int(b, "bool", 1)), "", INT64_MIN);
    begin_test(b, "opposite", PLAN_HAPPY);
    expect_result_int(b, call(b, "opposite", "enum colour", 1, an_int(b, "enum colour", 0)), "", 1);

    static const double halves[][2] = {{0.3, 0.15}, {INFINITY, INFINITY}, {NAN, NAN}};
    for (unsigned i = 0; i < 3; i++) {
        begin_test(b, "halve", i ? PLAN_EDGE : PLAN_HAPPY);
        const uint32_t step = call(b, "halve", "double", 1, a_float(b, "double", halves[i][0]));
        add_expect(b, (struct plan_expect){.kind = i == 2 ? PLAN_EXPECT_NAN : PLAN_EXPECT_FLOAT,
                                           .after_step = step,
                                           .root_is_result = true,
                                           .root = step,
                                           .real = halves[i][1],
                                           .tolerance = i == 0 ? 1e-9 : 0});
    }
    begin_test(b, "count_calls", PLAN_SEQUENCE);
    call(b, "clamp", "int", 3, an_int(b, "int", 1), an_int(b, "int", 1), an_int(b, "int", 1));
    expect_result_int(b, call(b, "count_calls", "int", 0), "", 1);
    add_expect(b, (struct plan_expect){
                      .kind = PLAN_EXPECT_INT, .after_step = 1, .root_is_global = true, .path = "calls", .number = 1});
}

static uint32_t make_item(struct plan_builder *b, const char *name, const char *variable)
{
    const uint32_t step = set_up(b, "item_new", "struct item *", 3, a_string(b, "const char *", name),
                                 an_int(b, "int", 1), an_int(b, "int", 2));
    return result_of(b, step, "struct item *", variable);
}

static void add_items(struct plan_builder *b)
{
    begin_test(b, "item_new", PLAN_HAPPY);
    const uint32_t made = call(b, "item_new", "struct item *", 3, a_string(b, "const char *", "left"),
                               an_int(b, "int", 3), an_int(b, "int", -4));
    expect_result_int(b, made, "->at.y", -4);
    expect_result_int(b, made, "->colour", 0);
    add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_STRING,
                                       .after_step = made,
                                       .root_is_result = true,
                                       .root = made,
                                       .path = "->name",
                                       .bytes = "left",
                                       .length = 4});
    add_expect(
        b, (struct plan_expect){
               .kind = PLAN_EXPECT_NULL, .after_step = made, .root_is_result = true, .root = made, .path = "->next"});
    clean_up(b, "item_free", 1, result_of(b, made, "struct item *", "item"));
    add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_NO_BLOCKS, .after_step = 1});

    for (int which = -1; which <= 2; which++) {
        if (which == 0)
            continue;
        begin_test(b, "item_new", PLAN_ERROR);
        const uint32_t step = call(b, "item_new", "struct item *", 3, a_string(b, "const char *", "a"),
                                   an_int(b, "int", 0), an_int(b, "int", 0));
        b->test->steps[step].fail_allocation = which;
        add_expect(b, (struct plan_expect){
                          .kind = PLAN_EXPECT_NULL, .after_step = step, .root_is_result = true, .root = step});
    }

    begin_test(b, "item_append", PLAN_HAPPY);
    const uint32_t item = make_item(b, "a", "item"), next = make_item(b, "b", "next");
    const uint32_t step = call(b, "item_append", "int", 2, item, next);
    expect_result_int(b, step, "", 0);
    add_expect(b, (struct plan_expect){
                      .kind = PLAN_EXPECT_POINTS, .after_step = step, .root = item, .path = "->next", .target = next});
    expect_value_int(b, item, "->next->at.x", 1);
    clean_up(b, "item_free", 1, item);

    begin_test(b, "item_append", PLAN_ERROR);
    const uint32_t failed = call(b, "item_append", "int", 2, a_null(b, "struct item *"), a_null(b, "struct item *"));
    b->test->steps[failed].clears_errno = true;
    expect_result_int(b, failed, "", -1);
    add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_ERRNO, .after_step = failed, .number = 22});

    begin_test(b, "item_visit", PLAN_HAPPY);
    const uint32_t visited = make_item(b, "it's", "item");
    call(b, "item_visit", "void", 3, visited, a_callback(b, "visit_fn", "visit"), a_null(b, "void *"));
    expect_log(b, "visit(0, 'it\\x27s', NULL); ");
    clean_up(b, "item_free", 1, visited);
}

/* An array that a field points to, of which nothing is expected by itself. */
static void add_array_behind_a_field(struct plan_builder *b)
{
    begin_test(b, "item_visit", PLAN_EDGE);
    uint32_t name = a_string(b, "char *", "second");
    b->test->values[name].field = "name";
    const uint32_t second = add_value(b, (struct plan_value){.kind = PLAN_OBJECT, .type = "struct item"}, 1, &name);
    const struct plan_value array = {.kind = PLAN_ARRAY, .type = "struct item", .field = "next", .name = "next"};
    const uint32_t next = add_value(b, array, 1, &second);
    const struct plan_value object = {.kind = PLAN_OBJECT, .type = "struct item", .name = "item"};
    const uint32_t item = add_value(b, object, 1, &next);
    call(b, "item_visit", "void", 3, address_of(b, item), a_callback(b, "visit_fn", "visit"), a_null(b, "void *"));
    expect_log(b, "visit(0, NULL, NULL); visit(1, 'second', NULL); ");
}

static void add_arrays(struct plan_builder *b)
{
    add_array_behind_a_field(b);
    begin_test(b, "sum", PLAN_HAPPY);
    uint32_t points[2];
    for (unsigned i = 0; i < 2; i++) {
        uint32_t fields[2] = {an_int(b, "int", i + 1), an_int(b, "int", 10)};
        b->test->values[fields[0]].field = "x";
        b->test->values[fields[1]].field = "y";
        points[i] = add_value(b, (struct plan_value){.kind = PLAN_OBJECT, .type = "struct point"}, 2, fields);
    }
    const uint32_t array =
        add_value(b, (struct plan_value){.kind = PLAN_ARRAY, .type = "struct point", .name = "points"}, 2, points);
    expect_result_int(b, call(b, "sum", "int", 2, array, an_int(b, "size_t", 2)), "", 23);

    begin_test(b, "copy_text", PLAN_BOUNDARY);
    const uint32_t to = a_buffer(b, "char *", "to", 4, '#');
    expect_result_int(
        b,
        call(b, "copy_text", "size_t", 3, to, an_int(b, "size_t", 4), a_string(b, "const char *", "a \"long\" text")),
        "", 13);
    add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_STRING, .root = to, .bytes = "a \"", .length = 3});

    begin_test(b, "copy_text", PLAN_EDGE);
    const uint32_t untouched = a_buffer(b, "char *", "to", 2, '#');
    expect_result_int(
        b, call(b, "copy_text", "size_t", 3, untouched, an_int(b, "size_t", 0), a_string(b, "const char *", "")), "",
        0);
    add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_BYTES, .root = untouched, .bytes = "##", .length = 2});

    begin_test(b, "copy_text", PLAN_BOUNDARY);
    const uint32_t filled = a_buffer(b, "char *", "to", 300, 0);
    b->test->values[filled].rule = PLAN_RAMP;
    b->test->values[filled].number = 10;
    expect_result_int(
        b, call(b, "copy_text", "size_t", 3, filled, an_int(b, "size_t", 300), a_string(b, "const char *", "ab")), "",
        2);
    add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_SUM, .root = filled, .number = 0x76d287eb, .length = 300});

    begin_test(b, "copy_text", PLAN_HAPPY);
    const uint32_t named = a_string(b, "const char *", "in a file");
    b->test->values[named].kind = PLAN_PATH;
    b->test->values[named].name = "from";
    call(b, "copy_text", "size_t", 3, a_null(b, "char *"), an_int(b, "size_t", 0), named);
    add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_OUTPUT, .root = named, .bytes = "in a file", .length = 9});

    begin_test(b, "find_comma", PLAN_HAPPY);
    const uint32_t text = a_string(b, "char *", "ab,c");
    b->test->values[text].name = "text";
    const uint32_t found = call(b, "find_comma", "char *", 1, text);
    add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_POINTS,
                                       .after_step = found,
                                       .root_is_result = true,
                                       .root = found,
                                       .target = text,
                                       .number = 2});

    begin_test(b, "checksum", PLAN_HAPPY);
    expect_result_int(b,
                      call(b, "checksum", "unsigned int", 2, some_bytes(b, "const unsigned char *", "a\0\377", 3),
                           an_int(b, "size_t", 3)),
                      "", 97 + 255);
    begin_test(b, "upper", PLAN_HAPPY);
    const uint32_t mixed = a_string(b, "char *", "miXed 1");
    call(b, "upper", "void", 1, mixed);
    add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_STRING, .root = mixed, .bytes = "MIXED 1", .length = 7});
}

static void add_effects(struct plan_builder *b)
{
    begin_test(b, "greet", PLAN_HAPPY);
    const uint32_t file = a_file(b, "");
    const uint32_t step = call(b, "greet", "int", 2, file, a_string(b, "const char *", "you"));
    expect_result_int(b, step, "", 10);
    add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_OUTPUT, .root = file, .bytes = "hello you\n", .length = 10});

    begin_test(b, "divide", PLAN_HAPPY);
    const uint32_t quotient = an_int(b, "int", 0);
    b->test->values[quotient].name = "quotient";
    call(b, "divide", "int", 3, an_int(b, "int", 9), an_int(b, "int", 2), address_of(b, quotient));
    expect_value_int(b, quotient, "", 4);

    for (int ends = 0; ends < 2; ends++) {
        begin_test(b, "divide", PLAN_ERROR);
        const uint32_t target = an_int(b, "int", 0);
        call(b, "divide", "int", 3, an_int(b, "int", 13), an_int(b, "int", ends), address_of(b, target));
        add_expect(b, (struct plan_expect){.kind = ends ? PLAN_EXPECT_EXIT : PLAN_EXPECT_ABORT, .number = 3});
    }
}

/* Behind `...` a literal is of the type that is asked for: no compiler converts it, and both warn of another one. */
static void add_variadic(struct plan_builder *b)
{
    static const struct {
        const char *format, *type;
        int64_t number;
        const char *text;
    } numbers[] = {{"%d", "int", -7, "-7"},
                   {"%u", "unsigned int", 3000000000, "3000000000"},
                   {"%u", "unsigned int", UINT32_MAX, "4294967295"},
                   {"%ld", "long", INT64_MIN, "-9223372036854775808"},
                   {"%ld", "long", INT32_MIN, "-2147483648"},
                   {"%lu", "unsigned long", -2, "18446744073709551614"},
                   {"%lld", "long long", 5, "5"},
                   {"%zu", "size_t", 9, "9"}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        begin_test(b, "print_to", PLAN_HAPPY);
        const uint32_t to = a_buffer(b, "char *", "to", 24, '#');
        call(b, "print_to", "int", 4, to, an_int(b, "size_t", 24), a_string(b, "const char *", numbers[i].format),
             an_int(b, numbers[i].type, numbers[i].number));
        add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_STRING,
                                           .root = to,
                                           .bytes = numbers[i].text,
                                           .length = strlen(numbers[i].text)});
    }
    begin_test(b, "print_to", PLAN_BOUNDARY);
    const uint32_t cut = a_buffer(b, "char *", "to", 4, '#');
    expect_result_int(b,
                      call(b, "print_to", "int", 5, cut, an_int(b, "size_t", 4),
                           a_string(b, "const char *", "%s: %.1f"), a_string(b, "const char *", "name"),
                           a_float(b, "double", 0.5)),
                      "", 9);
    add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_STRING, .root = cut, .bytes = "nam", .length = 3});

    begin_test(b, "length_of_all", PLAN_HAPPY);
    expect_result_int(b,
                      call(b, "length_of_all", "size_t", 3, a_string(b, "const char *", "a"),
                           a_string(b, "const char *", "bc"), a_null(b, "const char *")),
                      "", 3);
}

static void add_laws(struct plan_builder *b)
{
    struct plan_property *bounded = add_property(b, PLAN_PROPERTY_BOUNDED, "clamp", "int", 3, "int", "int -1000 1000",
                                                 "int", "int -5 0", "int", "int 0 5");
    bounded->low = -5;
    bounded->high = 5;
    add_property(b, PLAN_PROPERTY_DETERMINISTIC, "checksum", "unsigned int", 2, "const unsigned char *", "bytes 0 32",
                 "size_t", "length-of 0");
    add_property(b, PLAN_PROPERTY_CONST_UNTOUCHED, "checksum", "unsigned int", 2, "const unsigned char *", "bytes 0 32",
                 "size_t", "length-of 0");
    add_property(b, PLAN_PROPERTY_IDEMPOTENT, "upper", "void", 1, "char *", "string 0 24 \"aB,\"");
    add_property(b, PLAN_PROPERTY_INVOLUTION, "opposite", "enum colour", 1, "enum colour", "int 0 1");
    add_property(b, PLAN_PROPERTY_STAYS_INSIDE, "copy_text", "size_t", 3, "char *", "buffer 16", "size_t",
                 "length-of 0", "const char *", "string 0 24 \"ab \"");
    add_property(b, PLAN_PROPERTY_ANTISYMMETRIC, "compare_texts", "int", 2, "const char *", "string 0 24 \"ab \"",
                 "const char *", "string 0 24 \"ab \"");
    add_property(b, PLAN_PROPERTY_NULL_SAFE, "item_free", "void", 1, "struct item *", "null");
}

void kinds_plan(struct plan_builder *b, const char *unit)
{
    begin_plan(b, unit, 4711);
    add_scalars(b);
    add_items(b);
    add_arrays(b);
    add_effects(b);
    add_variadic(b);
    add_laws(b);
}
