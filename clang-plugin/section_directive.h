/* Bytes beside the code of an object, written in assembler. */
#ifndef CET_PLUGIN_SECTION_DIRECTIVE_H
#define CET_PLUGIN_SECTION_DIRECTIVE_H

#include <string>

#include "clang/Frontend/CompilerInstance.h"
#include "llvm/ADT/StringRef.h"

namespace cet
{

std::string section_directive(clang::CompilerInstance &compiler, const char *section, llvm::StringRef frame);

} // namespace cet

#endif
