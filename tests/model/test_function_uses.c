#include "unit_test.h"

#include "cet/model/function_uses.h"
#include "written_graph.h"

static struct facts facts;
static struct arena arena;

static struct function_uses uses_of(const char *body)
{
    facts_release(&facts);
    written_facts(&facts);
    return function_uses_find(&facts, written_function(&facts, "f", body), &arena);
}

static void forget(void)
{
    facts_release(&facts);
    arena_release(&arena);
}

TEST(the_use_of_a_result_is_told)
{
    static const struct {
        const char *body;
        enum result_use result;
    } cases[] = {
        {"(COMPOUND (CALL#1 (FUNCTION#1) p0))", RESULT_UNUSED},
        {"(COMPOUND (CAST.TO_VOID:v (CALL#1 (FUNCTION#1) p0)))", RESULT_CAST_TO_VOID},
        {"(COMPOUND (IF (BINARY.GT:i (CALL#1 (FUNCTION#1) p0) 0) (EMPTY)))", RESULT_TESTED},
        {"(COMPOUND (IF i1 (CALL#1 (FUNCTION#1) p0)))", RESULT_UNUSED},
        {"(COMPOUND (DECLARE#0 (CAST.CONVERT_INT:i (CALL#1 (FUNCTION#1) p0))))", RESULT_ASSIGNED},
        {"(COMPOUND (RETURN (CALL#1 (FUNCTION#1) p0)))", RESULT_RETURNED},
        {"(COMPOUND (BINARY.ADD:i (CALL#1 (FUNCTION#1) p0) 1))", RESULT_COMPUTED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct function_uses uses = uses_of(cases[i].body);
        CU_ASSERT_EQUAL_FATAL(uses.call_count, 1);
        CU_ASSERT_EQUAL(uses.calls[0].result, cases[i].result);
        CU_ASSERT_EQUAL(uses.calls[0].argument_count, 1);
    }
    forget();
}

TEST(reads_and_writes_of_storage_are_told_apart)
{
    struct function_uses uses = uses_of("(COMPOUND (ASSIGN:i (GLOBAL:i#0) 1) (ASSIGN.ADD:i (MEMBER.ARROW:i#0 q0) 1) "
                                        "(RETURN (CAST.LOAD:p (MEMBER.ARROW:p#1 q0))) (UNARY.ADDRESS:p (GLOBAL:i#0)))");
    CU_ASSERT_EQUAL_FATAL(uses.storage_count, 4);
    CU_ASSERT_EQUAL(uses.storage[0].flags, STORAGE_WRITTEN);
    CU_ASSERT_EQUAL(uses.storage[0].global, 0);
    CU_ASSERT_EQUAL(uses.storage[1].flags, STORAGE_READ | STORAGE_WRITTEN);
    CU_ASSERT_EQUAL(uses.storage[1].record, 3);
    CU_ASSERT_EQUAL(uses.storage[2].flags, STORAGE_READ);
    CU_ASSERT_EQUAL(uses.storage[2].field, 1);
    CU_ASSERT_EQUAL(uses.storage[3].flags, STORAGE_ADDRESS);
    forget();
}

TEST(returns_tell_their_constant)
{
    struct function_uses uses = uses_of("(COMPOUND (RETURN 3) (RETURN (CAST.LOAD:i I0)) (RETURN))");
    CU_ASSERT_EQUAL_FATAL(uses.return_count, 3);
    CU_ASSERT_TRUE(uses.returns[0].has_constant);
    CU_ASSERT_EQUAL(uses.returns[0].constant, 3);
    CU_ASSERT_FALSE(uses.returns[1].has_constant);
    CU_ASSERT_EQUAL(uses.returns[2].value, NO_ID);
    forget();
}

UNIT_TESTS("model/function_uses", CASE(the_use_of_a_result_is_told), CASE(reads_and_writes_of_storage_are_told_apart),
           CASE(returns_tell_their_constant))
