#include "lowering.h"

namespace cet
{

uint32_t global_table::id(const clang::VarDecl *variable)
{
    const clang::VarDecl *canonical = variable->getCanonicalDecl();
    auto [entry, is_new] = ids.try_emplace(canonical, static_cast<uint32_t>(variables.size()));
    if (!is_new)
        return entry->second;
    uint32_t result = entry->second;
    fact_global record = {};
    record.name = low.tables.keep(variable->getName());
    record.function = NO_ID;
    variables.push_back(canonical);
    low.tables.globals.push_back(record);
    fill(result);
    return result;
}

void global_table::add_local(const clang::VarDecl *variable, uint32_t function)
{
    uint32_t global = id(variable);
    fact_global &record = low.tables.globals[global];
    record.is_local_static = true;
    record.function = function;
    llvm::StringRef outer = low.tables.functions[function].name;
    record.id = symbol_id(low, variable, (outer + "." + variable->getName()).str(), false);
}

void global_table::fill(uint32_t global)
{
    const clang::VarDecl *canonical = variables[global];
    const clang::VarDecl *latest = canonical->getMostRecentDecl();
    const clang::VarDecl *definition = canonical->getDefinition();
    if (definition == nullptr)
        definition = canonical->getActingDefinition();
    const clang::VarDecl *shown = definition != nullptr ? definition : canonical;

    fact_global record = low.tables.globals[global];
    record.linkage = latest->isExternallyVisible() ? LINKAGE_EXTERNAL : LINKAGE_STATIC;
    if (!record.is_local_static)
        record.id = symbol_id(low, shown, canonical->getName(), latest->isExternallyVisible());
    record.type = low.types.id(latest->getType());
    record.is_defined = definition != nullptr;
    record.is_system = !low.files.is_user(shown->getLocation());
    record.is_thread_local = latest->getTLSKind() != clang::VarDecl::TLS_None;
    record.has_initialiser = shown->hasInit();
    record.attributes = keeping_attributes(latest);
    record.range = low.places.seen(shown->getSourceRange());
    low.tables.globals[global] = record;
}

void global_table::list_declarations(uint32_t global)
{
    if (low.tables.globals[global].is_local_static)
        return;
    for (const clang::VarDecl *declared : variables[global]->redecls()) {
        if (!low.files.is_user(declared->getLocation()))
            continue;
        fact_declaration record = {NO_ID,
                                   global,
                                   low.types.id(declared->getType()),
                                   declared->isThisDeclarationADefinition() != clang::VarDecl::DeclarationOnly,
                                   declared->getStorageClass() == clang::SC_Extern,
                                   declared->getBeginLoc().isMacroID(),
                                   low.places.seen(declared->getSourceRange())};
        low.tables.declarations.push_back(record);
    }
}

void global_table::finish()
{
    for (uint32_t global = 0; global < variables.size(); global++) {
        fill(global);
        list_declarations(global);
    }
}

} // namespace cet
