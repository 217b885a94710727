#include "clang_versions.h"
#include "types.h"

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/RecordLayout.h"

namespace cet
{

type_table::type_table(unit &unit_tables, file_table &file_views, place_reader &place_source, clang::ASTContext &ast)
    : tables(unit_tables), files(file_views), places(place_source), context(ast), policy(ast.getPrintingPolicy())
{
    policy.AnonymousTagLocations = false;
}

/* Down to the next layer that the model knows: parentheses, attributes, typeof, adjusted parameters and elaborations
 * ("struct" before a tag) are transparent. */
static clang::QualType without_sugar(clang::QualType type, const clang::ASTContext &context)
{
    for (;;) {
        switch (type->getTypeClass()) {
        case clang::Type::Typedef:
        case clang::Type::Builtin:
        case clang::Type::Pointer:
        case clang::Type::Record:
        case clang::Type::Enum:
        case clang::Type::ConstantArray:
        case clang::Type::IncompleteArray:
        case clang::Type::VariableArray:
        case clang::Type::FunctionProto:
        case clang::Type::FunctionNoProto:
            return type;
        default:
            break;
        }
        clang::QualType next = type.getSingleStepDesugaredType(context);
        if (next == type)
            return type;
        type = next;
    }
}

uint32_t type_table::id(clang::QualType type)
{
    auto entry = ids.find(type.getAsOpaquePtr());
    if (entry != ids.end())
        return entry->second;
    clang::QualType bare = without_sugar(type, context);
    entry = ids.find(bare.getAsOpaquePtr());
    uint32_t result = entry != ids.end() ? entry->second : add(bare);
    ids[type.getAsOpaquePtr()] = result;
    ids[bare.getAsOpaquePtr()] = result;
    return result;
}

uint32_t type_table::add(clang::QualType type)
{
    fact_type record = {};
    record.target = NO_ID;
    record.name = "";
    record.place = {NO_ID, 0, 0};
    record.spelling = tables.keep(type.getAsString(policy));
    record.flags |= type.isLocalConstQualified() ? TYPE_FLAG_CONST : 0;
    record.flags |= type.isLocalVolatileQualified() ? TYPE_FLAG_VOLATILE : 0;
    record.flags |= type.isLocalRestrictQualified() ? TYPE_FLAG_RESTRICT : 0;
    const void *declaration = describe(type, record);

    uint64_t params_hash = hash_bytes(HASH_START, record.params, record.param_count * sizeof *record.params);
    shape key = {record.spelling, declaration, record.flags, record.target, record.count, params_hash};
    auto [entry, is_new] = known.try_emplace(key, static_cast<uint32_t>(tables.types.size()));
    if (is_new) {
        tables.types.push_back(record);
        pending.emplace_back(entry->second, type);
    }
    return entry->second;
}

/* Returns the declaration that makes the type, NULL for those that are made by their shape. */
const void *type_table::describe(clang::QualType type, fact_type &record)
{
    const clang::Type *plain = type.getTypePtr();
    if (const auto *alias = llvm::dyn_cast<clang::TypedefType>(plain)) {
        record.kind = TYPE_TYPEDEF;
        describe_declared(alias->getDecl(), record);
        record.target = id(alias->getDecl()->getUnderlyingType());
        return alias->getDecl()->getCanonicalDecl();
    }
    if (const auto *tagged = llvm::dyn_cast<clang::TagType>(plain)) {
        describe_tag(tagged->getDecl(), record);
        return tagged->getDecl()->getCanonicalDecl();
    }
    if (const auto *builtin = llvm::dyn_cast<clang::BuiltinType>(plain)) {
        describe_builtin(builtin, record);
    } else if (const auto *pointer = llvm::dyn_cast<clang::PointerType>(plain)) {
        record.kind = TYPE_POINTER;
        record.target = id(pointer->getPointeeType());
    } else if (const auto *array = llvm::dyn_cast<clang::ArrayType>(plain)) {
        describe_array(array, record);
    } else if (const auto *function = llvm::dyn_cast<clang::FunctionType>(plain)) {
        describe_function(function, record);
    } else if (const auto *vector = llvm::dyn_cast<clang::VectorType>(plain)) {
        record.kind = TYPE_VECTOR;
        record.target = id(vector->getElementType());
        record.count = vector->getNumElements();
    } else if (const auto *complex = llvm::dyn_cast<clang::ComplexType>(plain)) {
        record.kind = TYPE_COMPLEX;
        record.target = id(complex->getElementType());
    } else if (const auto *atomic = llvm::dyn_cast<clang::AtomicType>(plain)) {
        const void *declaration = describe(without_sugar(atomic->getValueType(), context), record);
        record.flags |= TYPE_FLAG_ATOMIC;
        return declaration;
    } else if (const auto *wide = llvm::dyn_cast<clang::BitIntType>(plain)) {
        record.kind = TYPE_INT;
        record.flags |= wide->isSigned() ? TYPE_FLAG_SIGNED : 0;
    } else {
        record.kind = TYPE_OTHER;
    }
    return nullptr;
}

void type_table::describe_builtin(const clang::BuiltinType *type, fact_type &record)
{
    if (type->isVoidType())
        record.kind = TYPE_VOID;
    else if (type->getKind() == clang::BuiltinType::Bool)
        record.kind = TYPE_BOOL;
    else if (type->isInteger())
        record.kind = TYPE_INT;
    else if (type->isFloatingPoint())
        record.kind = TYPE_FLOAT;
    else
        record.kind = TYPE_OTHER;
    record.flags |= type->isSignedInteger() ? TYPE_FLAG_SIGNED : 0;
    record.flags |= type->isCharType() || type->getKind() == clang::BuiltinType::SChar ? TYPE_FLAG_CHARACTER : 0;
}

void type_table::describe_declared(const clang::NamedDecl *declaration, fact_type &record)
{
    if (declaration->getIdentifier() != nullptr)
        record.name = tables.keep(declaration->getName());
    record.place = places.seen_place(declaration->getLocation());
    if (record.place.file == NO_ID || !files.is_user(declaration->getLocation()))
        record.flags |= TYPE_FLAG_SYSTEM;
}

void type_table::describe_tag(const clang::TagDecl *tag, fact_type &record)
{
    if (const clang::TagDecl *definition = tag->getDefinition())
        tag = definition;
    record.kind = tag->isEnum() ? TYPE_ENUM : tag->isUnion() ? TYPE_UNION : TYPE_STRUCT;
    describe_declared(tag, record);
    record.flags |= tag->getIdentifier() == nullptr ? TYPE_FLAG_ANONYMOUS : 0;
}

void type_table::describe_array(const clang::ArrayType *type, fact_type &record)
{
    record.kind = TYPE_ARRAY;
    record.target = id(type->getElementType());
    if (const auto *constant = llvm::dyn_cast<clang::ConstantArrayType>(type))
        record.count = element_count(constant);
    else if (llvm::isa<clang::VariableArrayType>(type))
        record.flags |= TYPE_FLAG_VLA;
    else
        record.flags |= TYPE_FLAG_INCOMPLETE;
}

void type_table::describe_function(const clang::FunctionType *type, fact_type &record)
{
    record.kind = TYPE_FUNCTION;
    record.target = id(type->getReturnType());
    const auto *prototype = llvm::dyn_cast<clang::FunctionProtoType>(type);
    if (prototype == nullptr) {
        record.flags |= TYPE_FLAG_NO_PROTOTYPE;
        return;
    }
    record.flags |= prototype->isVariadic() ? TYPE_FLAG_VARIADIC : 0;
    std::vector<uint32_t> params;
    for (clang::QualType param : prototype->param_types())
        params.push_back(id(param));
    record.params = tables.keep_array(params);
    record.param_count = static_cast<uint32_t>(params.size());
}

void type_table::fill_pending()
{
    std::vector<std::pair<uint32_t, clang::QualType>> incomplete;
    while (!pending.empty()) { /* fields name further types */
        auto [type, source] = pending.back();
        pending.pop_back();
        if (!fill(type, source))
            incomplete.emplace_back(type, source);
    }
    pending = std::move(incomplete);
}

/* False while the type is incomplete. */
bool type_table::fill(uint32_t type, clang::QualType source)
{
    if (source->isFunctionType() || source->isVoidType() || source->isPlaceholderType() ||
        llvm::isa<clang::IncompleteArrayType>(source.getTypePtr()))
        return true;
    const clang::TagDecl *definition = nullptr;
    if (const auto *tagged = llvm::dyn_cast<clang::TagType>(source.getTypePtr()))
        definition = tagged->getDecl()->getDefinition();
    if (source->isIncompleteType() || (definition != nullptr && definition->isInvalidDecl())) {
        tables.types[type].flags |= TYPE_FLAG_INCOMPLETE;
        return false;
    }
    tables.types[type].flags &= ~static_cast<uint32_t>(TYPE_FLAG_INCOMPLETE);
    bool is_variable = source->isVariablyModifiedType() && source->isArrayType();
    clang::TypeInfoChars size = context.getTypeInfoInChars(source);
    tables.types[type].size_bytes = is_variable ? 0 : static_cast<uint64_t>(size.Width.getQuantity());
    tables.types[type].align_bytes = static_cast<uint32_t>(size.Align.getQuantity());
    if (const auto *record = llvm::dyn_cast_or_null<clang::RecordDecl>(definition))
        fill_fields(type, record);
    if (const auto *enumeration = llvm::dyn_cast_or_null<clang::EnumDecl>(definition))
        fill_enumerators(type, enumeration);
    return true;
}

void type_table::fill_fields(uint32_t type, const clang::RecordDecl *definition)
{
    const clang::ASTRecordLayout &layout = context.getASTRecordLayout(definition);
    std::vector<type_field> fields;
    for (const clang::FieldDecl *declared : definition->fields()) {
        type_field field = {};
        field.name = tables.keep(declared->getName());
        field.type = id(declared->getType());
        field.offset_bits = layout.getFieldOffset(declared->getFieldIndex());
        field.is_bit_field = declared->isBitField();
        field.bit_width = declared->isBitField() ? bit_width(declared, context) : 0;
        fields.push_back(field);
    }
    fact_type &record = tables.types[type]; /* id() above may have moved the table */
    record.fields = tables.keep_array(fields);
    record.field_count = static_cast<uint32_t>(fields.size());
    record.flags |= definition->hasFlexibleArrayMember() ? TYPE_FLAG_FLEXIBLE : 0;
    record.flags |= definition->hasAttr<clang::PackedAttr>() ? TYPE_FLAG_PACKED : 0;
    record.place = places.seen_place(definition->getLocation());
}

void type_table::fill_enumerators(uint32_t type, const clang::EnumDecl *definition)
{
    std::vector<type_enumerator> enumerators;
    for (const clang::EnumConstantDecl *constant : definition->enumerators())
        enumerators.push_back({tables.keep(constant->getName()), constant->getInitVal().getExtValue()});
    uint32_t underlying = id(definition->getIntegerType());
    fact_type &record = tables.types[type];
    record.enumerators = tables.keep_array(enumerators);
    record.enumerator_count = static_cast<uint32_t>(enumerators.size());
    record.target = underlying;
    record.flags |= definition->getIntegerType()->isSignedIntegerType() ? TYPE_FLAG_SIGNED : 0;
    record.place = places.seen_place(definition->getLocation());
}

} // namespace cet
