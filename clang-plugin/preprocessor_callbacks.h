/* The base of whatever watches the preprocessor here, instead of clang::PPCallbacks. */
#ifndef CET_PLUGIN_PREPROCESSOR_CALLBACKS_H
#define CET_PLUGIN_PREPROCESSOR_CALLBACKS_H

#include "clang/Lex/PPCallbacks.h"

namespace cet
{

class preprocessor_callbacks : public clang::PPCallbacks
{
  public:
    /* Does nothing, but is ours: clang's own has another signature in other versions, where a table that names it could
     * not be loaded at all and version_guard.cpp would not get to say why. */
    void HasInclude(clang::SourceLocation, llvm::StringRef, bool, clang::OptionalFileEntryRef,
                    clang::SrcMgr::CharacteristicKind) override
    {
    }
};

} // namespace cet

#endif
