/* What two copies of a function keep in common when names and literals were changed. */
#ifndef CET_PLUGIN_TOKEN_HASH_H
#define CET_PLUGIN_TOKEN_HASH_H

#include "lowering.h"

namespace cet
{

/* Over the kinds of the tokens in the range as written, macros as their calls; comments and layout do not count. */
uint64_t token_hash(lowering &low, clang::SourceRange range);

} // namespace cet

#endif
