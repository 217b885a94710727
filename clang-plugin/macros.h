/* Macros: all that user files define, others once a user file expands them; and which macro a token comes from. */
#ifndef CET_PLUGIN_MACROS_H
#define CET_PLUGIN_MACROS_H

#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseMap.h"

#include "files.h"
#include "places.h"

namespace cet
{

struct token_origin {
    uint32_t macro = NO_ID;
    bool is_argument = false; /* written in an argument of the macro, not in its body */
};

class macro_table
{
  public:
    macro_table(unit &unit_tables, file_table &file_views, place_reader &place_source,
                clang::Preprocessor &preprocessor_state)
        : tables(unit_tables), files(file_views), places(place_source), preprocessor(preprocessor_state)
    {
    }

    void defined(const clang::Token &name, const clang::MacroInfo *macro);
    void expanded(const clang::Token &name, const clang::MacroInfo *macro);
    /* The innermost macro that a token comes from. */
    token_origin origin(clang::SourceLocation location);
    /* Values of bodies that are integer constant expressions, by the definitions in force at the end of the unit. */
    void evaluate_all();

  private:
    uint32_t id(llvm::StringRef name, const clang::MacroInfo *macro);
    uint32_t called_at(clang::SourceLocation name_location);

    struct named_macro {
        llvm::StringRef name;
        const clang::MacroInfo *macro;
    };
    unit &tables;
    file_table &files;
    place_reader &places;
    clang::Preprocessor &preprocessor;
    llvm::DenseMap<const clang::MacroInfo *, uint32_t> ids;
    std::vector<const clang::MacroInfo *> infos;              /* by id */
    llvm::DenseMap<clang::SourceLocation, named_macro> calls; /* by the place of the name, in user files */
};

} // namespace cet

#endif
