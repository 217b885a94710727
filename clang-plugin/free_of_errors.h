/* Which declarations of a unit that does not compile are whole. */
#ifndef CET_CLANG_PLUGIN_FREE_OF_ERRORS_H
#define CET_CLANG_PLUGIN_FREE_OF_ERRORS_H

#include "clang/AST/DeclBase.h"

namespace cet
{

/* False: it is invalid, or something in it stands for what clang could not understand. */
bool is_free_of_errors(const clang::Decl &declaration);

} // namespace cet

#endif
