/* The checks stand whatever a sound set of facts holds: odd trees, blocks that lead anywhere, calls of anything. */
#include <string.h>

#include "cet/check/check.h"
#include "cet/core/memory.h"
#include "model/random_facts.h"
#include "unit_test.h"

#define SEEDS 400

/* Lets the made-up functions be those that the checks look for. */
static void give_names(struct facts *facts, uint64_t shift)
{
    static const char *const names[] = {"read",
                                        "realloc",
                                        "__errno_location",
                                        "printf",
                                        "open",
                                        "perror",
                                        "malloc",
                                        "strcmp",
                                        "strtol",
                                        "write",
                                        "fread",
                                        "close",
                                        "fopen",
                                        "free",
                                        "memset",
                                        "memcpy",
                                        "strcpy",
                                        "strlen",
                                        "sprintf",
                                        "snprintf",
                                        "strncpy",
                                        "stat",
                                        "unlink",
                                        "system",
                                        "vfork",
                                        "rand",
                                        "sscanf",
                                        "chmod",
                                        "password",
                                        "tmpnam",
                                        "calloc",
                                        "strdup",
                                        "fclose",
                                        "pipe",
                                        "exit",
                                        "asprintf",
                                        "pthread_mutex_lock",
                                        "pthread_mutex_unlock",
                                        "pthread_mutex_trylock",
                                        "pthread_cond_wait",
                                        "pthread_mutex_init",
                                        "pthread_create",
                                        "signal",
                                        "sigaction",
                                        "x_lock",
                                        "x_unlock",
                                        "strtok",
                                        "sleep",
                                        "main",
                                        "atoi",
                                        "alloca",
                                        "isalpha",
                                        "getc",
                                        "fail",
                                        "abort",
                                        "own"};
    /* The graphs are small: each set of facts gets names from another place of the list. */
    for (uint32_t i = 0; i < facts->function_count; i++) {
        facts->functions[i].name = names[(i + shift) % ARRAY_LENGTH(names)];
        facts->functions[i].linkage = LINKAGE_EXTERNAL;
        if (strcmp(facts->functions[i].name, "own") != 0 && i % 4)
            facts->functions[i].is_defined = false;
    }
}

TEST(any_sound_facts_can_be_checked)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        SCOPED(facts_release) struct facts facts = {0};
        SCOPED(finding_set_release) struct finding_set findings = {0};
        random_facts(&facts, seed, 30);
        give_names(&facts, seed * 5);
        check_run(&facts, &(struct check_options){.scope = CHECK_SCOPE_PROGRAM}, &findings);
        for (size_t i = 0; i < findings.count; i++)
            CU_ASSERT_PTR_NOT_NULL(checks_find(findings.items[i].rule));
    }
}

TEST(the_same_facts_bring_the_same_findings)
{
    SCOPED(facts_release) struct facts facts = {0};
    SCOPED(finding_set_release) struct finding_set once = {0};
    SCOPED(finding_set_release) struct finding_set twice = {0};
    random_facts(&facts, 7, 60);
    give_names(&facts, 7);
    check_run(&facts, &(struct check_options){.scope = CHECK_SCOPE_PROGRAM}, &once);
    check_run(&facts, &(struct check_options){.scope = CHECK_SCOPE_PROGRAM}, &twice);
    CU_ASSERT_EQUAL_FATAL(once.count, twice.count);
    for (size_t i = 0; i < once.count; i++)
        CU_ASSERT_STRING_EQUAL(once.items[i].message, twice.items[i].message);
}

UNIT_TESTS("check on random facts", CASE(any_sound_facts_can_be_checked), CASE(the_same_facts_bring_the_same_findings))
