#include "arguments.h"

#include "llvm/ADT/StringRef.h"

namespace cet
{

bool parse_arguments(const std::vector<std::string> &words, clang::DiagnosticsEngine &diagnostics,
                     plugin_arguments &ret_arguments)
{
    plugin_arguments arguments;
    for (const std::string &word : words) {
        auto [name, value] = llvm::StringRef(word).split('=');
        if (word == "no-facts") {
            arguments.no_facts = true;
        } else if (word == "no-werror") {
            arguments.no_werror = true;
        } else if (word == "partial-facts") {
            arguments.partial_facts = true;
        } else if (word == "mutate") {
            arguments.mutate = true;
        } else if (name == "facts-file" && !value.empty()) {
            arguments.facts_file = value.str();
        } else if (name == "mutate-file" && !value.empty()) {
            arguments.mutation.files.push_back(value.str());
        } else if (name == "mutate-operator" && !value.empty()) {
            arguments.mutation.operators.push_back(value.str());
        } else if (name == "mutate-root" && !value.empty()) {
            arguments.mutation.root = value.str();
        } else if (name == "mutate-equivalents" && !value.empty()) {
            arguments.mutation.equivalents_file = value.str();
        } else if (name == "mutate-equivalents-of" && !value.empty()) {
            arguments.mutation.wanted_file = value.str();
        } else if (name == "mutants-file" && !value.empty()) {
            arguments.mutation.mutants_file = value.str();
        } else if (name == "check" && !value.empty()) {
            arguments.checks.push_back(value.str());
        } else {
            diagnostics.Report(diagnostics.getCustomDiagID(
                clang::DiagnosticsEngine::Error,
                "cet: unknown plugin argument '%0'; known are facts-file=PATH, partial-facts, no-facts, check=GLOB, "
                "no-werror, mutate, mutate-file=PATH, mutate-operator=NAME, mutate-root=FOLDER, mutants-file=PATH, "
                "mutate-equivalents=PATH, mutate-equivalents-of=PATH"))
                << word;
            return false;
        }
    }
    ret_arguments = arguments;
    return true;
}

} // namespace cet
