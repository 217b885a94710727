/* Properties of a plan as laws that the suite tries on drawn inputs. */
#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "emit_layout.h"
#include "emit_program.h"

#define LAW_TRIES 500
#define MAX_PARAMS 16

struct law {
    struct program *program;
    const struct plan_property *property;
    const char *problem;
    char kinds[MAX_PARAMS];      /* 'i'nt, 'f'loat, 's'tring, 'b'ytes, 'l'ength, 'r'oom, 'n'ull, 'c'onst */
    unsigned inputs[MAX_PARAMS]; /* index among the drawn ones */
    int64_t high[MAX_PARAMS];
    struct strbuf domains;
    unsigned domain_count;
};

static void give_up(struct law *law, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void give_up(struct law *law, const char *format, ...)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    va_list args;
    va_start(args, format);
    strbuf_vprintf(&text, format, args);
    va_end(args);
    if (!law->problem)
        law->problem = arena_strdup(&law->program->arena, strbuf_text(&text));
}

/* ---- domains ----------------------------------------------------------------------------------------------------- */

static void add_bound(struct strbuf *out, int64_t number)
{
    if (number == INT64_MIN)
        strbuf_add_text(out, "INT64_MIN");
    else if (number == INT64_MAX)
        strbuf_add_text(out, "INT64_MAX");
    else
        strbuf_printf(out, "%" PRId64, number);
}

static void add_range(struct law *law, const char *kind, int64_t low, int64_t high, const char *alphabet)
{
    struct strbuf *out = &law->domains;
    strbuf_printf(out, "        {.kind = %s, .low = ", kind);
    add_bound(out, low);
    strbuf_add_text(out, ", .high = ");
    add_bound(out, high);
    if (alphabet)
        strbuf_printf(out, ", .alphabet = %s", alphabet);
    strbuf_add_text(out, "},\n");
}

static bool starts_with(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

/* The alphabet between its quotes, as a literal of ours. */
static void add_text_domain(struct law *law, uint32_t param, const char *domain)
{
    char *end;
    const int64_t low = strtoll(domain + strlen("string"), &end, 10), high = strtoll(end, &end, 10);
    const char *open = strchr(end, '"'), *close = open ? strrchr(end, '"') : NULL;
    SCOPED(strbuf_release) struct strbuf alphabet = {0};
    if (open && close > open + 1)
        strbuf_add(&alphabet, open, (size_t)(close - open + 1));
    else
        literal_add_text(&alphabet, "abc ", 4);
    law->kinds[param] = 's';
    law->high[param] = high;
    add_range(law, "SUITE_ANY_TEXT", low, high, strbuf_text(&alphabet));
}

static void add_length_domain(struct law *law, uint32_t param, const char *domain)
{
    const unsigned long of = strtoul(domain + strlen("length-of"), NULL, 10);
    if (of >= law->property->domain_count || of >= MAX_PARAMS) {
        give_up(law, "the length of parameter %lu that does not exist", of);
        return;
    }
    if (starts_with(law->property->domains[of], "buffer")) {
        law->kinds[param] = 'r';
        add_range(law, "SUITE_ANY_INT", 0, law->high[of], NULL);
        return;
    }
    law->kinds[param] = 'l';
    strbuf_printf(&law->domains, "        {.kind = SUITE_LENGTH_OF, .low = %u},\n", law->inputs[of]);
}

static void add_domain(struct law *law, uint32_t param)
{
    const char *domain = law->property->domains[param];
    char *end;
    law->inputs[param] = law->domain_count;
    if (starts_with(domain, "int")) {
        const int64_t low = strtoll(domain + 3, &end, 10), high = strtoll(end, &end, 10);
        law->kinds[param] = 'i';
        add_range(law, "SUITE_ANY_INT", low, high, NULL);
    } else if (starts_with(domain, "float")) {
        const double low = strtod(domain + 5, &end), high = strtod(end, &end);
        law->kinds[param] = 'f';
        strbuf_add_text(&law->domains, "        {.kind = SUITE_ANY_REAL, .real_low = ");
        literal_add_float("double", low, &law->domains);
        strbuf_add_text(&law->domains, ", .real_high = ");
        literal_add_float("double", high, &law->domains);
        strbuf_add_text(&law->domains, "},\n");
    } else if (starts_with(domain, "string")) {
        add_text_domain(law, param, domain);
    } else if (starts_with(domain, "bytes")) {
        const int64_t low = strtoll(domain + 5, &end, 10), high = strtoll(end, &end, 10);
        law->kinds[param] = 'b';
        law->high[param] = high;
        add_range(law, "SUITE_ANY_BYTES", low, high, NULL);
    } else if (starts_with(domain, "length-of")) {
        add_length_domain(law, param, domain);
    } else if (starts_with(domain, "buffer")) {
        law->kinds[param] = 'b';
        law->high[param] = strtoll(domain + 6, &end, 10);
        strbuf_printf(&law->domains, "        {.kind = SUITE_BUFFER, .low = %" PRId64 "},\n", law->high[param]);
    } else if (starts_with(domain, "null")) {
        law->kinds[param] = 'n';
        return;
    } else if (starts_with(domain, "const ")) {
        law->kinds[param] = 'c';
        return;
    } else {
        give_up(law, "the domain '%s' is not known", domain);
        return;
    }
    law->domain_count++;
}

/* ---- calls ------------------------------------------------------------------------------------------------------- */

static void add_argument(struct law *law, uint32_t param, struct strbuf *out)
{
    const char *type = law->property->param_types[param];
    const unsigned input = law->inputs[param];
    const char *element;
    switch (law->kinds[param]) {
    case 'n':
        strbuf_add_text(out, "NULL");
        break;
    case 'c':
        strbuf_add_text(out, law->property->domains[param] + strlen("const "));
        break;
    case 'f':
        if (strcmp(type, "double") != 0)
            strbuf_printf(out, "(%s)", type_unqualified(law->program, type));
        strbuf_printf(out, "in[%u].real", input);
        break;
    case 's':
    case 'b':
        element = program_pointee(law->program, type);
        if (strcmp(element, "char") == 0 || strcmp(element, "void") == 0)
            strbuf_printf(out, "in[%u].bytes", input);
        else
            strbuf_printf(out, "(%s)in[%u].bytes", type, input);
        break;
    default:
        strbuf_printf(out, "(%s)in[%u].number", type_unqualified(law->program, type), input);
        break;
    }
}

/* f(in[0].number, ...); replaced stands for parameter 0 when it is given; swapped exchanges the first two. */
static const char *call_text(struct law *law, const char *function, const char *replaced, bool swapped)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    strbuf_printf(&text, "%s(", plan_function_name(function));
    for (uint32_t p = 0; p < law->property->domain_count; p++) {
        strbuf_add_text(&text, p ? ", " : "");
        if (p == 0 && replaced)
            strbuf_add_text(&text, replaced);
        else
            add_argument(law, swapped && p < 2 ? 1 - p : p, &text);
    }
    strbuf_add_char(&text, ')');
    return arena_strdup(&law->program->arena, strbuf_text(&text));
}

static void add_line(struct strbuf *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add_line(struct strbuf *out, const char *format, ...)
{
    SCOPED(strbuf_release) struct strbuf line = {0};
    va_list args;
    va_start(args, format);
    strbuf_vprintf(&line, format, args);
    va_end(args);
    layout_statement(out, 4, strbuf_text(&line));
}

static void declare_result(struct law *law, const char *name, const char *value, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf line = {0};
    layout_declarator(&line, law->property->result_type, name);
    strbuf_printf(&line, " = %s;", value);
    layout_statement(out, 4, strbuf_text(&line));
}

static bool result_is_text(struct law *law)
{
    const char *type = law->property->result_type;
    return type_is_pointer(law->program, type) && type_is_byte(law->program, program_pointee(law->program, type)) &&
           strcmp(program_pointee(law->program, type), "void") != 0;
}

static bool result_is_number(struct law *law)
{
    return strcmp(law->property->result_type, "void") != 0 &&
           !type_is_pointer(law->program, law->property->result_type);
}

/* Writes through its first parameter, which the law can look at afterwards. */
static bool changes_text(struct law *law)
{
    return law->property->domain_count > 0 && law->kinds[0] == 's' &&
           !type_is_const_pointer(law->program, law->property->param_types[0]);
}

static void compare_results(struct law *law, const char *a, const char *b, struct strbuf *out)
{
    if (result_is_text(law)) {
        declare_result(law, "first", a, out);
        declare_result(law, "second", b, out);
        add_line(out, "if (!first || !second)");
        add_line(out, "    return first == second;");
        add_line(out, "return strcmp((const char *)first, (const char *)second) == 0;");
    } else if (result_is_number(law)) {
        add_line(out, "return %s == %s;", a, b);
    } else {
        give_up(law, "results of type '%s' cannot be compared", law->property->result_type);
    }
}

/* ---- the laws ---------------------------------------------------------------------------------------------------- */

static void add_bounded(struct law *law, struct strbuf *out)
{
    const struct plan_property *property = law->property;
    const struct fact_type *type = program_type(law->program, property->result_type);
    const bool is_signed = !type || (type->flags & TYPE_FLAG_SIGNED) || type->kind == TYPE_FLOAT;
    const bool has_low = property->low > INT64_MIN && (is_signed || property->low > 0);
    const uint64_t size = type ? type->size_bytes : 4;
    const uint64_t top = size >= 8 ? (uint64_t)INT64_MAX : ((uint64_t)1 << (size * 8 - is_signed)) - 1;
    const bool has_high = property->high < 0 || (uint64_t)property->high < top;
    if (!has_low && !has_high) {
        give_up(law, "its bounds are those of the type");
        return;
    }
    declare_result(law, "result", call_text(law, property->function, NULL, false), out);
    if (has_low && has_high)
        add_line(out, "return result >= %" PRId64 " && result <= %" PRId64 ";", property->low, property->high);
    else
        add_line(out, has_low ? "return result >= %" PRId64 ";" : "return result <= %" PRId64 ";",
                 has_low ? property->low : property->high);
}

static void add_twice(struct law *law, bool must_return_first, struct strbuf *out)
{
    const char *function = law->property->function;
    if (changes_text(law)) {
        const char *call = call_text(law, function, NULL, false);
        add_line(out, "char kept[%" PRId64 "];", law->high[0] + 1);
        if (!must_return_first)
            add_line(out, "%s;", call);
        add_line(out, "memcpy(kept, in[0].bytes, strlen(in[0].bytes) + 1);");
        if (must_return_first)
            add_line(out, "%s;", call);
        add_line(out, "%s;", call);
        add_line(out, "return strcmp(in[0].bytes, kept) == 0;");
    } else if (result_is_number(law)) {
        declare_result(law, "once", call_text(law, function, NULL, false), out);
        SCOPED(strbuf_release) struct strbuf first = {0};
        add_argument(law, 0, &first);
        add_line(out, "return %s == %s;", call_text(law, function, "once", false),
                 must_return_first ? strbuf_text(&first) : "once");
    } else if (result_is_text(law)) {
        declare_result(law, "once", call_text(law, function, NULL, false), out);
        add_line(out, "if (!once)");
        add_line(out, "    return true;");
        declare_result(law, "twice", call_text(law, function, "once", false), out);
        add_line(out, "return twice && strcmp((const char *)twice, (const char *)%s) == 0;",
                 must_return_first ? "in[0].bytes" : "once");
    } else {
        give_up(law, "results of type '%s' cannot be given back", law->property->result_type);
    }
}

static void add_round_trip(struct law *law, struct strbuf *out)
{
    const struct fact_function *partner = program_function(law->program, plan_function_name(law->property->partner));
    const char *there = call_text(law, law->property->function, NULL, false);
    if (!partner || partner->param_count != law->property->domain_count) {
        give_up(law, "the partner '%s' takes other parameters", law->property->partner);
        return;
    }
    declare_result(law, "there", there, out);
    if (law->kinds[0] == 's' && result_is_text(law)) {
        add_line(out, "if (!there)");
        add_line(out, "    return true;");
        SCOPED(strbuf_release) struct strbuf line = {0};
        layout_declarator(&line, type_spelling(law->program->facts, partner->result_type), "back");
        add_line(out, "%s = %s;", strbuf_text(&line), call_text(law, law->property->partner, "there", false));
        add_line(out, "return back && strcmp((const char *)back, in[0].bytes) == 0;");
    } else if (result_is_number(law) && (law->kinds[0] == 'i' || law->kinds[0] == 'f')) {
        SCOPED(strbuf_release) struct strbuf first = {0};
        add_argument(law, 0, &first);
        add_line(out, "return %s == %s;", call_text(law, law->property->partner, "there", false), strbuf_text(&first));
    } else {
        give_up(law, "a round trip through '%s' cannot be compared", law->property->result_type);
    }
}

static void add_stays_inside(struct law *law, struct strbuf *out)
{
    uint32_t buffer = NO_ID, room = NO_ID;
    for (uint32_t p = 0; p < law->property->domain_count; p++) {
        if (law->kinds[p] == 'r') {
            room = p;
            buffer = (uint32_t)strtoul(law->property->domains[p] + strlen("length-of"), NULL, 10);
        }
    }
    if (room == NO_ID || buffer >= law->property->domain_count) {
        give_up(law, "no parameter holds the length of a buffer");
        return;
    }
    add_line(out, "%s;", call_text(law, law->property->function, NULL, false));
    add_line(out, "for (size_t i = (size_t)in[%u].number; i < in[%u].length; i++)", law->inputs[room],
             law->inputs[buffer]);
    add_line(out, "    if (in[%u].bytes[i] != '#')", law->inputs[buffer]);
    add_line(out, "        return false;");
    add_line(out, "return true;");
}

static void add_const_untouched(struct law *law, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf checks = {0};
    for (uint32_t p = 0; p < law->property->domain_count; p++) {
        if ((law->kinds[p] != 's' && law->kinds[p] != 'b') ||
            !type_is_const_pointer(law->program, law->property->param_types[p]))
            continue;
        const unsigned input = law->inputs[p];
        add_line(out, "char before_%u[%" PRId64 "];", input, law->high[p] + 1);
        add_line(out, "memcpy(before_%u, in[%u].bytes, in[%u].length);", input, input, input);
        strbuf_printf(&checks, "%smemcmp(before_%u, in[%u].bytes, in[%u].length) == 0", checks.length ? " && " : "",
                      input, input, input);
    }
    if (!checks.length) {
        give_up(law, "no parameter points to constant bytes");
        return;
    }
    add_line(out, "%s;", call_text(law, law->property->function, NULL, false));
    add_line(out, "return %s;", strbuf_text(&checks));
}

static void add_antisymmetric(struct law *law, struct strbuf *out)
{
    if (law->property->domain_count < 2 || !result_is_number(law)) {
        give_up(law, "it takes fewer than two parameters, or returns no number");
        return;
    }
    declare_result(law, "there", call_text(law, law->property->function, NULL, false), out);
    declare_result(law, "back", call_text(law, law->property->function, NULL, true), out);
    add_line(out, "return (there > 0) == (back < 0) && (there < 0) == (back > 0);");
}

static void add_law_body(struct law *law, struct strbuf *out)
{
    const char *call = call_text(law, law->property->function, NULL, false);
    bool has_changed_text = false;
    for (uint32_t p = 0; p < law->property->domain_count; p++)
        has_changed_text |= (law->kinds[p] == 's' || law->kinds[p] == 'b') &&
                            !type_is_const_pointer(law->program, law->property->param_types[p]);
    switch (law->property->kind) {
    case PLAN_PROPERTY_DETERMINISTIC:
        if (has_changed_text)
            give_up(law, "it changes what it is given");
        else
            compare_results(law, call, call, out);
        break;
    case PLAN_PROPERTY_COMMUTATIVE:
        if (law->property->domain_count < 2)
            give_up(law, "it takes fewer than two parameters");
        else
            compare_results(law, call, call_text(law, law->property->function, NULL, true), out);
        break;
    case PLAN_PROPERTY_ANTISYMMETRIC:
        add_antisymmetric(law, out);
        break;
    case PLAN_PROPERTY_BOUNDED:
        add_bounded(law, out);
        break;
    case PLAN_PROPERTY_IDEMPOTENT:
        add_twice(law, false, out);
        break;
    case PLAN_PROPERTY_INVOLUTION:
        add_twice(law, true, out);
        break;
    case PLAN_PROPERTY_ROUND_TRIP:
        add_round_trip(law, out);
        break;
    case PLAN_PROPERTY_STAYS_INSIDE:
        add_stays_inside(law, out);
        break;
    case PLAN_PROPERTY_CONST_UNTOUCHED:
        add_const_untouched(law, out);
        break;
    default:
        give_up(law, "law %d is not known", (int)law->property->kind);
        break;
    }
}

static const char *law_verb(struct program *program, const struct plan_property *property)
{
    switch (property->kind) {
    case PLAN_PROPERTY_DETERMINISTIC:
        return "is_deterministic";
    case PLAN_PROPERTY_BOUNDED:
        return "stays_within_its_bounds";
    case PLAN_PROPERTY_IDEMPOTENT:
        return "is_idempotent";
    case PLAN_PROPERTY_INVOLUTION:
        return "undoes_itself";
    case PLAN_PROPERTY_COMMUTATIVE:
        return "is_commutative";
    case PLAN_PROPERTY_ANTISYMMETRIC:
        return "answers_the_other_way_round";
    case PLAN_PROPERTY_ROUND_TRIP:
        return arena_printf(&program->arena, "is_undone_by_%s", plan_function_name(property->partner));
    case PLAN_PROPERTY_STAYS_INSIDE:
        return "writes_nothing_behind_the_given_length";
    case PLAN_PROPERTY_CONST_UNTOUCHED:
        return "leaves_its_input_unchanged";
    case PLAN_PROPERTY_NULL_SAFE:
        return "accepts_null";
    default:
        return "keeps_its_law";
    }
}

const char *program_law_name(struct program *program, const struct plan_property *property)
{
    SCOPED(strbuf_release) struct strbuf name = {0};
    strbuf_printf(&name, "test_%s_%s", plan_function_name(property->function), law_verb(program, property));
    return program_take_test_name(program, strbuf_text(&name));
}

static void add_law_test(const struct law *law, const char *name, const char *law_name, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf comment = {0};
    strbuf_printf(&comment, "held on %u inputs when the suite was written", law->property->held_on);
    layout_comment(out, 0, strbuf_text(&comment));
    strbuf_printf(out, "static void %s(void)\n{\n    static const struct suite_domain domains[] = {\n%s    };\n\n",
                  name, strbuf_text(&law->domains));
    add_line(out, "%s(suite_holds_for_all(%s, domains, %u, %" PRIu64 "u, %u));", law->program->framework->is_true,
             law_name, law->domain_count, law->program->plan->seed, LAW_TRIES);
    strbuf_add_text(out, "}\n\n");
}

static void add_null_test(struct law *law, const char *name, struct strbuf *out)
{
    layout_comment(out, 0, "it returns, and nothing is left behind");
    strbuf_printf(out, "static void %s(void)\n{\n", name);
    add_line(out, "%s;", call_text(law, law->property->function, NULL, false));
    strbuf_add_char(out, '\n');
    add_line(out, "%s(suite_blocks_in_use(), 0);", law->program->framework->equal);
    strbuf_add_text(out, "}\n\n");
}

bool program_add_law(struct program *program, const struct plan_property *property, const char *name,
                     struct strbuf *out, const char **ret_problem)
{
    struct law law = {.program = program, .property = property};
    SCOPED(strbuf_release) struct strbuf body = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (property->domain_count > MAX_PARAMS)
        give_up(&law, "it takes more than %d parameters", MAX_PARAMS);
    for (uint32_t p = 0; p < property->domain_count && !law.problem; p++)
        add_domain(&law, p);
    const char *law_name = name + strlen("test_");
    if (!law.problem && property->kind == PLAN_PROPERTY_NULL_SAFE) {
        add_null_test(&law, name, &text);
    } else if (!law.problem) {
        if (law.domain_count == 0)
            give_up(&law, "nothing can be drawn for it");
        add_law_body(&law, &body);
        strbuf_printf(&text, "static bool %s(const struct suite_input *in)\n{\n%s}\n\n", law_name, strbuf_text(&body));
        add_law_test(&law, name, law_name, &text);
    }
    strbuf_release(&law.domains);
    if (law.problem) {
        *ret_problem = law.problem;
        return false;
    }
    strbuf_add(out, text.bytes, text.length);
    return true;
}
