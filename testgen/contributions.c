#include "contributions.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/compiler.h"
#include "cet/exec/process.h"
#include "cet/model/mutant.h"
#include "compilation.h"

#define LOOKUP_TIMEOUT_MS 60000u
#define SOURCE_MAX_BYTES (64u << 20)
#define TOLD_PLACES 2u /* a comment is read, a list is not */
#define QUOTE_MAX 48u
#define LINES_AHEAD 3u /* from an opening brace to what stands in it */

struct source_text {
    const char *path;
    const char *text;
};

struct describing {
    struct test_plan *plan;
    struct mutant_set mutants;
    struct arena arena;
    struct source_text *sources;
    size_t source_count, source_capacity;
};

/* ---- from addresses to lines ------------------------------------------------------------------------------------- */

/* "path:line (discriminator 2)" or "??:0" */
static const char *place_of(struct arena *arena, const char *line, size_t length)
{
    const char *end = memchr(line, ' ', length);
    if (end)
        length = (size_t)(end - line);
    if (length < 3 || line[0] == '?' || line[length - 1] == '?' || !memcmp(line + length - 2, ":0", 2))
        return "";
    return arena_strndup(arena, line, length);
}

static void take_places(struct test_plan *plan, const char *output)
{
    for (size_t t = 0; t < plan->test_count; t++)
        for (uint32_t i = 0; i < plan->tests[t].own_place_count; i++) {
            const size_t length = strcspn(output, "\n");
            plan->tests[t].own_places[i] = place_of(&plan->arena, output, length);
            output += length + (output[length] == '\n');
        }
}

/* "/tmp/x/glue.c:72" is in "/tmp/x/glue.c" */
static bool stands_in(const char *place, const char *file)
{
    const size_t length = strlen(file);
    return !strncmp(place, file, length) && place[length] == ':';
}

/* Branches of the glue count as little as places that nobody knows. */
static void forget_unknown_places(struct test_plan *plan, const char *glue)
{
    for (size_t t = 0; t < plan->test_count; t++) {
        struct plan_test *test = &plan->tests[t];
        uint32_t known = 0;
        for (uint32_t i = 0; i < test->own_place_count; i++)
            if (stands_in(test->own_places[i], glue))
                test->branches -= test->branches > 0;
            else if (strchr(test->own_places[i], ':'))
                test->own_places[known++] = test->own_places[i];
        test->own_place_count = known;
    }
}

static enum status find_places(const struct testgen_options *o, const char *program, const char *glue,
                               struct test_plan *plan, struct error *err)
{
    SCOPED(memory_free_pointer) char *addr2line = program_find("addr2line");
    SCOPED(arena_release) struct arena arena = {0};
    struct compilation words = {.arena = &arena};
    enum status status = STATUS_OK;
    compilation_add(&words, addr2line);
    compilation_add(&words, "-e");
    compilation_add(&words, program);
    for (size_t t = 0; t < plan->test_count; t++)
        for (uint32_t i = 0; i < plan->tests[t].own_place_count; i++)
            compilation_add(&words, plan->tests[t].own_places[i]);
    compilation_add(&words, NULL);
    if (addr2line) {
        struct process_result result = {0};
        status = process_run(&(struct process_request){.argv = words.words,
                                                       .sandbox = o->sandbox,
                                                       .timeout_ms = LOOKUP_TIMEOUT_MS,
                                                       .output_max_bytes = SOURCE_MAX_BYTES},
                             &result, err);
        if (status == STATUS_OK && process_succeeded(&result))
            take_places(plan, strbuf_text(&result.output));
        process_result_release(&result);
    }
    free(words.words);
    forget_unknown_places(plan, glue);
    return status;
}

/* ---- what stands there ------------------------------------------------------------------------------------------- */

/* "" when it cannot be read. */
static const char *text_of(struct describing *d, const char *path)
{
    for (size_t i = 0; i < d->source_count; i++)
        if (!strcmp(d->sources[i].path, path))
            return d->sources[i].text;
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (file_read(path, SOURCE_MAX_BYTES, &text, NULL) != STATUS_OK)
        strbuf_clear(&text);
    const struct source_text source = {arena_strdup(&d->arena, path), arena_strdup(&d->arena, strbuf_text(&text))};
    ARRAY_PUSH(d->sources, d->source_count, d->source_capacity, source);
    return source.text;
}

/* A lone brace says nothing, nor does a comment. */
static bool says_something(const char *line)
{
    unsigned letters = 0;
    line += strspn(line, " \t");
    if (!strncmp(line, "/*", 2) || !strncmp(line, "//", 2) || !strncmp(line, "* ", 2))
        return false;
    for (; *line && *line != '\n'; line++)
        letters += isalnum((unsigned char)*line) != 0;
    return letters > 1;
}

/* In one line of at most QUOTE_MAX, without a comment behind it. */
static const char *quote(struct arena *arena, const char *text, size_t length)
{
    SCOPED(strbuf_release) struct strbuf words = {0};
    for (size_t i = 0; i < length; i++) {
        if (words.length && text[i] == '/' && i + 1 < length && (text[i + 1] == '*' || text[i + 1] == '/'))
            break;
        const bool is_blank = isspace((unsigned char)text[i]);
        if (!is_blank)
            strbuf_add_char(&words, isprint((unsigned char)text[i]) ? text[i] : '?');
        else if (words.length && words.bytes[words.length - 1] != ' ')
            strbuf_add_char(&words, ' ');
    }
    size_t end = words.length;
    if (end > QUOTE_MAX)
        for (end = QUOTE_MAX; end > QUOTE_MAX / 2 && words.bytes[end] != ' ';)
            end--;
    while (end && words.bytes[end - 1] == ' ')
        end--;
    return arena_printf(arena, "`%.*s%s`", (int)end, strbuf_text(&words), words.length > QUOTE_MAX ? " ..." : "");
}

/* "": nothing to quote. */
static const char *quote_line(struct describing *d, const char *path, uint32_t line)
{
    const char *text = text_of(d, path);
    for (uint32_t n = 1; *text && n < line; n++)
        text += strcspn(text, "\n") + (text[strcspn(text, "\n")] == '\n');
    for (uint32_t n = 0; n < LINES_AHEAD && *text; n++) {
        const size_t length = strcspn(text, "\n");
        if (says_something(text))
            return quote(&d->arena, text, length);
        text += length + (text[length] == '\n');
    }
    return "";
}

static const char *quote_place(struct describing *d, const char *place)
{
    const char *colon = strrchr(place, ':');
    const char *path = arena_strndup(&d->arena, place, (size_t)(colon - place));
    return quote_line(d, path, (uint32_t)strtoul(colon + 1, NULL, 10));
}

static bool is_operator(const char *text)
{
    return !text[strcspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789")];
}

/* Of those that it alone notices the one that is easiest to read: a changed operator, else the shortest text. */
static const struct mutant *pick_mutant(struct describing *d, const struct plan_test *test)
{
    const struct mutant *best = NULL;
    for (uint32_t i = 0; i < test->own_mutant_count; i++) {
        const struct mutant *m = mutant_set_find(&d->mutants, test->own_mutants[i]);
        if (!m)
            continue;
        const bool is_better =
            !best || is_operator(m->original) > is_operator(best->original) ||
            (is_operator(m->original) == is_operator(best->original) && strlen(m->original) < strlen(best->original));
        best = is_better ? m : best;
    }
    return best;
}

/* The line is the changed text and what ends a statement. */
static bool is_whole_line(const char *line, const char *original)
{
    const size_t length = strlen(original) - 1; /* without the closing quote */
    return !strncmp(line, original, length) && strspn(line + length, ";` ") == strlen(line + length);
}

static void add_mutant(struct describing *d, const struct mutant *m, struct strbuf *out)
{
    const char *original = quote(&d->arena, m->original, strlen(m->original));
    const char *line = quote_line(d, m->path, m->line);
    if (strspn(m->replacement, " ;") == strlen(m->replacement))
        strbuf_printf(out, "%s taken out", original);
    else
        strbuf_printf(out, "%s as %s", original, quote(&d->arena, m->replacement, strlen(m->replacement)));
    if (*line && !is_whole_line(line, original))
        strbuf_printf(out, " in %s", line);
}

/* ---- the sentence ------------------------------------------------------------------------------------------------ */

static void add_more(struct strbuf *out, uint32_t count, bool is_first, const char *noun, const char *ending)
{
    if (count)
        strbuf_printf(out, "%s%u %s%s%s", is_first ? "" : " and ", count, is_first ? "" : "more ", noun,
                      count == 1 ? "" : ending);
}

/* "`a`, `b` and 3 more branches" */
static void add_places(struct describing *d, const struct plan_test *test, struct strbuf *out)
{
    const char *told[TOLD_PLACES];
    uint32_t count = 0;
    for (uint32_t i = 0; i < test->own_place_count && count < TOLD_PLACES; i++) {
        const char *quoted = quote_place(d, test->own_places[i]);
        if (*quoted && (count == 0 || strcmp(told[0], quoted) != 0))
            told[count++] = quoted;
    }
    const uint32_t more = test->branches > count ? test->branches - count : 0;
    for (uint32_t i = 0; i < count; i++)
        strbuf_printf(out, "%s%s", i == 0 ? "" : more ? ", " : " and ", told[i]);
    add_more(out, more, count == 0, "branch", "es");
}

static void describe_test(struct describing *d, struct plan_test *test)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (test->branches) {
        strbuf_add_text(&text, "alone reaches ");
        add_places(d, test, &text);
    }
    if (test->mutants) {
        const struct mutant *mutant = pick_mutant(d, test);
        strbuf_add_text(&text, test->branches ? "; alone notices " : "alone notices ");
        if (mutant)
            add_mutant(d, mutant, &text);
        add_more(&text, test->mutants - (mutant != NULL), !mutant, "change", "s");
    }
    if (!text.length)
        strbuf_printf(&text, "a plain case of %s: others reach and notice the same",
                      plan_function_name(test->function));
    test->contributes = arena_strdup(&d->plan->arena, strbuf_text(&text));
}

enum status contributions_describe(const struct testgen_options *options, const char *program, const char *glue,
                                   const char *mutants, struct test_plan *plan, struct error *err)
{
    struct describing d = {.plan = plan};
    enum status status = find_places(options, program, glue, plan, err);
    if (status == STATUS_OK && mutants)
        status = mutant_set_load(mutants, &d.mutants, err);
    for (size_t t = 0; t < plan->test_count && status == STATUS_OK; t++)
        describe_test(&d, &plan->tests[t]);
    free(d.sources);
    mutant_set_release(&d.mutants);
    arena_release(&d.arena);
    return status;
}
