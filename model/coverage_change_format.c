/* Coverage of new code as JSON: docs/formats/coverage-change.md. */
#include "cet/core/json.h"
#include "cet/model/coverage_change.h"
#include "coverage_writers.h"

static void format_runs(struct json_writer *json, const char *key, const struct line_run *runs, size_t count)
{
    json_array_begin(json, key);
    for (size_t i = 0; i < count; i++) {
        json_object_begin(json, NULL);
        json_uint(json, "first", runs[i].first);
        json_uint(json, "last", runs[i].last);
        json_object_end(json);
    }
    json_array_end(json);
}

static void format_totals(struct json_writer *json, const struct coverage_totals *totals, uint64_t unmeasured_lines)
{
    json_object_begin(json, "totals");
    coverage_put_totals(json, totals);
    json_uint(json, "unmeasuredLines", unmeasured_lines);
    json_object_end(json);
}

static void format_branches(struct json_writer *json, const struct coverage_change_file *file)
{
    json_array_begin(json, "branches");
    for (size_t i = 0; i < file->branch_count; i++) {
        json_object_begin(json, NULL);
        json_uint(json, "line", file->branches[i].line);
        json_uint(json, "total", file->branches[i].total);
        json_uint(json, "taken", file->branches[i].taken);
        json_object_end(json);
    }
    json_array_end(json);
}

static void format_file(struct json_writer *json, const struct coverage_change_file *file)
{
    json_object_begin(json, NULL);
    json_string(json, "path", file->path);
    json_string(json, "state", coverage_change_state_text(file->state));
    format_totals(json, &file->totals, file->unmeasured_lines);
    format_runs(json, "changedLines", file->changed, file->changed_count);
    format_runs(json, "missingLines", file->missing, file->missing_count);
    format_branches(json, file);
    json_object_end(json);
}

void coverage_change_format_json(const struct coverage_change *change, const char *base, struct strbuf *out)
{
    struct json_writer json = {.out = out, .indent = 2};
    json_object_begin(&json, NULL);
    json_string(&json, "format", COVERAGE_CHANGE_FORMAT);
    json_int(&json, "version", COVERAGE_CHANGE_VERSION);
    json_string(&json, "base", base);
    format_totals(&json, &change->totals, change->unmeasured_lines);
    json_array_begin(&json, "files");
    for (size_t i = 0; i < change->count; i++)
        format_file(&json, &change->files[i]);
    json_array_end(&json);
    json_object_end(&json);
    strbuf_add_char(out, '\n');
}
