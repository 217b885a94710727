/* What only the preprocessor sees: includes, macros, skipped parts, comments. */
#ifndef CET_PLUGIN_LOWER_PREPROCESSOR_H
#define CET_PLUGIN_LOWER_PREPROCESSOR_H

#include <memory>

#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

#include "lowering.h"

namespace cet
{

/* For Preprocessor::addPPCallbacks; low must outlive the preprocessing. */
std::unique_ptr<clang::PPCallbacks> watch_preprocessor(lowering &low);

class comment_watcher : public clang::CommentHandler
{
  public:
    explicit comment_watcher(lowering &all) : low(all) {}
    bool HandleComment(clang::Preprocessor &preprocessor, clang::SourceRange range) override;

  private:
    lowering &low;
};

} // namespace cet

#endif
