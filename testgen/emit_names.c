/* Names of tests: the function, what came out, and as much of what went in as tells the test from its neighbours. */
#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "emit_layout.h"
#include "emit_program.h"
#include "variadic.h"

#define NAME_COLUMNS 80
#define MAX_PHRASES 24

struct phrases {
    struct strbuf texts[MAX_PHRASES];
    size_t count;
};

static void add_phrase(struct phrases *phrases, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add_phrase(struct phrases *phrases, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (phrases->count < MAX_PHRASES)
        strbuf_vprintf(&phrases->texts[phrases->count++], format, args);
    va_end(args);
}

static const char *character_word(char c)
{
    static const struct {
        char c;
        const char *word;
    } words[] = {
        {' ', "blank"},     {'\n', "newline"},    {'\t', "tab"},     {'\r', "return"},   {'"', "quote"},
        {',', "comma"},     {'.', "dot"},         {':', "colon"},    {';', "semicolon"}, {'\'', "apostrophe"},
        {'-', "minus"},     {'+', "plus"},        {'*', "star"},     {'/', "slash"},     {'\\', "backslash"},
        {'[', "bracket"},   {']', "end_bracket"}, {'{', "brace"},    {'}', "end_brace"}, {'(', "paren"},
        {')', "end_paren"}, {'%', "percent"},     {'#', "hash"},     {'=', "equals"},    {'<', "less"},
        {'>', "greater"},   {'!', "bang"},        {'?', "question"}, {'&', "ampersand"}, {'|', "bar"},
        {'~', "tilde"},     {'^', "caret"},       {'@', "at"},       {'$', "dollar"},    {'_', "underscore"},
        {'`', "backquote"}, {'\0', "nul"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (words[i].c == c)
            return words[i].word;
    return NULL;
}

/* "a,b" -> "a_comma_b"; false when it would take more than max bytes or holds what has no word. */
static bool add_words(struct strbuf *out, const char *bytes, size_t length, size_t max)
{
    const size_t start = out->length;
    bool follows_word = false, is_first = true;
    for (size_t i = 0; i < length; i++) {
        const char *word = isalnum((unsigned char)bytes[i]) ? NULL : character_word(bytes[i]);
        if (word) {
            strbuf_printf(out, "%s%s", is_first ? "" : "_", word);
        } else if (isalnum((unsigned char)bytes[i])) {
            strbuf_printf(out, "%s%c", !is_first && !follows_word ? "_" : "", tolower((unsigned char)bytes[i]));
        }
        follows_word = !word;
        is_first = false;
        if (out->length - start > max || (!word && !isalnum((unsigned char)bytes[i]))) {
            out->length = start;
            if (out->bytes)
                out->bytes[start] = '\0';
            return false;
        }
    }
    return true;
}

static void add_number_words(struct program *program, const char *key, const char *type, int64_t number,
                             bool is_unsigned, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    literal_add_int(program, key, type, number, is_unsigned, &text);
    const char *literal = strbuf_text(&text);
    if (literal[0] == '\'' && add_words(out, (char[]){(char)number}, 1, 20))
        return;
    if (literal[0] == '-')
        strbuf_add_text(out, "minus_");
    layout_slug(out, literal, 40);
}

/* The call that the test is about: the last one of its function that is no preparation. */
static uint32_t main_step(const struct plan_test *test)
{
    uint32_t found = NO_ID;
    for (uint32_t s = 0; s < test->step_count; s++) {
        if (test->steps[s].is_setup || test->steps[s].is_cleanup)
            continue;
        if (found == NO_ID || strcmp(test->steps[s].function, plan_function_name(test->function)) == 0)
            found = s;
    }
    return found == NO_ID && test->step_count ? test->step_count - 1 : found;
}

/* ---- what came out ----------------------------------------------------------------------------------------------- */

static void add_text_outcome(const char *verb, const char *bytes, size_t length, struct strbuf *out)
{
    strbuf_printf(out, "%s_", verb);
    if (length == 0)
        strbuf_add_text(out, "empty_text");
    else if (!add_words(out, bytes, length, 28))
        strbuf_add_text(out, "text");
}

static bool add_result_outcome(struct program *program, const struct plan_test *test, const struct plan_expect *expect,
                               struct strbuf *out)
{
    const struct plan_step *step = &test->steps[expect->root];
    SCOPED(strbuf_release) struct strbuf text = {0};
    switch (expect->kind) {
    case PLAN_EXPECT_INT:
        strbuf_add_text(out, "returns_");
        add_number_words(program, symbols_result_key(program, step->function), step->result_type, expect->number,
                         expect->is_unsigned, out);
        return true;
    case PLAN_EXPECT_FLOAT:
        literal_add_float("double", expect->real, &text);
        strbuf_add_text(out, strbuf_text(&text)[0] == '-' ? "returns_minus_" : "returns_");
        layout_slug(out, strbuf_text(&text), 24);
        return true;
    case PLAN_EXPECT_NAN:
        strbuf_add_text(out, "returns_nan");
        return true;
    case PLAN_EXPECT_STRING:
    case PLAN_EXPECT_BYTES:
        add_text_outcome("returns", expect->bytes, expect->length, out);
        return true;
    case PLAN_EXPECT_NULL:
        strbuf_add_text(out, "returns_null");
        return true;
    case PLAN_EXPECT_POINTS:
        strbuf_add_text(out, expect->number == 0 ? "returns_its_argument" : "points_into_its_argument");
        return true;
    default:
        return false;
    }
}

static const char *last_field(const char *path)
{
    const char *found = path;
    for (const char *at = path; *at; at++)
        if (isalpha((unsigned char)*at) && at > path && (at[-1] == '.' || at[-1] == '>'))
            found = at;
    return found;
}

static bool add_effect_outcome(struct program *program, const struct plan_test *test, const struct plan_expect *expect,
                               struct strbuf *out)
{
    const char *path = expect->path ? expect->path : "";
    const char *name = last_field(path);
    if (name[0] == '\0' && !expect->root_is_result && expect->root < test->value_count)
        name = test->values[expect->root].name ? test->values[expect->root].name : "";
    switch (expect->kind) {
    case PLAN_EXPECT_LOG:
        strbuf_add_text(out, expect->length ? "calls_" : "calls_nothing_back");
        if (expect->length)
            layout_slug(out, arena_strndup(&program->arena, expect->bytes, strcspn(expect->bytes, "(")), 24);
        return true;
    case PLAN_EXPECT_OUTPUT:
        if (expect->length == 0)
            strbuf_add_text(out, "writes_nothing");
        else
            add_text_outcome("writes", expect->bytes, expect->length, out);
        return true;
    case PLAN_EXPECT_ERRNO:
        strbuf_add_text(out, "sets_errno_to_");
        if (errno_name(expect->number))
            layout_slug(out, errno_name(expect->number), 24);
        else
            strbuf_printf(out, "%" PRId64, expect->number);
        return true;
    case PLAN_EXPECT_INT:
        strbuf_add_text(out, "sets_");
        layout_slug(out, name, 30);
        strbuf_add_text(out, "_to_");
        add_number_words(program, name, expect->type ? expect->type : "int", expect->number, expect->is_unsigned, out);
        return name[0] != '\0';
    case PLAN_EXPECT_STRING:
        add_text_outcome("leaves", expect->bytes, expect->length, out);
        return true;
    case PLAN_EXPECT_NULL:
        strbuf_add_text(out, "clears_");
        layout_slug(out, name, 30);
        return name[0] != '\0';
    default:
        return false;
    }
}

/* A field that the function is named after says most: csv_set_delim and delim_char. */
static bool shares_word(const char *function, const char *field)
{
    for (const char *word = field; *word;) {
        const size_t length = strcspn(word, "_");
        for (const char *at = function; length >= 4 && *at; at++)
            if (strncmp(at, word, length) == 0)
                return true;
        word += length + (word[length] == '_');
    }
    return false;
}

static unsigned worth_of_effect(const struct plan_test *test, const struct plan_expect *expect, uint32_t step)
{
    const char *field = last_field(expect->path ? expect->path : "");
    unsigned worth = 1 + (expect->kills > 0 ? 4 : 0);
    if (expect->kind == PLAN_EXPECT_LOG)
        return expect->length ? 16 : 0;
    if (expect->kind == PLAN_EXPECT_OUTPUT)
        return 32;
    if (field[0] && shares_word(test->steps[step].function, field))
        worth += 8;
    return worth + (expect->kind == PLAN_EXPECT_INT && expect->number != 0 ? 2 : 0);
}

static bool add_best_effect(struct program *program, const struct plan_test *test, uint32_t step, struct strbuf *out)
{
    unsigned best = 0;
    for (uint32_t e = 0; e < test->expect_count; e++) {
        const struct plan_expect *expect = &test->expects[e];
        SCOPED(strbuf_release) struct strbuf attempt = {0};
        const unsigned worth = expect->after_step >= step ? worth_of_effect(test, expect, step) : 0;
        if (worth <= best || !add_effect_outcome(program, test, expect, &attempt))
            continue;
        best = worth;
        strbuf_clear(out);
        strbuf_add_text(out, strbuf_text(&attempt));
    }
    return best > 0;
}

/* "returns_item_with_y_minus_4" */
static bool add_member_outcome(struct program *program, const struct plan_test *test, const struct plan_expect *expect,
                               struct strbuf *out)
{
    const char *type = program_pointee(program, test->steps[expect->root].result_type);
    const char *blank = strrchr(type, ' ');
    if (expect->kind != PLAN_EXPECT_INT && expect->kind != PLAN_EXPECT_STRING)
        return false;
    strbuf_add_text(out, "returns_");
    layout_slug(out, type[0] ? blank ? blank + 1 : type : "value", 24);
    strbuf_add_text(out, "_with_");
    layout_slug(out, last_field(expect->path), 24);
    strbuf_add_char(out, '_');
    if (expect->kind == PLAN_EXPECT_INT)
        add_number_words(program, NULL, expect->type && expect->type[0] ? expect->type : "int", expect->number,
                         expect->is_unsigned, out);
    else if (expect->length == 0 || !add_words(out, expect->bytes, expect->length, 24))
        strbuf_add_text(out, expect->length ? "text" : "empty");
    return true;
}

static void add_outcome(struct program *program, const struct plan_test *test, uint32_t step, struct strbuf *out)
{
    for (uint32_t e = 0; e < test->expect_count; e++) {
        if (test->expects[e].kind == PLAN_EXPECT_EXIT)
            strbuf_printf(out, "exits_with_%" PRId64, test->expects[e].number);
        else if (test->expects[e].kind == PLAN_EXPECT_ABORT)
            strbuf_add_text(out, "aborts");
        if (out->length)
            return;
    }
    for (uint32_t e = 0; e < test->expect_count; e++) {
        const struct plan_expect *expect = &test->expects[e];
        if (expect->root_is_result && expect->root == step && (!expect->path || !expect->path[0]) &&
            add_result_outcome(program, test, expect, out))
            return;
    }
    for (uint32_t e = 0; e < test->expect_count; e++)
        if (test->expects[e].root_is_result && test->expects[e].root == step &&
            add_member_outcome(program, test, &test->expects[e], out))
            return;
    if (!add_best_effect(program, test, step, out))
        strbuf_add_text(out, test->expect_count ? "works" : "runs");
}

/* ---- what went in ------------------------------------------------------------------------------------------------ */

static const char *param_name(struct program *program, const struct plan_test *test, const struct plan_step *step,
                              uint32_t arg)
{
    const struct fact_param *param = program_param(program, step->function, arg);
    const struct plan_value *value = &test->values[step->args[arg]];
    SCOPED(strbuf_release) struct strbuf slug = {0};
    layout_slug(&slug,
                param && param->name[0]         ? param->name
                : value->name && value->name[0] ? value->name
                                                : "argument",
                24);
    return arena_strdup(&program->arena, strbuf_text(&slug));
}

static void add_text_phrase(struct phrases *phrases, const struct plan_value *value, const char *name)
{
    SCOPED(strbuf_release) struct strbuf words = {0};
    if (value->length == 0) {
        add_phrase(phrases, "for_empty_%s", name);
    } else if (add_words(&words, value->bytes, value->length, 28)) {
        add_phrase(phrases, "for_%s", strbuf_text(&words));
    } else {
        add_phrase(phrases, value->length == 1 ? "for_%s_of_%zu_byte" : "for_%s_of_%zu_bytes", name, value->length);
    }
}

/* An enumerator or macro says by itself what it is of. */
static bool is_named(struct program *program, const struct plan_test *test, const struct plan_step *step, uint32_t arg)
{
    const struct plan_value *value = &test->values[step->args[arg]];
    const struct fact_param *param = program_param(program, step->function, arg);
    SCOPED(strbuf_release) struct strbuf text = {0};
    return symbols_add_name(program, symbols_param_key(program, step->function, arg),
                            param ? type_spelling(program->facts, param->type) : value->type, value->number, &text) &&
           strbuf_text(&text)[0] != '(';
}

/* "%s: %d" -> format_s_d: the conversions are what tells one from the other. */
static void add_format_phrase(struct phrases *phrases, const struct plan_value *value)
{
    SCOPED(strbuf_release) struct strbuf slug = {0};
    layout_slug(&slug, value->bytes, 28);
    add_phrase(phrases, "for_format_%s", slug.length ? strbuf_text(&slug) : "percent");
}

static bool is_format(const struct program *program, const char *function, const struct plan_value *value, uint32_t arg)
{
    const struct fact_function *f = program_function(program, function);
    return f && variadic_is(program->facts, f) && !program_is_variable(program, function, arg) &&
           value->kind == PLAN_STRING && strchr(value->bytes, '%');
}

static void add_value_phrase(struct program *program, const struct plan_test *test, const struct plan_step *step,
                             uint32_t arg, struct phrases *phrases)
{
    const struct plan_value *value = &test->values[step->args[arg]];
    const struct fact_param *param = program_param(program, step->function, arg);
    const char *name = param_name(program, test, step, arg);
    SCOPED(strbuf_release) struct strbuf words = {0};
    switch (value->kind) {
    case PLAN_NULL:
        if (!program_is_variable(program, step->function, arg)) /* there it ends a list */
            add_phrase(phrases, "for_null_%s", name);
        break;
    case PLAN_STRING:
    case PLAN_BYTES:
    case PLAN_PATH:
        if (is_format(program, step->function, value, arg))
            add_format_phrase(phrases, value);
        else
            add_text_phrase(phrases, value, name);
        break;
    case PLAN_FILE:
        if (value->number)
            add_phrase(phrases, "for_full_%s", name);
        else
            add_text_phrase(phrases, value, name);
        break;
    case PLAN_INT:
        add_number_words(program, symbols_param_key(program, step->function, arg),
                         param ? type_spelling(program->facts, param->type) : value->type, value->number,
                         value->is_unsigned, &words);
        if (is_named(program, test, step, arg))
            add_phrase(phrases, "for_%s", strbuf_text(&words));
        else
            add_phrase(phrases, "for_%s_%s", name, strbuf_text(&words));
        break;
    case PLAN_FLOAT:
        literal_add_float("double", value->real, &words);
        {
            SCOPED(strbuf_release) struct strbuf slug = {0};
            layout_slug(&slug, strbuf_text(&words), 24);
            add_phrase(phrases, value->real < 0 ? "for_%s_minus_%s" : "for_%s_%s", name, strbuf_text(&slug));
        }
        break;
    case PLAN_FUNCTION:
        layout_slug(&words, value->bytes ? value->bytes : "", 24);
        add_phrase(phrases, "for_%s_%s", name, strbuf_text(&words));
        break;
    default:
        break;
    }
}

static int urgency(const struct plan_value *value, const struct plan_value *before)
{
    if (value->kind == PLAN_NULL)
        return 0;
    if (value->kind == PLAN_STRING || value->kind == PLAN_BYTES || value->kind == PLAN_FILE || value->kind == PLAN_PATH)
        return 1;
    if (value->kind == PLAN_INT && before && (before->kind == PLAN_BYTES || before->kind == PLAN_STRING) &&
        (uint64_t)value->number == before->length)
        return 4; /* the length goes without saying */
    return value->kind == PLAN_INT && value->number == 0 ? 3 : 2;
}

static void add_step_phrases(struct program *program, const struct plan_test *test, uint32_t index,
                             struct phrases *phrases)
{
    const struct plan_step *step = &test->steps[index];
    for (int level = 0; level < 5; level++) {
        for (uint32_t a = 0; a < step->arg_count; a++) {
            if (step->args[a] >= test->value_count)
                continue;
            const struct plan_value *value = &test->values[step->args[a]];
            const struct plan_value *before =
                a > 0 && step->args[a - 1] < test->value_count ? &test->values[step->args[a - 1]] : NULL;
            if (urgency(value, before) == level)
                add_value_phrase(program, test, step, a, phrases);
        }
    }
}

static void add_failure_phrases(const struct plan_test *test, struct phrases *phrases)
{
    for (uint32_t s = 0; s < test->step_count; s++) {
        if (test->steps[s].fail_allocation < 0)
            add_phrase(phrases, "without_memory");
        else if (test->steps[s].fail_allocation > 0)
            add_phrase(phrases, "when_allocation_%d_fails", test->steps[s].fail_allocation);
    }
}

static void add_other_steps(struct program *program, const struct plan_test *test, uint32_t step,
                            struct phrases *phrases)
{
    for (uint32_t s = 0; s < test->step_count; s++) {
        SCOPED(strbuf_release) struct strbuf slug = {0};
        if (s == step || test->steps[s].is_cleanup)
            continue;
        layout_slug(&slug, test->steps[s].function, 30);
        add_phrase(phrases, s < step ? "after_%s" : "before_%s", strbuf_text(&slug));
        add_step_phrases(program, test, s, phrases);
    }
}

/* ---- together ---------------------------------------------------------------------------------------------------- */

const char *program_take_test_name(struct program *program, const char *wish)
{
    SCOPED(strbuf_release) struct strbuf name = {0};
    strbuf_add_text(&name, wish);
    const size_t stem = name.length;
    for (unsigned i = 2;; i++) {
        bool is_new;
        uint64_t taken;
        if (!map_find(&program->helper_names, strbuf_text(&name), &taken)) {
            map_add(&program->test_names, strbuf_text(&name), 1, &is_new);
            if (is_new)
                return arena_strdup(&program->arena, strbuf_text(&name));
        }
        name.length = stem;
        strbuf_printf(&name, "_%u", i);
    }
}

/* What most tests of the function share does not tell this one from them. */
static bool is_common(struct program *program, const struct plan_test *test, const char *phrase)
{
    uint64_t siblings = 0, sharing = 0;
    map_find(&program->phrase_counts, plan_function_name(test->function), &siblings);
    map_find(&program->phrase_counts,
             arena_printf(&program->arena, "%s %s", plan_function_name(test->function), phrase), &sharing);
    const bool is_the_point =
        strncmp(phrase, "for_null", 8) == 0 && (test->kind == PLAN_ERROR || test->kind == PLAN_EDGE);
    return siblings >= 3 && sharing * 2 > siblings && !is_the_point;
}

static void collect_phrases(struct program *program, const struct plan_test *test, struct phrases *phrases)
{
    const uint32_t step = main_step(test);
    if (step == NO_ID)
        return;
    add_failure_phrases(test, phrases);
    add_step_phrases(program, test, step, phrases);
    add_other_steps(program, test, step, phrases);
}

static void release_phrases(struct phrases *phrases)
{
    for (size_t i = 0; i < phrases->count; i++)
        strbuf_release(&phrases->texts[i]);
}

static void count_one(struct map *counts, const char *key)
{
    uint64_t count = 0;
    map_find(counts, key, &count);
    map_set(counts, key, count + 1);
}

void program_count_phrases(struct program *program)
{
    for (size_t t = 0; t < program->plan->test_count; t++) {
        const struct plan_test *test = &program->plan->tests[t];
        struct phrases phrases = {0};
        collect_phrases(program, test, &phrases);
        count_one(&program->phrase_counts, plan_function_name(test->function));
        for (size_t i = 0; i < phrases.count; i++)
            count_one(&program->phrase_counts,
                      arena_printf(&program->arena, "%s %s", plan_function_name(test->function),
                                   strbuf_text(&phrases.texts[i])));
        release_phrases(&phrases);
    }
}

static void add_chosen_phrases(struct program *program, const struct plan_test *test, const struct phrases *phrases,
                               struct strbuf *name)
{
    size_t used = 0;
    for (int pass = 0; pass < 2; pass++) { /* the telling ones first */
        for (size_t i = 0; i < phrases->count; i++) {
            uint64_t taken;
            const char *phrase = strbuf_text(&phrases->texts[i]);
            if (is_common(program, test, phrase) != (pass == 1))
                continue;
            if ((used > 0 || pass == 1) && !map_find(&program->test_names, strbuf_text(name), &taken))
                return;
            if (name->length + strlen(phrase) + 1 > NAME_COLUMNS)
                continue;
            const bool is_input = strncmp(phrase, "for_", 4) == 0;
            const bool is_accepted =
                is_input && used == 0 && name->length > 8 && strcmp(name->bytes + name->length - 8, "_accepts") == 0;
            strbuf_printf(name, "_%s%s", is_input && used > 0 ? "and_" : "",
                          is_input && (used > 0 || is_accepted) ? phrase + 4 : phrase);
            used++;
        }
    }
}

const char *program_test_name(struct program *program, const struct plan_test *test)
{
    SCOPED(strbuf_release) struct strbuf name = {0};
    struct phrases phrases = {0};
    const uint32_t step = main_step(test);
    strbuf_printf(&name, "test_%s_", plan_function_name(test->function));
    if (step != NO_ID) {
        SCOPED(strbuf_release) struct strbuf outcome = {0};
        add_outcome(program, test, step, &outcome);
        collect_phrases(program, test, &phrases);
        const bool says_nothing =
            strcmp(strbuf_text(&outcome), "works") == 0 || strcmp(strbuf_text(&outcome), "runs") == 0;
        strbuf_add_text(&name,
                        says_nothing && phrases.count && strncmp(strbuf_text(&phrases.texts[0]), "for_null", 8) == 0
                            ? "accepts"
                            : strbuf_text(&outcome));
    }
    add_chosen_phrases(program, test, &phrases, &name);
    release_phrases(&phrases);
    return program_take_test_name(program, strbuf_text(&name));
}
