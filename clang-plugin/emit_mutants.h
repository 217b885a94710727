/* The unit's list of mutants, carried by its object: the way for builds whose objects come from a cache or an archive.
 */
#ifndef CET_PLUGIN_EMIT_MUTANTS_H
#define CET_PLUGIN_EMIT_MUTANTS_H

#include "clang/Frontend/CompilerInstance.h"

#include "model.h"

namespace llvm
{
class Module;
}

namespace cet
{

void put_mutants_into_object(clang::CompilerInstance &compiler, llvm::Module &module, const struct strbuf &table);

} // namespace cet

#endif
