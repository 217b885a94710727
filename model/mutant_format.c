/* Sets of mutants as text: one JSON object a line, the first line names the format. */
#include "cet/core/json.h"
#include "cet/model/mutant.h"

static void format_verdict(struct json_writer *json, const struct mutant *m)
{
    json_string(json, "status", mutant_status_text(m->status));
    if (m->ignored_as)
        json_string(json, "ignored_as", mutant_ignored_text(m->ignored_as));
    if (m->reason)
        json_string(json, "reason", m->reason);
    if (m->killed_kind)
        json_string(json, "killed_kind", mutant_kill_text(m->killed_kind));
    if (m->killed_by)
        json_string(json, "killed_by", m->killed_by);
}

static void format_mutant(const struct mutant *m, struct strbuf *out)
{
    struct json_writer json = {.out = out};
    json_object_begin(&json, NULL);
    json_string(&json, "id", m->id);
    json_string(&json, "operator", m->operator_name);
    if (*m->group)
        json_string(&json, "group", m->group);
    json_string(&json, "path", m->path);
    json_string(&json, "function", m->function);
    json_array_begin(&json, "range");
    json_uint(&json, NULL, m->line);
    json_uint(&json, NULL, m->column);
    json_uint(&json, NULL, m->end_line);
    json_uint(&json, NULL, m->end_column);
    json_array_end(&json);
    json_string(&json, "original", m->original);
    json_string(&json, "replacement", m->replacement);
    if (*m->context)
        json_string(&json, "context", m->context);
    format_verdict(&json, m);
    if (m->covered_by_count) {
        json_array_begin(&json, "covered_by");
        for (uint32_t i = 0; i < m->covered_by_count; i++)
            json_string(&json, NULL, m->covered_by[i]);
        json_array_end(&json);
    }
    if (m->hits)
        json_uint(&json, "hits", m->hits);
    if (m->duration_ms > 0)
        json_number(&json, "duration_ms", m->duration_ms);
    if (m->cpu_ms > 0)
        json_number(&json, "cpu_ms", m->cpu_ms);
    json_object_end(&json);
    strbuf_add_char(out, '\n');
}

static void end_line(struct json_writer *json)
{
    json_object_end(json);
    strbuf_add_char(json->out, '\n');
}

static void format_about(const struct mutant_set *set, struct strbuf *out)
{
    for (size_t i = 0; i < set->file_count; i++) {
        struct json_writer json = {.out = out};
        json_object_begin(&json, NULL);
        json_string(&json, "file", set->files[i].path);
        json_string(&json, "digest", set->files[i].digest);
        end_line(&json);
    }
    for (size_t i = 0; i < set->note_count; i++) {
        struct json_writer json = {.out = out};
        json_object_begin(&json, NULL);
        json_string(&json, "note", set->notes[i]);
        end_line(&json);
    }
    for (size_t i = 0; i < set->unused_count; i++) {
        struct json_writer json = {.out = out};
        json_object_begin(&json, NULL);
        json_string(&json, "unused_suppression", set->unused[i].path);
        json_uint(&json, "line", set->unused[i].line);
        end_line(&json);
    }
}

void mutant_set_format(const struct mutant_set *set, struct strbuf *out)
{
    struct json_writer json = {.out = out};
    json_object_begin(&json, NULL);
    json_string(&json, "format", MUTANTS_FORMAT);
    json_uint(&json, "version", MUTANTS_VERSION);
    if (*set->tool)
        json_string(&json, "tool", set->tool);
    end_line(&json);
    format_about(set, out);
    for (size_t i = 0; i < set->count; i++)
        format_mutant(&set->items[i], out);
}
