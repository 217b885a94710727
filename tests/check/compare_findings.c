/* Compares what the checks find in the facts of one case with what its source expects:
 *
 *     compare_findings FACTS SOURCE [CHECK]
 *
 * A line of the user's files that ends in a comment `expect: RULE` (or `expect: RULE, RULE`) must bring exactly these
 * findings, every other line none. With CHECK only that check counts, and in files named good* every check from
 * warnings up. Exit code 0 when all is as expected; else each difference is one line on standard output. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/check/check.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"

#define MAX_SOURCE_BYTES (1u << 20)

static bool take_finding(const struct finding_set *findings, bool *is_taken, const char *path, uint32_t line,
                         const char *rule)
{
    for (size_t i = 0; i < findings->count; i++)
        if (!is_taken[i] && findings->items[i].line == line && !strcmp(findings->items[i].rule, rule) &&
            !strcmp(findings->items[i].path, path))
            return is_taken[i] = true;
    return false;
}

static unsigned compare_line(const char *path, uint32_t line, char *text, const struct finding_set *findings,
                             bool *is_taken)
{
    unsigned differences = 0;
    char *expected = strstr(text, "/* expect: ");
    if (!expected)
        return 0;
    expected += strlen("/* expect: ");
    for (char *rest, *rule = strtok_r(expected, ", */", &rest); rule; rule = strtok_r(NULL, ", */", &rest))
        if (!take_finding(findings, is_taken, path, line, rule)) {
            printf("%s:%u: %s was expected and not found\n", path, line, rule);
            differences++;
        }
    return differences;
}

static unsigned compare_file(const char *path, char *text, const struct finding_set *findings, bool *is_taken)
{
    unsigned differences = 0;
    uint32_t line = 0;
    for (char *next = text; next;) {
        char *end = strchr(next, '\n');
        if (end)
            *end = '\0';
        differences += compare_line(path, ++line, next, findings, is_taken);
        next = end ? end + 1 : NULL;
    }
    return differences;
}

static unsigned compare(const struct facts *facts, const struct finding_set *findings)
{
    bool *is_taken = memory_new(findings->count + 1, sizeof *is_taken);
    unsigned differences = 0;
    for (uint32_t i = 0; i < facts->file_count; i++) {
        struct error err = {0};
        SCOPED(strbuf_release) struct strbuf source = {0};
        if (facts->files[i].is_system)
            continue;
        if (file_read(facts->files[i].path, MAX_SOURCE_BYTES, &source, &err) == STATUS_OK)
            differences +=
                compare_file(facts->files[i].path, source.bytes ? source.bytes : (char[]){""}, findings, is_taken);
    }
    for (size_t i = 0; i < findings->count; i++)
        if (!is_taken[i]) {
            const struct finding *finding = &findings->items[i];
            printf("%s:%u: %s was found and not expected: %s\n", finding->path, finding->line, finding->rule,
                   finding->message);
            differences++;
        }
    free(is_taken);
    return differences;
}

static bool is_good_case(const char *path)
{
    return !strncmp(path_name(path), "good", 4);
}

/* All checks run, for one asks what the others silenced. */
static void find(const struct facts *facts, const char *path, const char *check, struct finding_set *findings)
{
    SCOPED(finding_set_release) struct finding_set all = {0};
    check_run(facts, &(struct check_options){.scope = CHECK_SCOPE_PROGRAM}, &all);
    for (size_t i = 0; i < all.count; i++)
        if ((check && !strcmp(all.items[i].rule, check)) ||
            ((!check || is_good_case(path)) && all.items[i].level >= FINDING_WARNING))
            finding_set_add(findings, &all.items[i]);
}

int main(int argc, char **argv)
{
    struct error err = {0};
    SCOPED(facts_release) struct facts facts = {0};
    SCOPED(finding_set_release) struct finding_set findings = {0};
    if (argc != 3 && argc != 4) {
        fprintf(stderr, "usage: compare_findings FACTS SOURCE [CHECK]\n");
        return 2;
    }
    if (facts_load(argv[1], &facts, &err) != STATUS_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    find(&facts, argv[2], argc == 4 ? argv[3] : NULL, &findings);
    return compare(&facts, &findings) ? EXIT_FAILURE : EXIT_SUCCESS;
}
