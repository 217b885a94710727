/* What most of the plugin's files include of clang and LLVM, for the precompiled header; nothing includes this one:
 * each file says by itself what it needs, and compiles without it. */
#ifndef CET_PLUGIN_CLANG_HEADERS_H
#define CET_PLUGIN_CLANG_HEADERS_H

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "clang_versions.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/Module.h"

#endif
