/* SARIF 2.1.0 (OASIS, 2020) within what GitHub's code scanning reads of it: relative URIs, regions on one line, all
 * rules declared, at most 25,000 results. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "cet/report/findings.h"
#include "source_lines.h"

#define MAX_RESULTS 25000

struct sarif {
    struct json_writer json;
    const struct finding_set *findings;
    const struct sarif_options *options;
    bool lists_suppressions; /* then all results do */
    struct map rule_index;   /* rule -> index in the list of rules, undeclared ones at its end */
    struct source_lines lines;
};

static const char *sarif_level(enum finding_level level)
{
    return level == FINDING_ERROR ? "error" : level == FINDING_WARNING ? "warning" : "note";
}

static const char *severity(enum finding_level level)
{
    return level == FINDING_ERROR ? "error" : level == FINDING_WARNING ? "warning" : "recommendation";
}

static void write_text_object(struct json_writer *json, const char *key, const char *text)
{
    json_object_begin(json, key);
    json_string(json, "text", text);
    json_object_end(json);
}

static void write_tags(struct json_writer *json, const char *cwe)
{
    json_array_begin(json, "tags");
    json_string(json, NULL, "correctness");
    if (!strncmp(cwe, "CWE-", 4)) {
        SCOPED(strbuf_release) struct strbuf tag = {0};
        strbuf_printf(&tag, "external/cwe/cwe-%03d", atoi(cwe + 4)); /* the form that GitHub shows as a link */
        json_string(json, NULL, strbuf_text(&tag));
    }
    json_array_end(json);
}

/* A second name, without the tool's and as identifiers are written: "cet-errno-stale" is ErrnoStale. */
static void write_rule_name(struct json_writer *json, const char *id)
{
    SCOPED(strbuf_release) struct strbuf name = {0};
    bool begins_word = true;
    for (const char *p = strncmp(id, "cet-", 4) ? id : id + 4; *p; p++) {
        bool is_letter = isalnum((unsigned char)*p);
        if (is_letter)
            strbuf_add_char(&name, begins_word ? (char)toupper((unsigned char)*p) : *p);
        begins_word = !is_letter;
    }
    if (name.length && strcmp(strbuf_text(&name), id) != 0)
        json_string(json, "name", strbuf_text(&name));
}

static void write_rule(struct json_writer *json, const struct report_rule *rule)
{
    json_object_begin(json, NULL);
    json_string(json, "id", rule->name);
    write_rule_name(json, rule->name);
    write_text_object(json, "shortDescription", rule->summary);
    write_text_object(json, "fullDescription", rule->summary);
    json_object_begin(json, "help");
    json_string(json, "text", rule->help);
    json_string(json, "markdown", rule->help);
    json_object_end(json);
    json_object_begin(json, "defaultConfiguration");
    json_string(json, "level", sarif_level(rule->level));
    json_object_end(json);
    json_object_begin(json, "properties");
    json_string(json, "precision", rule->precision);
    json_string(json, "problem.severity", severity(rule->level));
    write_tags(json, rule->cwe);
    json_object_end(json);
    json_object_end(json);
}

/* Findings of compilers and sanitizers bring rules that nobody described: they are declared by their name. */
static void write_rules(struct sarif *sarif)
{
    json_array_begin(&sarif->json, "rules");
    for (size_t i = 0; i < sarif->options->rule_count; i++) {
        map_set(&sarif->rule_index, sarif->options->rules[i].name, i);
        write_rule(&sarif->json, &sarif->options->rules[i]);
    }
    for (size_t i = 0; i < sarif->findings->count; i++) {
        const struct finding *finding = &sarif->findings->items[i];
        bool is_new = false;
        if (finding->state == FINDING_UNCHANGED)
            continue;
        map_add(&sarif->rule_index, finding->rule, sarif->rule_index.count, &is_new);
        if (is_new)
            write_rule(&sarif->json, &(struct report_rule){.name = finding->rule,
                                                           .level = finding->level,
                                                           .summary = finding->rule,
                                                           .help = finding->rule,
                                                           .cwe = finding->cwe,
                                                           .precision = "medium"});
    }
    json_array_end(&sarif->json);
}

/* RFC 3986: what is neither unreserved nor a slash is written as %XX. */
static void add_uri(struct strbuf *out, const char *path)
{
    for (; *path; path++) {
        unsigned char c = (unsigned char)*path;
        bool is_plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~/", c) != NULL;
        if (is_plain)
            strbuf_add_char(out, *path);
        else
            strbuf_printf(out, "%%%02X", c);
    }
}

static void write_file(struct sarif *sarif, const char *path)
{
    SCOPED(strbuf_release) struct strbuf uri = {0};
    const char *shown = sarif->options->root ? path_below(path, sarif->options->root) : path;
    if (shown[0] == '/')
        strbuf_add_text(&uri, "file://");
    add_uri(&uri, shown);
    json_object_begin(&sarif->json, "artifactLocation");
    json_string(&sarif->json, "uri", strbuf_text(&uri));
    if (shown[0] != '/')
        json_string(&sarif->json, "uriBaseId", "%SRCROOT%");
    json_object_end(&sarif->json);
}

static uint32_t character_column(struct sarif *sarif, const char *path, uint32_t line, uint32_t column)
{
    source_lines_load(&sarif->lines, path);
    return source_lines_character(&sarif->lines, line, column);
}

static void write_place(struct sarif *sarif, const char *path, uint32_t line, uint32_t column, uint32_t end_column)
{
    json_object_begin(&sarif->json, "physicalLocation");
    write_file(sarif, path);
    json_object_begin(&sarif->json, "region");
    json_uint(&sarif->json, "startLine", line ? line : 1);
    if (line && column)
        json_uint(&sarif->json, "startColumn", character_column(sarif, path, line, column));
    if (line && column && end_column > column)
        json_uint(&sarif->json, "endColumn", character_column(sarif, path, line, end_column));
    json_object_end(&sarif->json);
    json_object_end(&sarif->json);
}

static void write_notes(struct sarif *sarif, const struct finding *finding)
{
    json_array_begin(&sarif->json, "relatedLocations");
    for (uint32_t i = 0; i < finding->note_count; i++) {
        const struct finding_note *note = &finding->notes[i];
        json_object_begin(&sarif->json, NULL);
        json_uint(&sarif->json, "id", i + 1);
        write_place(sarif, note->path, note->line, note->column, 0);
        write_text_object(&sarif->json, "message", note->message);
        json_object_end(&sarif->json);
    }
    json_array_end(&sarif->json);
}

static void write_location(struct sarif *sarif, const struct finding *finding)
{
    uint32_t end_column = finding->end_line == finding->line ? finding->end_column : 0;
    json_array_begin(&sarif->json, "locations");
    json_object_begin(&sarif->json, NULL);
    write_place(sarif, finding->path, finding->line, finding->column, end_column);
    if (finding->function[0]) {
        json_array_begin(&sarif->json, "logicalLocations");
        json_object_begin(&sarif->json, NULL);
        json_string(&sarif->json, "name", finding->function);
        json_string(&sarif->json, "kind", "function");
        json_object_end(&sarif->json);
        json_array_end(&sarif->json);
    }
    json_object_end(&sarif->json);
    json_array_end(&sarif->json);
}

static void write_suppressions(struct sarif *sarif, const struct finding *finding)
{
    struct json_writer *json = &sarif->json;
    json_array_begin(json, "suppressions");
    if (finding->state != FINDING_SHOWN) {
        bool is_in_source = finding->state == FINDING_SILENCED;
        json_object_begin(json, NULL);
        json_string(json, "kind", is_in_source ? "inSource" : "external");
        if (!is_in_source || *finding->reason)
            json_string(json, "justification", is_in_source ? finding->reason : "in the baseline");
        json_object_end(json);
    }
    json_array_end(json);
}

/* Of a region that may span lines, for it is replaced and not shown. */
static void write_replacement(struct sarif *sarif, const char *path, const struct finding_fix *fix)
{
    struct json_writer *json = &sarif->json;
    json_object_begin(json, NULL);
    json_object_begin(json, "deletedRegion");
    json_uint(json, "startLine", fix->line);
    json_uint(json, "startColumn", character_column(sarif, path, fix->line, fix->column));
    json_uint(json, "endLine", fix->end_line);
    json_uint(json, "endColumn", character_column(sarif, path, fix->end_line, fix->end_column));
    json_object_end(json);
    write_text_object(json, "insertedContent", fix->replacement);
    json_object_end(json);
}

static bool has_whole_fixes(const struct finding *finding)
{
    for (uint32_t i = 0; i < finding->fix_count; i++)
        if (!finding->fixes[i].line || !finding->fixes[i].column ||
            finding->fixes[i].end_line < finding->fixes[i].line || !finding->fixes[i].end_column)
            return false;
    return finding->fix_count > 0;
}

static void write_fixes(struct sarif *sarif, const struct finding *finding)
{
    struct json_writer *json = &sarif->json;
    json_array_begin(json, "fixes");
    json_object_begin(json, NULL);
    json_array_begin(json, "artifactChanges");
    json_object_begin(json, NULL);
    write_file(sarif, finding->path);
    json_array_begin(json, "replacements");
    for (uint32_t i = 0; i < finding->fix_count; i++)
        write_replacement(sarif, finding->path, &finding->fixes[i]);
    json_array_end(json);
    json_object_end(json);
    json_array_end(json);
    json_object_end(json);
    json_array_end(json);
}

/* GitHub tells results apart by the first, others by ours. */
static void write_fingerprints(struct json_writer *json, const struct finding *finding)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    strbuf_printf(&text, "%s:1", finding->fingerprint);
    json_object_begin(json, "partialFingerprints");
    json_string(json, "primaryLocationLineHash", strbuf_text(&text));
    json_string(json, "cetFingerprint/v1", finding->fingerprint);
    json_object_end(json);
}

static void write_result(struct sarif *sarif, const struct finding *finding)
{
    uint64_t rule = 0;
    map_find(&sarif->rule_index, finding->rule, &rule);
    json_object_begin(&sarif->json, NULL);
    json_string(&sarif->json, "ruleId", finding->rule);
    json_uint(&sarif->json, "ruleIndex", rule);
    json_string(&sarif->json, "level", sarif_level(finding->level));
    write_text_object(&sarif->json, "message", finding->message);
    write_location(sarif, finding);
    if (finding->note_count)
        write_notes(sarif, finding);
    if (finding->fingerprint[0])
        write_fingerprints(&sarif->json, finding);
    if (sarif->lists_suppressions)
        write_suppressions(sarif, finding);
    if (has_whole_fixes(finding))
        write_fixes(sarif, finding);
    if (*finding->source && strcmp(finding->source, "cet") != 0) {
        json_object_begin(&sarif->json, "properties");
        json_string(&sarif->json, "source", finding->source);
        json_object_end(&sarif->json);
    }
    json_object_end(&sarif->json);
}

static void write_notification(struct json_writer *json, const char *level, const char *text)
{
    json_object_begin(json, NULL);
    json_string(json, "level", level);
    write_text_object(json, "message", text);
    json_object_end(json);
}

static void write_notifications(struct sarif *sarif, size_t left_out)
{
    const struct sarif_options *options = sarif->options;
    if (!left_out && !options->gap_count)
        return;
    json_array_begin(&sarif->json, "toolExecutionNotifications");
    for (size_t i = 0; i < options->gap_count; i++) {
        SCOPED(strbuf_release) struct strbuf text = {0};
        strbuf_printf(&text, "'%s' was not analysed: %s",
                      options->root ? path_below(options->gaps[i].path, options->root) : options->gaps[i].path,
                      options->gaps[i].why);
        write_notification(&sarif->json, "error", strbuf_text(&text));
    }
    if (left_out) {
        SCOPED(strbuf_release) struct strbuf text = {0};
        strbuf_printf(&text, "%zu findings were left out: only %d may stand in one file", left_out, MAX_RESULTS);
        write_notification(&sarif->json, "warning", strbuf_text(&text));
    }
    json_array_end(&sarif->json);
}

static void write_run(struct sarif *sarif)
{
    struct json_writer *json = &sarif->json;
    const struct finding_set *findings = sarif->findings;
    size_t listed = findings->count - finding_set_count_state(findings, FINDING_UNCHANGED);
    json_object_begin(json, "tool");
    json_object_begin(json, "driver");
    json_string(json, "name", "cet");
    json_string(json, "version", sarif->options->tool_version);
    json_string(json, "semanticVersion", sarif->options->tool_version);
    write_rules(sarif);
    json_object_end(json);
    json_object_end(json);
    json_string(json, "columnKind", "unicodeCodePoints");
    json_array_begin(json, "invocations");
    json_object_begin(json, NULL);
    json_bool(json, "executionSuccessful", true);
    write_notifications(sarif, listed < MAX_RESULTS ? 0 : listed - MAX_RESULTS);
    json_object_end(json);
    json_array_end(json);
    json_array_begin(json, "results");
    for (size_t i = 0, written = 0; i < findings->count && written < MAX_RESULTS; i++)
        if (findings->items[i].state != FINDING_UNCHANGED) {
            write_result(sarif, &findings->items[i]);
            written++;
        }
    json_array_end(json);
}

void report_findings_sarif(const struct finding_set *findings, const struct sarif_options *options, struct strbuf *out)
{
    struct sarif sarif = {.json = {.out = out, .indent = 1},
                          .findings = findings,
                          .options = options,
                          .lists_suppressions = finding_set_count_state(findings, FINDING_SILENCED) ||
                                                finding_set_count_state(findings, FINDING_IN_BASELINE)};
    json_object_begin(&sarif.json, NULL);
    json_string(&sarif.json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_string(&sarif.json, "version", "2.1.0");
    json_array_begin(&sarif.json, "runs");
    json_object_begin(&sarif.json, NULL);
    write_run(&sarif);
    json_object_end(&sarif.json);
    json_array_end(&sarif.json);
    json_object_end(&sarif.json);
    strbuf_add_char(out, '\n');
    map_release(&sarif.rule_index);
    source_lines_release(&sarif.lines);
}
