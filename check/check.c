#include "cet/check/check.h"

#include <stdarg.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/model/globs.h"
#include "locks.h"
#include "pass.h"
#include "ranges.h"
#include "resources.h"

static const struct check checks[] = {
#define CHECK(group, id, name, scope, level, cwe, precision, summary, help)                                            \
    {#group, name, CHECK_SCOPE_##scope, FINDING_##level, summary, help, cwe, precision},
#include "checks.def"
#undef CHECK
};

static void (*const run_check[])(struct check_pass *pass) = {
#define CHECK(group, id, name, scope, level, cwe, precision, summary, help) check_##id,
#include "checks.def"
#undef CHECK
};

const struct check_thresholds check_thresholds_standard = {
#define THRESHOLD(id, key, standard, what) .id = standard,
#include "cet/check/thresholds.def"
#undef THRESHOLD
};

const struct check *checks_list(size_t *ret_count)
{
    *ret_count = ARRAY_LENGTH(checks);
    return checks;
}

const struct check *checks_find(const char *name)
{
    for (size_t i = 0; i < ARRAY_LENGTH(checks); i++)
        if (!strcmp(name, checks[i].name))
            return &checks[i];
    return NULL;
}

size_t checks_chosen(const char *globs)
{
    size_t count = 0;
    for (size_t i = 0; i < ARRAY_LENGTH(checks); i++)
        count += globs_match(globs, checks[i].name);
    return count;
}

static bool is_user_file(const struct facts *facts, uint32_t file)
{
    return file < facts->file_count && !facts->files[file].is_system;
}

void check_each_function(struct check_pass *pass, check_function_fn visit)
{
    for (uint32_t i = 0; i < pass->facts->function_count; i++) {
        const struct fact_function *function = &pass->facts->functions[i];
        if (function->is_defined && function->graph.node_count && is_user_file(pass->facts, function->range.file))
            visit(pass, function);
    }
}

static enum finding_level level_of(const struct check *check, const struct check_place *place)
{
    int level = (int)check->level + place->level_shift;
    return level < FINDING_REFACTORING ? FINDING_REFACTORING
           : level > FINDING_ERROR     ? FINDING_ERROR
                                       : (enum finding_level)level;
}

void check_report(struct check_pass *pass, const struct check_place *place, const char *format, ...)
{
    const struct facts *facts = pass->facts;
    struct source_range range = place->range;
    struct check_note note = place->note;
    enum finding_level level = level_of(pass->check, place);
    if (!is_user_file(facts, range.file))
        return;
    const struct suppression *mark = suppressions_find(pass->suppressions, pass->check->name, range);
    if (level < pass->level && !mark) /* that a mark silences it is told whatever its level */
        return;
    SCOPED(strbuf_release) struct strbuf message = {0};
    va_list args;
    va_start(args, format);
    strbuf_vprintf(&message, format, args);
    va_end(args);
    struct finding_note explained = {0};
    if (note.message && note.range.file < facts->file_count)
        explained =
            (struct finding_note){facts->files[note.range.file].path, note.range.line, note.range.column, note.message};
    struct finding_fix fixes[CHECK_MAX_EDITS];
    uint32_t fix_count = 0;
    for (uint32_t i = 0; i < CHECK_MAX_EDITS && place->edits[i].replacement; i++) {
        struct source_range edited = place->edits[i].range;
        if (edited.file != range.file || !edited.line)
            break;
        fixes[fix_count++] = (struct finding_fix){edited.line, edited.column, edited.end_line, edited.end_column,
                                                  place->edits[i].replacement};
    }
    finding_set_add(mark ? pass->silenced : pass->findings,
                    &(struct finding){.rule = pass->check->name,
                                      .level = level,
                                      .path = facts->files[range.file].path,
                                      .line = range.line,
                                      .column = range.column,
                                      .end_line = range.end_line,
                                      .end_column = range.end_column,
                                      .function = place->function ? place->function->name : "",
                                      .message = strbuf_text(&message),
                                      .source = "cet",
                                      .cwe = pass->check->cwe,
                                      .notes = &explained,
                                      .note_count = explained.message != NULL,
                                      .fixes = fixes,
                                      .fix_count = fix_count,
                                      .state = mark ? FINDING_SILENCED : FINDING_SHOWN,
                                      .reason = mark ? mark->reason : ""});
}

/* A warning may turn out to be an error. */
static bool may_reach(const struct check *check, enum finding_level level)
{
    return check->level >= level || (check->level == FINDING_WARNING && level == FINDING_ERROR);
}

bool check_is_chosen(const struct check *check, const struct check_options *options)
{
    return check->scope <= options->scope && may_reach(check, options->level) &&
           globs_match(options->globs ? options->globs : "*", check->name);
}

void check_run(const struct facts *facts, const struct check_options *options, struct finding_set *findings)
{
    SCOPED(arena_release) struct arena arena = {0};
    SCOPED(suppressions_release) struct suppressions suppressions = {0};
    SCOPED(finding_set_release) struct finding_set silenced = {0};
    struct resources *resources = NULL;
    struct locks *locks = NULL;
    struct ranges_cache *ranges = NULL;
    suppressions_read(&suppressions, facts);
    for (size_t i = 0; i < ARRAY_LENGTH(checks); i++) {
        if (!check_is_chosen(&checks[i], options))
            continue;
        struct check_pass pass = {.facts = facts,
                                  .scope = options->scope,
                                  .check = &checks[i],
                                  .thresholds = options->thresholds ? options->thresholds : &check_thresholds_standard,
                                  .level = options->level,
                                  .suppressions = &suppressions,
                                  .findings = findings,
                                  .options = options,
                                  .silenced = options->silenced ? options->silenced : &silenced,
                                  .arena = &arena,
                                  .resources = &resources,
                                  .locks = &locks,
                                  .ranges = &ranges};
        run_check[i](&pass);
    }
    resources_free(resources);
    locks_release(locks);
    ranges_cache_free(ranges);
}
