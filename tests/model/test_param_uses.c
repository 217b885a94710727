#include "unit_test.h"

#include "cet/core/memory.h"
#include "cet/model/param_uses.h"
#include "written_graph.h"

/* One function's uses; the facts live until the next call's scope ends. */
struct written_uses {
    struct facts facts;
    struct arena arena;
    struct param_uses *uses;
};

static void release(struct written_uses *written)
{
    arena_release(&written->arena);
    facts_release(&written->facts);
}

#define USES_OF(body)                                                                                                  \
    __attribute__((cleanup(release))) struct written_uses w = {0};                                                     \
    written_facts(&w.facts);                                                                                           \
    w.uses = param_uses_find(&w.facts, written_function(&w.facts, "f", body), &w.arena)

#define HAS(param, flag) CU_ASSERT_TRUE(w.uses[param].flags &(flag))
#define HAS_NOT(param, flag) CU_ASSERT_FALSE(w.uses[param].flags &(flag))

TEST(a_subscript_is_a_read_and_tells_the_largest_index)
{
    USES_OF("(COMPOUND (RETURN (BINARY.ADD:i (CAST.LOAD:i (SUBSCRIPT:c p0 2)) (CAST.LOAD:i (SUBSCRIPT:c p0 7)))))");
    HAS(0, PARAM_SUBSCRIPTED);
    HAS(0, PARAM_READ_FIRST);
    HAS_NOT(0, PARAM_WRITTEN_THROUGH | PARAM_RETURNED | PARAM_STORED);
    CU_ASSERT_EQUAL(w.uses[0].max_index, 7);
    CU_ASSERT_EQUAL(w.uses[1].flags, 0);
}

TEST(a_write_before_the_read_is_no_read_first)
{
    USES_OF("(COMPOUND (ASSIGN:c (UNARY.DEREF:c p0) 1) (RETURN (CAST.LOAD:c (UNARY.DEREF:c p0))))");
    HAS(0, PARAM_WRITTEN_THROUGH);
    HAS(0, PARAM_READ_THROUGH);
    HAS_NOT(0, PARAM_READ_FIRST);
}

TEST(a_compound_assignment_reads_first)
{
    USES_OF("(COMPOUND (ASSIGN.ADD:c (UNARY.DEREF:c p0) 1))");
    HAS(0, PARAM_READ_FIRST);
    HAS(0, PARAM_WRITTEN_THROUGH);
}

TEST(comparisons_are_seen_from_the_parameter)
{
    USES_OF(
        "(COMPOUND (IF (BINARY.LT:i 5 i0) (EMPTY)) (IF (BINARY.EQ:i p1 N) (EMPTY)) (IF (BINARY.LE:i i2 i3) (EMPTY)))");
    CU_ASSERT_EQUAL_FATAL(w.uses[0].comparison_count, 1);
    CU_ASSERT_EQUAL(w.uses[0].comparisons[0].op, OP_GT);
    CU_ASSERT_EQUAL(w.uses[0].comparisons[0].value, 5);
    HAS(1, PARAM_NULL_COMPARED);
    CU_ASSERT_EQUAL_FATAL(w.uses[2].comparison_count, 1);
    CU_ASSERT_EQUAL(w.uses[2].comparisons[0].kind, COMPARAND_PARAM);
    CU_ASSERT_EQUAL(w.uses[2].comparisons[0].param, 3);
}

TEST(only_the_condition_is_a_test)
{
    USES_OF("(COMPOUND (IF p0 (UNARY.POST_INC:p P1)) (IF (UNARY.NOT:i i2) (EMPTY)))");
    HAS(0, PARAM_NULL_COMPARED);
    HAS_NOT(1, PARAM_NULL_COMPARED);
    HAS(1, PARAM_ASSIGNED);
    HAS(2, PARAM_TESTED);
}

TEST(divisors_shifts_and_switches_are_told_apart)
{
    USES_OF("(COMPOUND (BINARY.DIV:i i0 i1) (BINARY.SHL:i 1 i2) (SWITCH i3 (EMPTY)))");
    CU_ASSERT_EQUAL(w.uses[0].flags, 0);
    CU_ASSERT_EQUAL(w.uses[1].flags, PARAM_DIVISOR);
    CU_ASSERT_EQUAL(w.uses[2].flags, PARAM_SHIFT_COUNT);
    CU_ASSERT_EQUAL(w.uses[3].flags, PARAM_SWITCH_VALUE);
}

TEST(memcpy_pairs_the_buffers_with_their_length)
{
    USES_OF("(COMPOUND (CALL#0 (FUNCTION#0) p0 p1 i2))");
    HAS(0, PARAM_WRITTEN_THROUGH);
    HAS(1, PARAM_READ_FIRST);
    CU_ASSERT_EQUAL(w.uses[0].length_param, 2);
    CU_ASSERT_EQUAL(w.uses[1].length_param, 2);
    CU_ASSERT_EQUAL(w.uses[2].length_of, 0);
    HAS(2, PARAM_LENGTH);
    CU_ASSERT_EQUAL(w.uses[1].passings[0].argument, 1);
}

TEST(a_loop_pairs_the_pointer_with_its_bound)
{
    USES_OF("(COMPOUND (FOR (EMPTY) (BINARY.LT:i (CAST.LOAD:i (LOCAL:i#0)) i1) (UNARY.POST_INC:i (LOCAL:i#0)) "
            "(ASSIGN:c (SUBSCRIPT:c p0 (CAST.LOAD:i (LOCAL:i#0))) 0)))");
    CU_ASSERT_EQUAL(w.uses[0].length_param, 1);
    HAS(1, PARAM_LOOP_BOUND);
    HAS(0, PARAM_WRITTEN_THROUGH);
}

TEST(a_loop_that_counts_down_pairs_too)
{
    USES_OF("(COMPOUND (WHILE (UNARY.POST_DEC:i I1) (ASSIGN:c (UNARY.DEREF:c (UNARY.POST_INC:p P0)) 0)))");
    CU_ASSERT_EQUAL(w.uses[0].length_param, 1);
}

TEST(two_fields_of_one_local_struct_pair)
{
    USES_OF("(COMPOUND (ASSIGN:p (MEMBER.DOT:p#1 (LOCAL:s#0)) p0) (ASSIGN:i (MEMBER.DOT:i#0 (LOCAL:s#0)) i1))");
    CU_ASSERT_EQUAL(w.uses[0].length_param, 1);
    HAS_NOT(0, PARAM_STORED);
}

TEST(a_name_pairs_what_no_use_does)
{
    SCOPED(facts_release) struct facts facts = {0};
    SCOPED(arena_release) struct arena arena = {0};
    written_facts(&facts);
    struct fact_function *function = written_function(&facts, "f", "(COMPOUND p1 i3)");
    function->params[1].name = "src";
    function->params[3].name = "src_size";
    struct param_uses *uses = param_uses_find(&facts, function, &arena);
    CU_ASSERT_EQUAL(uses[1].length_param, 3);
    CU_ASSERT_EQUAL(uses[3].length_of, 1);
}

TEST(a_local_copy_counts_as_the_parameter)
{
    USES_OF("(COMPOUND (DECLARE#0 p0) (UNARY.POST_INC:p (LOCAL:p#0)) "
            "(CALL#1 (FUNCTION#1) (CAST.LOAD:p (LOCAL:p#0))))");
    HAS(0, PARAM_STRING);
    HAS_NOT(0, PARAM_ASSIGNED);
}

TEST(a_local_with_two_sources_is_no_copy)
{
    USES_OF("(COMPOUND (DECLARE#0 p0) (ASSIGN:p (LOCAL:p#0) p1) (CALL#2 (FUNCTION#2) (CAST.LOAD:p (LOCAL:p#0))))");
    HAS_NOT(0, PARAM_FREED);
    HAS_NOT(1, PARAM_FREED);
}

TEST(a_field_of_it_is_not_the_parameter)
{
    USES_OF("(COMPOUND (CALL#2 (FUNCTION#2) (CAST.LOAD:p (MEMBER.ARROW:p#1 q0))))");
    HAS(0, PARAM_DEREFERENCED);
    HAS_NOT(0, PARAM_FREED);
    CU_ASSERT_EQUAL(w.uses[0].passing_count, 0);
}

TEST(a_length_for_a_part_of_it_is_not_its_own)
{
    USES_OF("(COMPOUND (CALL#0 (FUNCTION#0) (UNARY.ADDRESS:p (MEMBER.ARROW:i#0 q0)) p1 i2))");
    HAS(0, PARAM_WRITTEN_THROUGH);
    HAS_NOT(0, PARAM_BUFFER);
    CU_ASSERT_EQUAL(w.uses[0].length_param, NO_ID);
    CU_ASSERT_EQUAL(w.uses[1].length_param, 2);
    CU_ASSERT_EQUAL(w.uses[2].length_of, 1);
}

TEST(a_call_with_a_constant_length_tells_what_is_touched_at_least)
{
    USES_OF("(COMPOUND (CALL#0 (FUNCTION#0) p0 p1 64) (CALL#0 (FUNCTION#0) p0 p2 16))");
    CU_ASSERT_EQUAL(w.uses[0].least_bytes, 64);
    CU_ASSERT_EQUAL(w.uses[1].least_bytes, 64);
    CU_ASSERT_EQUAL(w.uses[2].least_bytes, 16);
}

TEST(what_goes_into_a_global_or_the_result_gets_out)
{
    USES_OF("(COMPOUND (ASSIGN:p (GLOBAL:p#0) p0) (RETURN p1))");
    HAS(0, PARAM_STORED);
    HAS(1, PARAM_RETURNED);
}

TEST(what_a_void_pointer_is_turned_into_is_what_it_means)
{
    USES_OF("(COMPOUND (DECLARE#0 (CAST.CONVERT_POINTER:q w0)) (DECLARE#1 w1) "
            "(DECLARE#2 (CAST.CONVERT_POINTER:p (CAST.LOAD:w (LOCAL:w#1)))) (CALL#2 (FUNCTION#2) w2))");
    CU_ASSERT_EQUAL(w.uses[0].meant_type, 4);
    CU_ASSERT_EQUAL(w.uses[1].meant_type, 2);
    CU_ASSERT_EQUAL(w.uses[2].meant_type, NO_ID);
    HAS_NOT(0, PARAM_MANY_TYPES);
}

TEST(a_void_pointer_of_two_types_or_behind_a_header_means_none)
{
    USES_OF("(COMPOUND (CALL#2 (FUNCTION#2) (CAST.CONVERT_POINTER:q w0)) (CALL#2 (FUNCTION#2) (CAST.CONVERT_POINTER:p "
            "w0)) (CALL#2 (FUNCTION#2) (BINARY.SUB:q (CAST.CONVERT_POINTER:q w1) 1)))");
    CU_ASSERT_EQUAL(w.uses[0].meant_type, NO_ID);
    CU_ASSERT_EQUAL(w.uses[1].meant_type, NO_ID);
    HAS(0, PARAM_MANY_TYPES);
    HAS(1, PARAM_MANY_TYPES);
}

TEST(a_record_that_ends_where_the_pointer_points_is_its_header)
{
    USES_OF("(COMPOUND (CALL#2 (FUNCTION#2) (CAST.CONVERT_POINTER:q (BINARY.SUB:p p0 16))) (CALL#2 (FUNCTION#2) "
            "(BINARY.SUB:q (CAST.CONVERT_POINTER:q p1) 1)) (CALL#2 (FUNCTION#2) (BINARY.SUB:p p2 16)))");
    HAS(0, PARAM_HEADER_BEFORE);
    HAS(1, PARAM_HEADER_BEFORE);
    HAS_NOT(2, PARAM_HEADER_BEFORE);
}

TEST(the_callee_frees_for_its_caller)
{
    struct facts facts = {0};
    struct arena arena = {0};
    written_facts(&facts);
    written_function(&facts, "outer", "(COMPOUND (CALL#6 (FUNCTION#6) p1))");
    written_function(&facts, "inner", "(COMPOUND (CALL#7 (FUNCTION#7) p0))");
    written_function(&facts, "last", "(COMPOUND (CALL#2 (FUNCTION#2) p0) (CALL#5 (FUNCTION#5) N p0))");
    struct param_uses **program = param_uses_program(&facts, &arena);
    CU_ASSERT_TRUE(program[5][1].flags & PARAM_FREED);
    CU_ASSERT_FALSE(program[5][0].flags & PARAM_FREED);
    arena_release(&arena);
    facts_release(&facts);
}

TEST(the_callee_touches_for_its_caller)
{
    struct facts facts = {0};
    struct arena arena = {0};
    written_facts(&facts);
    written_function(&facts, "outer", "(COMPOUND (CALL#6 (FUNCTION#6) p1 p0 40))");
    written_function(&facts, "inner",
                     "(COMPOUND (CALL#0 (FUNCTION#0) p0 p1 i2) (RETURN (CAST.LOAD:c (SUBSCRIPT:c p1 99))))");
    struct param_uses **program = param_uses_program(&facts, &arena);
    CU_ASSERT_EQUAL(program[5][1].least_bytes, 40);
    CU_ASSERT_EQUAL(program[5][0].least_bytes, 100);
    arena_release(&arena);
    facts_release(&facts);
}

UNIT_TESTS("model/param_uses", CASE(a_record_that_ends_where_the_pointer_points_is_its_header),
           CASE(a_subscript_is_a_read_and_tells_the_largest_index), CASE(a_write_before_the_read_is_no_read_first),
           CASE(a_compound_assignment_reads_first), CASE(comparisons_are_seen_from_the_parameter),
           CASE(only_the_condition_is_a_test), CASE(divisors_shifts_and_switches_are_told_apart),
           CASE(memcpy_pairs_the_buffers_with_their_length), CASE(a_loop_pairs_the_pointer_with_its_bound),
           CASE(a_loop_that_counts_down_pairs_too), CASE(two_fields_of_one_local_struct_pair),
           CASE(a_name_pairs_what_no_use_does), CASE(a_local_copy_counts_as_the_parameter),
           CASE(a_local_with_two_sources_is_no_copy), CASE(a_field_of_it_is_not_the_parameter),
           CASE(a_length_for_a_part_of_it_is_not_its_own),
           CASE(a_call_with_a_constant_length_tells_what_is_touched_at_least), CASE(the_callee_touches_for_its_caller),
           CASE(what_goes_into_a_global_or_the_result_gets_out),
           CASE(what_a_void_pointer_is_turned_into_is_what_it_means),
           CASE(a_void_pointer_of_two_types_or_behind_a_header_means_none), CASE(the_callee_frees_for_its_caller))
