#include "report_findings.h"

#include "llvm/ADT/StringExtras.h"

extern "C" {
#include "cet/check/check.h"
}

namespace cet
{

static clang::SourceLocation location_of(lowering &low, const char *path, uint32_t line, uint32_t column)
{
    clang::FileManager &manager = low.compiler.getFileManager();
    if (clang::OptionalFileEntryRef file = manager.getOptionalFileRef(path))
        return low.sources.translateFileLineCol(*file, line, column);
    return clang::SourceLocation();
}

static clang::DiagnosticBuilder report(lowering &low, clang::DiagnosticsEngine::Level level, const std::string &form,
                                       clang::SourceLocation location, const char *message)
{
    clang::DiagnosticsEngine &diagnostics = low.compiler.getDiagnostics();
    clang::DiagnosticBuilder builder = diagnostics.Report(
        location,
        diagnostics.getDiagnosticIDs()->getCustomDiagID(static_cast<clang::DiagnosticIDs::Level>(level), form));
    builder << message;
    return builder;
}

static void add_fixes(lowering &low, const struct finding &found, clang::DiagnosticBuilder &builder)
{
    for (uint32_t i = 0; i < found.fix_count; i++) {
        const struct finding_fix &fix = found.fixes[i];
        builder << clang::FixItHint::CreateReplacement(
            clang::CharSourceRange::getCharRange(location_of(low, found.path, fix.line, fix.column),
                                                 location_of(low, found.path, fix.end_line, fix.end_column)),
            fix.replacement);
    }
}

/* Clang maps only its own warnings by -w and -Werror. */
static clang::DiagnosticsEngine::Level level_of(const clang::DiagnosticsEngine &diagnostics,
                                                const plugin_arguments &arguments, const struct finding &found)
{
    if (arguments.no_werror)
        return clang::DiagnosticsEngine::Warning;
    return found.level == FINDING_ERROR || diagnostics.getWarningsAsErrors() ? clang::DiagnosticsEngine::Error
                                                                             : clang::DiagnosticsEngine::Warning;
}

void report_findings(lowering &low, const plugin_arguments &arguments)
{
    const std::vector<std::string> &globs = arguments.checks;
    const clang::DiagnosticsEngine &diagnostics = low.compiler.getDiagnostics();
    if (diagnostics.getIgnoreAllWarnings())
        return;
    std::string chosen = llvm::join(globs, ",");
    struct check_options options = {
        CHECK_SCOPE_UNIT, globs.empty() ? nullptr : chosen.c_str(), FINDING_WARNING, nullptr, true, false, nullptr};
    struct finding_set findings = {};
    facts_index(&low.tables.facts);
    check_run(&low.tables.facts, &options, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        const struct finding &found = findings.items[i];
        {
            clang::DiagnosticBuilder builder =
                report(low, level_of(diagnostics, arguments, found), std::string("%0 [") + found.rule + "]",
                       location_of(low, found.path, found.line, found.column), found.message);
            add_fixes(low, found, builder);
        }
        for (uint32_t n = 0; n < found.note_count; n++)
            report(low, clang::DiagnosticsEngine::Note, "%0",
                   location_of(low, found.notes[n].path, found.notes[n].line, found.notes[n].column),
                   found.notes[n].message);
    }
    finding_set_release(&findings);
}

} // namespace cet
