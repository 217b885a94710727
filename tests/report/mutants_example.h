/* Mutants of a source of a test's own: one of each status, odd texts in them. */
#ifndef TESTS_REPORT_MUTANTS_EXAMPLE_H
#define TESTS_REPORT_MUTANTS_EXAMPLE_H

#include "cet/model/mutant.h"
#include "source_file.h"

#define EXAMPLE_SOURCE                                                                                                 \
    "int f(int a, int b)\n"                                                                                            \
    "{\n"                                                                                                              \
    "    /* \xc3\xb6 */ if (a < b)\n"                                                                                  \
    "        log_line(a + b);\n"                                                                                       \
    "    return a * b;\n"                                                                                              \
    "}\n"

static inline struct mutant *example_add(struct mutant_set *set, const char *path, unsigned number, uint32_t line,
                                         uint32_t column, const char *original, const char *replacement,
                                         enum mutant_status status)
{
    static const char *tests[] = {"suite/b", "suite/a", "program"};
    struct mutant mutant = {.operator_name = "relational-boundary",
                            .group = "relational",
                            .path = path,
                            .function = "f",
                            .line = line,
                            .column = column,
                            .end_line = line,
                            .end_column = column + (uint32_t)strlen(original),
                            .original = original,
                            .replacement = replacement,
                            .status = status,
                            .covered_by = tests,
                            .covered_by_count = status == MUTANT_NO_COVERAGE ? 0 : 3};
    snprintf(mutant.id, sizeof mutant.id, "%016x", number);
    if (status == MUTANT_KILLED) {
        mutant.killed_by = "suite/a";
        mutant.killed_kind = MUTANT_KILL_CRASH;
    }
    if (status == MUTANT_IGNORED)
        mutant.reason = "suppressed: \"prints\"\n only";
    return mutant_set_add(set, &mutant);
}

static inline void example_fill(struct mutant_set *set, const char *path)
{
    example_add(set, path, 1, 3, 21, "<", "<=", MUTANT_SURVIVED);
    example_add(set, path, 2, 3, 21, "<", ">=", MUTANT_SURVIVED);
    example_add(set, path, 3, 4, 20, "+", "-", MUTANT_SURVIVED);
    example_add(set, path, 4, 5, 14, "*", "/", MUTANT_SURVIVED);
    example_add(set, path, 5, 5, 14, "*", "+", MUTANT_KILLED);
    example_add(set, path, 6, 5, 12, "a", "0", MUTANT_NO_COVERAGE);
    example_add(set, path, 7, 5, 16, "b", "0", MUTANT_TIMEOUT);
    example_add(set, path, 8, 5, 16, "b", "1", MUTANT_IGNORED);
    example_add(set, path, 9, 5, 16, "b", "2", MUTANT_EQUIVALENT);
    mutant_set_sort(set);
}

#endif
