/* Functions, globals and constants of a unit: ids on first mention, the records' late parts in `finish`. */
#ifndef CET_PLUGIN_SYMBOLS_H
#define CET_PLUGIN_SYMBOLS_H

#include <set>
#include <string>
#include <vector>

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"

#include "unit.h"

namespace cet
{

struct lowering;

class function_table
{
  public:
    explicit function_table(lowering &all) : low(all) {}

    uint32_t id(const clang::FunctionDecl *function);
    void named_in_data(const clang::FunctionDecl *function);
    /* Fills the rest of the record from what is declared so far; `finish` does it for all. */
    void fill(uint32_t function);
    void finish();

  private:
    void fill_definition(fact_function &record, const clang::FunctionDecl *definition);
    void fill_params(fact_function &record, const clang::FunctionDecl *shown);
    void list_declarations(uint32_t function);
    void name_alias_target(uint32_t function);

    lowering &low;
    llvm::DenseMap<const clang::FunctionDecl *, uint32_t> ids; /* by canonical declaration */
    std::vector<const clang::FunctionDecl *> declarations;     /* by id */
};

class global_table
{
  public:
    explicit global_table(lowering &all) : low(all) {}

    uint32_t id(const clang::VarDecl *variable);
    /* A static variable inside a function. */
    void add_local(const clang::VarDecl *variable, uint32_t function);
    void finish();

  private:
    void fill(uint32_t global);
    void list_declarations(uint32_t global);

    lowering &low;
    llvm::DenseMap<const clang::VarDecl *, uint32_t> ids; /* by canonical declaration */
    std::vector<const clang::VarDecl *> variables;        /* by id */
};

/* A constant is listed once for each function, and once for all tables outside functions, at its first place. */
class constant_table
{
  public:
    explicit constant_table(lowering &all) : low(all) {}

    uint32_t string(const clang::StringLiteral *literal, uint32_t function);
    void number(int64_t value, clang::SourceLocation location, uint32_t function);
    /* All that an initialiser outside functions names: constants, functions, other globals. */
    void add_initialiser(const clang::Expr *initialiser);

  private:
    lowering &low;
    llvm::DenseSet<std::pair<uint64_t, uint32_t>> numbers;
    llvm::StringMap<uint32_t> strings; /* the function's id, then the bytes */
};

/* ATTRIBUTE_KEPT, UNUSED and WEAK. */
uint32_t keeping_attributes(const clang::Decl *declaration);

/* "name" when the linker sees it, else "path#name" with the path (file_table::id_path) of the file that holds the
 * declaration. */
const char *symbol_id(lowering &low, const clang::NamedDecl *declaration, llvm::StringRef name, bool is_external);

} // namespace cet

#endif
