/* Where a unit's facts go: into the object that is being generated, and into a side file when one is named. */
#ifndef CET_PLUGIN_EMIT_FACTS_H
#define CET_PLUGIN_EMIT_FACTS_H

#include <string>

#include "clang/Frontend/CompilerInstance.h"

#include "model.h"

namespace cet
{

/* The text of the facts as one compressed frame, the caller's; frames may follow each other in a section. */
struct strbuf pack_facts(const struct facts &facts);
/* Hands the frame to the code generator as an `asm` at file scope. Call it before the unit ends for the generator. */
void put_into_object(clang::CompilerInstance &compiler, llvm::StringRef frame);
/* A failure is an error of the compilation. */
void write_side_file(clang::CompilerInstance &compiler, const std::string &path, llvm::StringRef frame);

} // namespace cet

#endif
