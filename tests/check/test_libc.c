#include "libc.h"
#include "unit_test.h"

/* The names in the order of the table. */
static const char *const names[] = {
#define LIBC(name, fails, flags, tells) #name,
#include "libc.def"
#undef LIBC
};

TEST(every_name_is_found)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct fact_function function = {.name = names[i], .is_system = true};
        const struct libc_function *found = libc_find(&function);
        CU_ASSERT_PTR_NOT_NULL_FATAL(found);
        CU_ASSERT_STRING_EQUAL(found->name, names[i]);
    }
}

TEST(what_must_be_looked_at_says_what_it_tells)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct libc_function *found = libc_find(&(struct fact_function){.name = names[i]});
        CU_ASSERT_TRUE(!(found->flags & LIBC_LOOK) || found->tells[0] != '\0');
    }
}

TEST(an_own_function_of_that_name_is_not_the_library)
{
    CU_ASSERT_PTR_NULL(libc_find(&(struct fact_function){.name = "read", .is_defined = true}));
    CU_ASSERT_PTR_NULL(libc_find(&(struct fact_function){.name = "read", .linkage = LINKAGE_STATIC}));
    CU_ASSERT_PTR_NULL(libc_find(&(struct fact_function){.name = "no_such_function"}));
    CU_ASSERT_PTR_NULL(libc_find(NULL));
}

TEST(nobody_is_asked_to_look_at_printf)
{
    static const char *const seldom_looked_at[] = {"printf", "fclose", "fputs", "memcpy", "strcpy", "close"};
    for (size_t i = 0; i < sizeof seldom_looked_at / sizeof *seldom_looked_at; i++) {
        const struct libc_function *found = libc_find(&(struct fact_function){.name = seldom_looked_at[i]});
        CU_ASSERT_TRUE(!found || !(found->flags & LIBC_LOOK));
    }
}

UNIT_TESTS("check/libc", CASE(every_name_is_found), CASE(what_must_be_looked_at_says_what_it_tells),
           CASE(an_own_function_of_that_name_is_not_the_library), CASE(nobody_is_asked_to_look_at_printf))
