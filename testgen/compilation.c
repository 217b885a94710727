#include "compilation.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/exec/process.h"

#define COMPILE_TIMEOUT_MS 120000u

void compilation_add(struct compilation *c, const char *word)
{
    ARRAY_PUSH(c->words, c->count, c->capacity, word);
}

void compilation_add_list(struct compilation *c, const char *const *words)
{
    for (; words && *words; words++)
        compilation_add(c, *words);
}

/* Flags that only concern the user's own build: outputs, dependencies, warnings as errors, optimisation, coverage. */
static bool is_for_us(const char *flag)
{
    static const char *const dropped[] = {"-W",         "-O",        "-M",       "-g",         "-c", "-pg", "-flto",
                                          "--coverage", "-fprofile", "-fplugin", "-fsanitize", "-S", "-E"};
    for (size_t i = 0; i < ARRAY_LENGTH(dropped); i++)
        if (!strncmp(flag, dropped[i], strlen(dropped[i])))
            return false;
    return strcmp(flag, "-o") != 0;
}

void compilation_add_flags(struct compilation *c, const char *const *flags)
{
    for (; flags && *flags; flags++) {
        if (!strcmp(*flags, "-o") || !strcmp(*flags, "-MF") || !strcmp(*flags, "-MT") || !strcmp(*flags, "-MQ")) {
            if (!*++flags)
                return;
            continue;
        }
        if (is_for_us(*flags))
            compilation_add(c, *flags);
    }
}

enum status compilation_run(const struct testgen_options *o, struct compilation *c, const char *what,
                            struct strbuf *ret_words, struct error *err)
{
    compilation_add(c, NULL);
    struct process_result result = {0};
    struct process_request request = {.argv = c->words,
                                      .folder = o->folder,
                                      .merge_errors = true,
                                      .sandbox = o->sandbox,
                                      .timeout_ms = COMPILE_TIMEOUT_MS,
                                      .output_max_bytes = 1 << 20,
                                      .output_cut = true};
    enum status status = process_run(&request, &result, err);
    if (status == STATUS_OK && !process_succeeded(&result)) {
        const char *text = strbuf_text(&result.output), *at = strstr(text, "error: ");
        at = at ? at : strstr(text, "undefined reference");
        at = at ? at : text;
        while (at > text && at[-1] != '\n')
            at--;
        status = error_set(err, STATUS_INVALID, "'%s': %s: %.*s", o->unit, what, (int)strcspn(at, "\n"), at);
        if (ret_words)
            strbuf_add_text(ret_words, text);
    }
    process_result_release(&result);
    free(c->words);
    c->words = NULL;
    return status;
}
