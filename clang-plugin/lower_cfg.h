/* Clang's control flow graph of a function as blocks of the function graph. */
#ifndef CET_PLUGIN_LOWER_CFG_H
#define CET_PLUGIN_LOWER_CFG_H

#include "lower_body.h"

namespace cet
{

/* Fills the blocks, elements and successors; leaves them empty when clang can build no graph. */
void lower_cfg(lowering &low, const clang::FunctionDecl *definition, const body_graph &body, function_graph &graph);

} // namespace cet

#endif
