/* Lets C compare the mutants of a finished module: LLVM's optimiser and its comparison of functions. */
#ifndef CET_PLUGIN_EQUIVALENCE_HELP_H
#define CET_PLUGIN_EQUIVALENCE_HELP_H

#include <cstdint>
#include <vector>

#include "model.h"

struct mutate_unit;

namespace llvm
{
class Module;
}

namespace cet
{

/* The module keeps its own code, without markers. wanted: sorted ids of those to be compared; NULL: all. */
void compare_mutants(struct mutate_unit *unit, llvm::Module &module, const std::vector<uint64_t> *wanted,
                     struct strbuf &out);

} // namespace cet

#endif
