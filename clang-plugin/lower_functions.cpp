#include "clang_versions.h"
#include "lowering.h"

#include "clang/AST/Attr.h"
#include "clang/Basic/Builtins.h"

#include "token_hash.h"

namespace cet
{

const char *symbol_id(lowering &low, const clang::NamedDecl *declaration, llvm::StringRef name, bool is_external)
{
    if (is_external)
        return low.tables.keep(name);
    uint32_t file = low.places.seen_place(declaration->getLocation()).file;
    llvm::StringRef path = file == NO_ID ? llvm::StringRef() : llvm::StringRef(low.files.id_path(file));
    return low.tables.keep((path + "#" + name).str());
}

uint32_t function_table::id(const clang::FunctionDecl *function)
{
    const clang::FunctionDecl *canonical = function->getCanonicalDecl();
    auto [entry, is_new] = ids.try_emplace(canonical, static_cast<uint32_t>(declarations.size()));
    if (!is_new)
        return entry->second;
    uint32_t result = entry->second;
    fact_function record = {};
    record.doc = "";
    record.type = record.result_type = NO_ID;
    record.name = low.tables.keep(function->getName());
    record.linkage = function->isExternallyVisible() ? LINKAGE_EXTERNAL : LINKAGE_STATIC;
    record.id = symbol_id(low, function, function->getName(), function->isExternallyVisible());
    record.is_builtin = canonical->getBuiltinID() != 0;
    record.range = {NO_ID, 0, 0, 0, 0};
    declarations.push_back(canonical);
    low.tables.functions.push_back(record);
    return result;
}

void function_table::named_in_data(const clang::FunctionDecl *function)
{
    low.tables.functions[id(function)].is_named_in_data = true;
}

static enum linkage linkage_of(const clang::FunctionDecl *function, const clang::FunctionDecl *definition)
{
    if (!function->isExternallyVisible() || function->getStorageClass() == clang::SC_Static)
        return LINKAGE_STATIC;
    if (definition != nullptr && definition->isInlined() && !definition->isInlineDefinitionExternallyVisible())
        return LINKAGE_INLINE;
    return LINKAGE_EXTERNAL;
}

static uint32_t format_attribute(const clang::FunctionDecl *function, uint32_t &ret_index)
{
    uint32_t attributes = 0;
    for (const auto *format : function->specific_attrs<clang::FormatAttr>()) {
        llvm::StringRef archetype = format->getType()->getName();
        if (archetype == "printf" || archetype == "gnu_printf")
            attributes |= ATTRIBUTE_FORMAT_PRINTF;
        else if (archetype == "scanf" || archetype == "gnu_scanf")
            attributes |= ATTRIBUTE_FORMAT_SCANF;
        else
            continue;
        ret_index = static_cast<uint32_t>(format->getFormatIdx());
    }
    return attributes;
}

static bool is_kept(const clang::Decl *declaration)
{
    const auto *visibility = declaration->getAttr<clang::VisibilityAttr>();
    return declaration->hasAttr<clang::UsedAttr>() || declaration->hasAttr<clang::RetainAttr>() ||
           declaration->hasAttr<clang::SectionAttr>() || declaration->hasAttr<clang::AliasAttr>() ||
           declaration->hasAttr<clang::IFuncAttr>() || declaration->hasAttr<clang::AsmLabelAttr>() ||
           (visibility != nullptr && visibility->getVisibility() == clang::VisibilityAttr::Default);
}

uint32_t keeping_attributes(const clang::Decl *declaration)
{
    uint32_t attributes = 0;
    attributes |= is_kept(declaration) ? ATTRIBUTE_KEPT : 0;
    attributes |= declaration->hasAttr<clang::UnusedAttr>() ? ATTRIBUTE_UNUSED : 0;
    attributes |= declaration->hasAttr<clang::WeakAttr>() ? ATTRIBUTE_WEAK : 0;
    return attributes;
}

static uint32_t attributes_of(const clang::FunctionDecl *function)
{
    uint32_t attributes = keeping_attributes(function);
    attributes |= function->isNoReturn() ? ATTRIBUTE_NORETURN : 0;
    attributes |= function->hasAttr<clang::RestrictAttr>() ? ATTRIBUTE_MALLOC : 0;
    attributes |= function->hasAttr<clang::WarnUnusedResultAttr>() ? ATTRIBUTE_WARN_UNUSED_RESULT : 0;
    attributes |= function->hasAttr<clang::ReturnsNonNullAttr>() ? ATTRIBUTE_RETURNS_NONNULL : 0;
    attributes |= function->hasAttr<clang::PureAttr>() ? ATTRIBUTE_PURE : 0;
    attributes |= function->hasAttr<clang::ConstAttr>() ? ATTRIBUTE_CONST : 0;
    attributes |= function->hasAttr<clang::ConstructorAttr>() ? ATTRIBUTE_CONSTRUCTOR : 0;
    attributes |= function->hasAttr<clang::DestructorAttr>() ? ATTRIBUTE_DESTRUCTOR : 0;
    attributes |= function->hasAttr<clang::AlwaysInlineAttr>() ? ATTRIBUTE_ALWAYS_INLINE : 0;
    attributes |= function->hasAttr<clang::DeprecatedAttr>() ? ATTRIBUTE_DEPRECATED : 0;
    attributes |= function->hasAttr<clang::NakedAttr>() ? ATTRIBUTE_NAKED : 0;
    attributes |= function->hasAttr<clang::SentinelAttr>() ? ATTRIBUTE_SENTINEL : 0;
    return attributes;
}

static bool is_nonnull_param(const clang::FunctionDecl *function, const clang::ParmVarDecl *param)
{
    if (param->hasAttr<clang::NonNullAttr>())
        return true;
    for (const auto *attribute : function->specific_attrs<clang::NonNullAttr>())
        if (attribute->isNonNull(param->getFunctionScopeIndex()))
            return true;
    if (const auto *array = llvm::dyn_cast<clang::ArrayType>(param->getOriginalType().getTypePtr()))
        if (array->getSizeModifier() == static_array_size)
            return true;
    std::optional<clang::NullabilityKind> nullability = param->getOriginalType()->getNullability();
    return nullability && *nullability == clang::NullabilityKind::NonNull;
}

void function_table::fill_params(fact_function &record, const clang::FunctionDecl *shown)
{
    std::vector<fact_param> params;
    for (const clang::ParmVarDecl *declared : shown->parameters()) {
        fact_param param = {};
        param.name = low.tables.keep(declared->getName());
        param.type = low.types.id(declared->getType());
        if (const auto *array = low.context.getAsConstantArrayType(declared->getOriginalType()))
            param.declared_count = element_count(array);
        param.place = {NO_ID, 0, 0};
        if (declared->getBeginLoc().isFileID())
            param.place = low.places.seen_place(declared->getBeginLoc());
        param.is_nonnull = declared->getType()->isPointerType() && is_nonnull_param(shown, declared);
        params.push_back(param);
    }
    record.params = low.tables.keep_array(params);
    record.param_count = static_cast<uint32_t>(params.size());
}

void function_table::fill_definition(fact_function &record, const clang::FunctionDecl *definition)
{
    llvm::StringRef text = low.places.text(definition->getSourceRange());
    digest_bytes(text.data(), text.size(), record.digest);
    record.token_hash = token_hash(low, definition->getBody()->getSourceRange());
    record.is_defined = true;
}

static const char *doc_of(lowering &low, const clang::FunctionDecl *function, const source_range &definition)
{
    const char *doc = low.comments.before(definition);
    if (doc[0] != '\0')
        return doc;
    for (const clang::FunctionDecl *declared : function->redecls()) {
        doc = low.comments.before(low.places.seen(declared->getSourceRange()));
        if (doc[0] != '\0')
            return doc;
    }
    return "";
}

void function_table::fill(uint32_t function)
{
    const clang::FunctionDecl *canonical = declarations[function];
    const clang::FunctionDecl *latest = canonical->getMostRecentDecl();
    const clang::FunctionDecl *definition = canonical->getDefinition();
    /* A system header's body is of no interest: the function counts as declared. */
    if (definition != nullptr && (!definition->hasBody() || !low.files.is_user(definition->getLocation())))
        definition = nullptr;
    const clang::FunctionDecl *shown = definition != nullptr ? definition : canonical;

    fact_function record = low.tables.functions[function];
    record.linkage = linkage_of(latest, definition);
    record.id = symbol_id(low, shown, canonical->getName(), record.linkage != LINKAGE_STATIC);
    record.is_builtin = canonical->getBuiltinID() != 0;
    record.is_system = !low.files.is_user(shown->getLocation());
    record.is_inline = latest->isInlined();
    record.type = low.types.id(latest->getType());
    record.result_type = low.types.id(latest->getReturnType());
    record.is_variadic = latest->isVariadic();
    record.attributes = attributes_of(latest) | format_attribute(latest, record.format_index);
    record.range = low.places.seen(shown->getSourceRange());
    fill_params(record, definition != nullptr ? definition : latest);
    if (!record.is_system)
        record.doc = doc_of(low, canonical, record.range);
    if (definition != nullptr && !record.is_defined)
        fill_definition(record, definition);
    low.tables.functions[function] = record;
}

void function_table::list_declarations(uint32_t function)
{
    if (low.tables.functions[function].is_system && !low.tables.functions[function].is_defined)
        return;
    for (const clang::FunctionDecl *declared : declarations[function]->redecls()) {
        if (!low.files.is_user(declared->getLocation()) || (declared->isImplicit() && declared->getBuiltinID() != 0))
            continue;
        fact_declaration record = {function,
                                   NO_ID,
                                   low.types.id(declared->getType()),
                                   declared->doesThisDeclarationHaveABody(),
                                   declared->getStorageClass() == clang::SC_Extern,
                                   declared->getBeginLoc().isMacroID(),
                                   low.places.seen(declared->getSourceRange())};
        low.tables.declarations.push_back(record);
    }
}

/* What is only an alias of another function names that one. */
void function_table::name_alias_target(uint32_t function)
{
    const auto *alias = declarations[function]->getMostRecentDecl()->getAttr<clang::AliasAttr>();
    for (uint32_t other = 0; alias != nullptr && other < declarations.size(); other++)
        if (declarations[other]->getName() == alias->getAliasee())
            low.tables.functions[other].is_named_in_data = true;
}

void function_table::finish()
{
    for (uint32_t function = 0; function < declarations.size(); function++) {
        name_alias_target(function);
        fill(function);
    }
    for (uint32_t function = 0; function < declarations.size(); function++)
        list_declarations(function);
}

} // namespace cet
