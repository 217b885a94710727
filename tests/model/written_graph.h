/* Functions written down as expressions, so that a test shows the tree that it asks about:
 *
 *     written_function(&facts, "f", "(RETURN (BINARY.DIV i0 i1))");
 *
 * A node is (KIND.OPERATOR:TYPE#SYMBOL=VALUE children...); operator, type, symbol and value may be left out. Types: i
 * int, c char, p char *, s struct item {int count; char *text;}, q struct item *, v void, w void *. Short forms: p0 is
 * parameter 0 as char * that is loaded, i1 parameter 1 as int, q2 as struct item *; P0, I1, Q2 the same not loaded; a
 * number is an int literal, N a null pointer. */
#ifndef CET_TESTS_MODEL_WRITTEN_GRAPH_H
#define CET_TESTS_MODEL_WRITTEN_GRAPH_H

#include "cet/model/facts.h"

/* The facts' types, and the functions memcpy, strlen, free, m_lock, m_unlock (ids 0 to 4), and global `shared` (0). */
void written_facts(struct facts *facts);
/* Adds a defined function with 4 parameters a, b, c, d (types i or as first used), 4 locals; returns it. */
struct fact_function *written_function(struct facts *facts, const char *id, const char *body);

#endif
