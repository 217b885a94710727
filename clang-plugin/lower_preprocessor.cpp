#include "lower_preprocessor.h"

#include "clang_versions.h"
#include "preprocessor_callbacks.h"

namespace cet
{

class preprocessor_watcher : public preprocessor_callbacks
{
  public:
    explicit preprocessor_watcher(lowering &all) : low(all) {}

    void FileChanged(clang::SourceLocation location, FileChangeReason reason, clang::SrcMgr::CharacteristicKind,
                     clang::FileID) override
    {
        /* A user's file counts even when nothing in it gets a record. */
        if (reason == EnterFile && location.isFileID() && !low.files.has_line_markers() && low.files.is_user(location))
            low.files.id(low.files.view(location));
    }

    void InclusionDirective(clang::SourceLocation hash, const clang::Token &, llvm::StringRef, bool,
                            clang::CharSourceRange, clang::OptionalFileEntryRef target, llvm::StringRef,
                            llvm::StringRef, const clang::Module *,
                            MODULE_WAS_IMPORTED clang::SrcMgr::CharacteristicKind) override
    {
        if (target && low.files.is_user(hash))
            low.tables.includes.push_back({low.places.seen_place(hash), low.files.id_of_path(target->getName())});
    }

    void MacroDefined(const clang::Token &name, const clang::MacroDirective *directive) override
    {
        low.macros.defined(name, directive->getMacroInfo());
    }

    void MacroExpands(const clang::Token &name, const clang::MacroDefinition &definition, clang::SourceRange,
                      const clang::MacroArgs *) override
    {
        if (clang::MacroInfo *macro = definition.getMacroInfo())
            low.macros.expanded(name, macro);
    }

    void SourceRangeSkipped(clang::SourceRange range, clang::SourceLocation) override
    {
        if (!low.files.is_user(range.getBegin()))
            return;
        source_range skipped = low.places.exact(range.getBegin(), range.getEnd());
        if (skipped.file != NO_ID)
            low.tables.inactive.push_back(skipped);
    }

    void If(clang::SourceLocation place, clang::SourceRange, ConditionValueKind) override { note(place); }
    void Ifdef(clang::SourceLocation place, const clang::Token &, const clang::MacroDefinition &) override
    {
        note(place);
    }
    void Ifndef(clang::SourceLocation place, const clang::Token &, const clang::MacroDefinition &) override
    {
        note(place);
    }
    void Elif(clang::SourceLocation place, clang::SourceRange, ConditionValueKind, clang::SourceLocation) override
    {
        note(place);
    }
    void Else(clang::SourceLocation place, clang::SourceLocation) override { note(place); }
    void Endif(clang::SourceLocation place, clang::SourceLocation) override { note(place); }

  private:
    void note(clang::SourceLocation directive)
    {
        if (low.files.is_user(directive))
            low.tables.conditionals.push_back(low.places.seen_place(directive));
    }

    lowering &low;
};

std::unique_ptr<clang::PPCallbacks> watch_preprocessor(lowering &low)
{
    return std::make_unique<preprocessor_watcher>(low);
}

bool comment_watcher::HandleComment(clang::Preprocessor &, clang::SourceRange range)
{
    low.comments.add(range);
    return false;
}

} // namespace cet
