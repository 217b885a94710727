#include "names.h"
#include "unit_test.h"

TEST(secrets_are_told_from_what_speaks_of_them)
{
    static const char *const secrets[] = {"password", "db_password", "userPasswd", "PASSPHRASE",
                                          "secret",   "private_key", "sessionKey", "hmac_key"};
    static const char *const others[] = {
        "",          "password_file", "passwdLen",     "key",  "public_key", "pwd",   "compass",
        "is_secret", "secret_name",   "password_hint", "keys", "_",          "monkey"};
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        CU_ASSERT_TRUE(name_is_secret(secrets[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        CU_ASSERT_FALSE(name_is_secret(others[i]));
}

TEST(what_must_not_be_guessed_is_told_from_the_rest)
{
    static const char *const unguessable[] = {"token",     "session_id", "authToken",  "nonce",
                                              "saltBytes", "iv",         "csrf_token2"};
    static const char *const others[] = {"tokens_count", "token_type", "key", "private", "seed", "id", "ivory"};
    for (size_t i = 0; i < sizeof unguessable / sizeof *unguessable; i++)
        CU_ASSERT_TRUE(name_is_unguessable(unguessable[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        CU_ASSERT_FALSE(name_is_unguessable(others[i]));
}

TEST(words_are_told_apart)
{
    static const char *const words[] = {"id", "http", NULL};
    CU_ASSERT_TRUE(name_has_word("userId", words));
    CU_ASSERT_TRUE(name_has_word("USER_ID", words));
    CU_ASSERT_TRUE(name_has_word("HTTPServer", words));
    CU_ASSERT_TRUE(name_has_word("a1id2", words));
    CU_ASSERT_FALSE(name_has_word("idle", words));
    CU_ASSERT_FALSE(name_has_word("a_very_long_word_thatdoesnotendbeforeitiscutoff_x", words));
}

TEST(wipes_are_known_by_name)
{
    CU_ASSERT_TRUE(name_is_wipe("explicit_bzero"));
    CU_ASSERT_TRUE(name_is_wipe("OPENSSL_cleanse"));
    CU_ASSERT_TRUE(name_is_wipe("memset_s"));
    CU_ASSERT_TRUE(name_is_wipe("secureZeroMemory"));
    CU_ASSERT_FALSE(name_is_wipe("memset"));
    CU_ASSERT_FALSE(name_is_wipe("clear"));
}

UNIT_TESTS("check/names", CASE(secrets_are_told_from_what_speaks_of_them),
           CASE(what_must_not_be_guessed_is_told_from_the_rest), CASE(words_are_told_apart),
           CASE(wipes_are_known_by_name))
