#include "macro_tokens.h"
#include "unit_test.h"

TEST(literals_are_one_token_and_parameters_are_known)
{
    const char *params[] = {"x", "text"};
    struct fact_macro macro = {.body = "f ( x , \"a \\\" b\" , ' ' ) + text", .params = params, .param_count = 2};
    struct macro_tokens tokens;
    macro_tokens_read(&macro, &tokens);
    CU_ASSERT_EQUAL_FATAL(tokens.count, 10);
    CU_ASSERT_TRUE(macro_token_is(&tokens.items[4], "\"a \\\" b\""));
    CU_ASSERT_TRUE(macro_token_is(&tokens.items[6], "' '"));
    CU_ASSERT_EQUAL(tokens.items[2].param, 0);
    CU_ASSERT_EQUAL(tokens.items[9].param, 1);
    CU_ASSERT_EQUAL(tokens.items[0].param, NO_ID);
    CU_ASSERT_TRUE(macro_token_is_name(&tokens.items[0]));
    CU_ASSERT_TRUE(macro_token_is_one_of(&tokens.items[8], "- +"));
    CU_ASSERT_FALSE(macro_token_is_one_of(&tokens.items[8], "++ -"));
}

TEST(a_body_without_tokens_has_none)
{
    struct fact_macro macro = {.body = ""};
    struct macro_tokens tokens;
    macro_tokens_read(&macro, &tokens);
    CU_ASSERT_EQUAL(tokens.count, 0);
}

UNIT_TESTS("check/macro_tokens", CASE(literals_are_one_token_and_parameters_are_known),
           CASE(a_body_without_tokens_has_none))
