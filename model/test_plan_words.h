/* The words of a test plan's file for its enums; find gives -1 for an unknown word. */
#ifndef CET_MODEL_TEST_PLAN_WORDS_H
#define CET_MODEL_TEST_PLAN_WORDS_H

#include "cet/model/test_plan.h"

const char *plan_value_kind_text(enum plan_value_kind kind);
const char *plan_rule_text(enum plan_rule rule);
const char *plan_expect_kind_text(enum plan_expect_kind kind);
int plan_value_kind_find(const char *text);
int plan_rule_find(const char *text);
int plan_expect_kind_find(const char *text);
int plan_kind_find(const char *text);
int plan_property_find(const char *text);

#endif
