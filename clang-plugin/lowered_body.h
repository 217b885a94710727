/* One function between its lowering and its code generation: what mutation marks its sites on.
 *
 *     void mark_sites(const lowered_body &body)
 *     {
 *         for (uint32_t node = 0; node < body.graph->node_count; node++)
 *             if (clang::Stmt *stmt = body.node_to_stmt[node])
 *                 ...
 *     }
 *
 * The hook runs inside HandleTopLevelDecl, once for each definition in user files, before the code generator's consumer
 * gets the same declaration: what it changes in the tree is what code is generated from. The facts' tables of files,
 * types, functions, globals and macros are valid for every id that the graph names; types that are completed only later
 * in the unit still carry TYPE_FLAG_INCOMPLETE. The pointers into the tables are valid during the call only, the graph
 * lives as long as the unit's facts. */
#ifndef CET_PLUGIN_LOWERED_BODY_H
#define CET_PLUGIN_LOWERED_BODY_H

#include <vector>

#include "model.h"

namespace clang
{
class ASTContext;
class FunctionDecl;
class Stmt;
} // namespace clang

namespace cet
{

struct lowered_body {
    clang::ASTContext *context;
    clang::FunctionDecl *declaration;
    const struct facts *facts;
    uint32_t function; /* index into facts->functions */
    const struct function_graph *graph;
    /* By node id. NULL for nodes without a statement of their own (absent parts of a `for`, each variable of a
     * declaration that declares several). Parentheses have no node: the statement is the one inside them. */
    std::vector<clang::Stmt *> node_to_stmt;
};

} // namespace cet

#endif
