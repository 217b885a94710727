#include "cet/core/options.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

#define OPERAND 1            /* what getopt_long answers for one when the short options begin with '-' */
#define FIRST_LONG_VALUE 256 /* of long option i: FIRST_LONG_VALUE + i, so that optopt names it */
#define HELP_COLUMN 28

static size_t spec_count(const struct option_spec *specs)
{
    size_t count = 0;
    while (specs[count].name)
        count++;
    return count;
}

/* The two tables of getopt_long, from ours. */
static void describe(const struct option_spec *specs, struct strbuf *letters, struct option *long_options)
{
    strbuf_add_text(letters, "-:"); /* operands in order; a missing value answers ':' */
    for (size_t i = 0; specs[i].name; i++) {
        const bool has_value = specs[i].kind != OPTION_FLAG;
        long_options[i] = (struct option){.name = specs[i].name,
                                          .has_arg = has_value ? required_argument : no_argument,
                                          .val = FIRST_LONG_VALUE + (int)i};
        if (specs[i].letter != 0)
            strbuf_printf(letters, "%c%s", specs[i].letter, has_value ? ":" : "");
    }
}

static const struct option_spec *spec_of(const struct option_spec *specs, int code)
{
    if (code >= FIRST_LONG_VALUE)
        return &specs[code - FIRST_LONG_VALUE];
    for (; specs->name; specs++) {
        if (specs->letter != 0 && specs->letter == code)
            return specs;
    }
    return NULL;
}

static enum status bad_value(const struct option_spec *spec, const char *text, const char *wanted, struct error *err)
{
    return error_set(err, STATUS_INVALID, "option '--%s' needs %s, not '%s'", spec->name, wanted, text);
}

static enum status store_uint(const struct option_spec *spec, const char *text, uint64_t *field, struct error *err)
{
    const bool is_hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    const char *digits = is_hex ? text + 2 : text;
    /* strtoull alone would take signs, blanks and an octal zero. */
    if (*digits == '\0' || digits[strspn(digits, is_hex ? "0123456789abcdefABCDEF" : "0123456789")] != '\0')
        return bad_value(spec, text, "a number", err);
    errno = 0;
    const unsigned long long value = strtoull(digits, NULL, is_hex ? 16 : 10);
    if (errno != 0)
        return bad_value(spec, text, "a number below 2^64", err);
    *field = value;
    return STATUS_OK;
}

static enum status store_number(const struct option_spec *spec, const char *text, double *field, struct error *err)
{
    char *end;
    const double value = strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(value))
        return bad_value(spec, text, "a number", err);
    *field = value;
    return STATUS_OK;
}

static enum status store(const struct option_spec *spec, void *target, const char *value, struct error *err)
{
    void *field = (char *)target + spec->offset;
    switch (spec->kind) {
    case OPTION_FLAG:
        *(bool *)field = true;
        return STATUS_OK;
    case OPTION_TEXT:
        *(const char **)field = value;
        return STATUS_OK;
    case OPTION_LIST: {
        struct option_list *list = field;
        ARRAY_PUSH(list->items, list->count, list->capacity, value);
        return STATUS_OK;
    }
    case OPTION_UINT:
        return store_uint(spec, value, field, err);
    case OPTION_NUMBER:
        return store_number(spec, value, field, err);
    }
    abort();
}

/* getopt_long takes unambiguous beginnings of long names; the ambiguous ones it reports as unknown. */
static size_t count_beginning_with(const struct option_spec *specs, const char *word)
{
    const size_t length = strcspn(word, "=");
    size_t count = 0;
    for (; specs->name; specs++)
        count += strncmp(specs->name, word, length) == 0;
    return count;
}

static enum status refuse(const struct option_spec *specs, const char *word, struct error *err)
{
    const struct option_spec *spec = optopt != 0 ? spec_of(specs, optopt) : NULL;
    if (spec)
        return error_set(err, STATUS_INVALID, "option '--%s' takes no value: '%s'; see --help", spec->name, word);
    if (optopt != 0)
        return error_set(err, STATUS_INVALID, "unknown option '-%c' in '%s'; see --help", optopt, word);
    const char *kind =
        strncmp(word, "--", 2) == 0 && count_beginning_with(specs, word + 2) > 1 ? "ambiguous" : "unknown";
    return error_set(err, STATUS_INVALID, "%s option '%s'; see --help", kind, word);
}

static enum status take(const struct option_spec *specs, void *target, int code, const char *word,
                        struct option_rest *rest, size_t *operand_capacity, struct error *err)
{
    if (code == OPERAND) {
        ARRAY_PUSH(rest->operands, rest->operand_count, *operand_capacity, optarg);
        return STATUS_OK;
    }
    if (code == '?')
        return refuse(specs, word, err);
    if (code == ':')
        return error_set(err, STATUS_INVALID, "option '%s' needs a value (%s); see --help", word,
                         spec_of(specs, optopt)->value);
    return store(spec_of(specs, code), target, optarg, err);
}

enum status options_parse(const struct option_spec *specs, void *target, int argc, char **argv,
                          struct option_rest *ret_rest, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf letters = {0};
    SCOPED(memory_free_pointer) struct option *long_options = memory_new(spec_count(specs) + 1, sizeof *long_options);
    SCOPED(option_rest_release) struct option_rest rest = {0};
    size_t operand_capacity = 0;
    describe(specs, &letters, long_options);

    opterr = 0; /* libraries never print */
    optind = 0; /* 0 and not 1: glibc forgets what an earlier call left */
    for (;;) {
        const int before = optind > 0 ? optind : 1;
        const int code = getopt_long(argc, argv, strbuf_text(&letters), long_options, NULL);
        if (code == -1) {
            rest.has_dashes = optind > before; /* only "--" is passed over without an answer */
            break;
        }
        /* A group of letters is passed over with its last one. */
        const char *word = argv[before < argc ? before : argc - 1];
        const enum status status = take(specs, target, code, word, &rest, &operand_capacity, err);
        if (status != STATUS_OK)
            return status;
    }
    if (rest.has_dashes) {
        rest.after_dashes = (const char **)argv + optind;
        rest.after_dashes_count = (size_t)(argc - optind);
    }
    *ret_rest = rest;
    rest = (struct option_rest){0};
    return STATUS_OK;
}

void option_rest_release(struct option_rest *rest)
{
    if (!rest)
        return;
    free(rest->operands);
    *rest = (struct option_rest){0};
}

void option_list_release(struct option_list *list)
{
    if (!list)
        return;
    free(list->items);
    *list = (struct option_list){0};
}

void options_help(const struct option_spec *specs, struct strbuf *out)
{
    for (; specs->name; specs++) {
        const size_t start = out->length;
        if (specs->letter != 0)
            strbuf_printf(out, "  -%c, --%s", specs->letter, specs->name);
        else
            strbuf_printf(out, "      --%s", specs->name);
        if (specs->kind != OPTION_FLAG)
            strbuf_printf(out, " %s", specs->value);
        const size_t width = out->length - start;
        if (width + 2 > HELP_COLUMN)
            strbuf_printf(out, "\n%*s", HELP_COLUMN, "");
        else
            strbuf_printf(out, "%*s", (int)(HELP_COLUMN - width), "");
        for (const char *line = specs->help; *line;) {
            const size_t length = strcspn(line, "\n");
            strbuf_add(out, line, length);
            line += length;
            if (*line == '\n')
                strbuf_printf(out, "\n%*s", *++line ? HELP_COLUMN : 0, "");
        }
        strbuf_add_char(out, '\n');
    }
}
