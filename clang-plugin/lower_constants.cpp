#include "lowering.h"

#include "llvm/ADT/SmallPtrSet.h"

namespace cet
{

uint32_t constant_table::string(const clang::StringLiteral *literal, uint32_t function)
{
    llvm::StringRef bytes = literal->getBytes();
    std::string key(reinterpret_cast<const char *>(&function), sizeof function);
    key += bytes;
    auto [entry, is_new] = strings.try_emplace(key, static_cast<uint32_t>(low.tables.constants.size()));
    if (is_new) {
        fact_constant record = {};
        record.is_string = true;
        record.bytes = low.tables.keep(bytes);
        record.length = static_cast<uint32_t>(bytes.size());
        record.function = function;
        record.place = low.places.spelled_place(literal->getBeginLoc());
        low.tables.constants.push_back(record);
    }
    return entry->second;
}

void constant_table::number(int64_t value, clang::SourceLocation location, uint32_t function)
{
    if (!numbers.insert({static_cast<uint64_t>(value), function}).second)
        return;
    fact_constant record = {};
    record.value = value;
    record.bytes = "";
    record.function = function;
    record.place = low.places.spelled_place(location);
    low.tables.constants.push_back(record);
}

void constant_table::add_initialiser(const clang::Expr *initialiser)
{
    std::vector<const clang::Stmt *> open = {initialiser};
    while (!open.empty()) {
        const clang::Stmt *stmt = open.back();
        open.pop_back();
        if (stmt == nullptr)
            continue;
        if (const auto *literal = llvm::dyn_cast<clang::StringLiteral>(stmt)) {
            string(literal, NO_ID);
        } else if (const auto *integer = llvm::dyn_cast<clang::IntegerLiteral>(stmt)) {
            if (integer->getValue().getActiveBits() <= 64)
                number(static_cast<int64_t>(integer->getValue().getZExtValue()), integer->getLocation(), NO_ID);
        } else if (const auto *character = llvm::dyn_cast<clang::CharacterLiteral>(stmt)) {
            number(static_cast<int32_t>(character->getValue()), character->getLocation(), NO_ID);
        } else if (const auto *name = llvm::dyn_cast<clang::DeclRefExpr>(stmt)) {
            if (const auto *function = llvm::dyn_cast<clang::FunctionDecl>(name->getDecl()))
                low.functions.named_in_data(function);
            else if (const auto *variable = llvm::dyn_cast<clang::VarDecl>(name->getDecl()))
                low.globals.id(variable);
        }
        for (const clang::Stmt *child : stmt->children())
            open.push_back(child);
    }
}

} // namespace cet
