/* A finished module handed to the C code that realises mutants, with the helpers that LLVM's C interface lacks. */
#ifndef CET_PLUGIN_MUTATE_MODULE_H
#define CET_PLUGIN_MUTATE_MODULE_H

#include "model.h"

extern "C" {
#include "cet/mutate/embed.h"
}

namespace llvm
{
class Module;
}

namespace cet
{

const struct mutate_help *mutate_module_help();
void mutate_module(struct mutate_unit *unit, llvm::Module &module);

} // namespace cet

#endif
