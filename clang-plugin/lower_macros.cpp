#include "macros.h"

#include "macro_value.h"

namespace cet
{

#define MACRO_BODY_MAX 4096

static std::string body_text(const clang::MacroInfo *macro, clang::Preprocessor &preprocessor)
{
    std::string body;
    for (const clang::Token &token : macro->tokens()) {
        std::string text = preprocessor.getSpelling(token);
        if (body.size() + text.size() + 1 > MACRO_BODY_MAX)
            break;
        if (!body.empty())
            body += ' ';
        body += text;
    }
    return body;
}

uint32_t macro_table::id(llvm::StringRef name, const clang::MacroInfo *macro)
{
    auto [entry, is_new] = ids.try_emplace(macro, static_cast<uint32_t>(tables.macros.size()));
    if (!is_new)
        return entry->second;
    uint32_t result = entry->second;
    fact_macro record = {};
    record.name = tables.keep(name);
    record.body = tables.keep(body_text(macro, preprocessor));
    record.is_function_like = macro->isFunctionLike();
    std::vector<const char *> params;
    for (const clang::IdentifierInfo *param : macro->params())
        params.push_back(tables.keep(param->getName()));
    record.params = tables.keep_array(params);
    record.param_count = static_cast<uint32_t>(params.size());
    record.range = {NO_ID, 0, 0, 0, 0};
    if (!macro->tokens_empty())
        record.range = places.seen({macro->tokens().front().getLocation(), macro->tokens().back().getLocation()});
    else
        record.range = places.exact(macro->getDefinitionLoc(), macro->getDefinitionLoc());
    record.is_system = record.range.file != NO_ID && !files.is_user(macro->getDefinitionLoc());
    tables.macros.push_back(record);
    infos.push_back(macro);
    return result;
}

void macro_table::defined(const clang::Token &name, const clang::MacroInfo *macro)
{
    if (files.is_user(name.getLocation()))
        id(name.getIdentifierInfo()->getName(), macro);
}

void macro_table::expanded(const clang::Token &name, const clang::MacroInfo *macro)
{
    if (!files.is_user(name.getLocation()))
        return;
    bool is_new = calls.try_emplace(name.getLocation(), named_macro{name.getIdentifierInfo()->getName(), macro}).second;
    if (is_new && name.getLocation().isFileID())
        tables.macros[id(name.getIdentifierInfo()->getName(), macro)].expansions++;
}

uint32_t macro_table::called_at(clang::SourceLocation name_location)
{
    auto call = calls.find(name_location);
    return call == calls.end() ? NO_ID : id(call->second.name, call->second.macro);
}

token_origin macro_table::origin(clang::SourceLocation location)
{
    token_origin result;
    while (location.isMacroID()) {
        const buffer_record &buffer = places.buffer(location);
        clang::SourceLocation caller = buffer.caller_begin;
        result.is_argument = buffer.is_argument;
        if (!result.is_argument) {
            result.macro = called_at(caller);
            return result;
        }
        /* caller is where the body names the parameter */
        if (caller.isMacroID())
            result.macro = called_at(places.buffer(caller).caller_begin);
        location = places.immediate_spelling(location);
    }
    return result;
}

void macro_table::evaluate_all()
{
    for (uint32_t macro = 0; macro < infos.size(); macro++) {
        std::optional<int64_t> value = macro_value(*infos[macro], preprocessor);
        tables.macros[macro].has_value = value.has_value();
        tables.macros[macro].value = value.value_or(0);
    }
}

} // namespace cet
