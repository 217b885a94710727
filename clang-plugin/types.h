/* The type table: a type once, typedef names and qualifiers kept, all other sugar removed. */
#ifndef CET_PLUGIN_TYPES_H
#define CET_PLUGIN_TYPES_H

#include <map>
#include <tuple>
#include <vector>

#include "clang/AST/ASTContext.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"

#include "files.h"
#include "places.h"

namespace cet
{

class type_table
{
  public:
    type_table(unit &unit_tables, file_table &file_views, place_reader &place_source, clang::ASTContext &ast);

    /* Hands out an id at once; size, fields and enumerators follow with fill_pending, because a type may be named
     * before it is complete, and inside itself. */
    uint32_t id(clang::QualType type);
    void fill_pending();

  private:
    struct shape { /* what tells two types apart besides their spelling */
        const char *spelling;
        const void *declaration;
        uint32_t flags;
        uint32_t target;
        uint64_t count;
        uint64_t params_hash;
        auto operator<(const shape &other) const
        {
            return std::tie(spelling, declaration, flags, target, count, params_hash) <
                   std::tie(other.spelling, other.declaration, other.flags, other.target, other.count,
                            other.params_hash);
        }
    };
    uint32_t add(clang::QualType type);
    const void *describe(clang::QualType type, fact_type &record);
    void describe_builtin(const clang::BuiltinType *type, fact_type &record);
    void describe_declared(const clang::NamedDecl *declaration, fact_type &record);
    void describe_tag(const clang::TagDecl *tag, fact_type &record);
    void describe_array(const clang::ArrayType *type, fact_type &record);
    void describe_function(const clang::FunctionType *type, fact_type &record);
    bool fill(uint32_t type, clang::QualType source);
    void fill_fields(uint32_t type, const clang::RecordDecl *definition);
    void fill_enumerators(uint32_t type, const clang::EnumDecl *definition);

    unit &tables;
    file_table &files;
    place_reader &places;
    clang::ASTContext &context;
    clang::PrintingPolicy policy;
    llvm::DenseMap<void *, uint32_t> ids; /* by QualType as clang holds it, and by the one without sugar */
    std::map<shape, uint32_t> known;
    std::vector<std::pair<uint32_t, clang::QualType>> pending;
};

} // namespace cet

#endif
