/* What every part of lowering one translation unit can reach. Each part is a class with a file of its own. */
#ifndef CET_PLUGIN_LOWERING_H
#define CET_PLUGIN_LOWERING_H

#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"

#include "comments.h"
#include "files.h"
#include "macros.h"
#include "places.h"
#include "symbols.h"
#include "types.h"
#include "unit.h"

namespace cet
{

struct lowering {
    explicit lowering(clang::CompilerInstance &instance);

    clang::CompilerInstance &compiler;
    clang::SourceManager &sources;
    clang::ASTContext &context;
    unit tables;
    file_table files;
    place_reader places;
    comment_table comments;
    macro_table macros;
    type_table types;
    constant_table constants;
    global_table globals;
    function_table functions;
};

/* Fills what the whole unit had to be read for: types completed late, attributes and definitions of functions, macros'
 * values, the unit's own record. */
void finish_unit(lowering &low);

} // namespace cet

#endif
