/* The short JSON: totals and what was not reached. */
#include "coverage_writers.h"

void coverage_put_totals(struct json_writer *json, const struct coverage_totals *totals)
{
    json_uint(json, "lines", totals->lines);
    json_uint(json, "linesHit", totals->lines_hit);
    json_uint(json, "branches", totals->branches);
    json_uint(json, "branchesTaken", totals->branches_taken);
    json_uint(json, "functions", totals->functions);
    json_uint(json, "functionsHit", totals->functions_hit);
    if (totals->conditions) {
        json_uint(json, "conditions", totals->conditions);
        json_uint(json, "conditionsMet", totals->conditions_met);
    }
}

static void put_totals(struct json_writer *json, const struct coverage_totals *totals)
{
    json_object_begin(json, "totals");
    coverage_put_totals(json, totals);
    json_object_end(json);
}

void coverage_begin_summary(struct coverage_writing *writing)
{
    struct json_writer *json = &writing->json;
    *json = (struct json_writer){.out = writing->out, .indent = 2};
    json_object_begin(json, NULL);
    json_string(json, "format", COVERAGE_FORMAT);
    json_int(json, "version", COVERAGE_VERSION);
    json_string(json, "compiler", writing->outline.about->compiler);
    put_totals(json, &writing->outline.totals);
    json_array_begin(json, "files");
}

void coverage_file_summary(struct coverage_writing *writing, const struct coverage_file *file)
{
    struct json_writer *json = &writing->json;
    json_object_begin(json, NULL);
    json_string(json, "path", file->path);
    put_totals(json, &writing->outline.file_totals[writing->next]);
    json_array_begin(json, "uncoveredLines");
    for (size_t i = 0; i < file->line_count; i++)
        if (!file->lines[i].hits)
            json_uint(json, NULL, file->lines[i].line);
    json_array_end(json);
    json_array_begin(json, "uncoveredFunctions");
    for (size_t i = 0; i < file->function_count; i++)
        if (!file->functions[i].hits)
            json_string(json, NULL, file->functions[i].name);
    json_array_end(json);
    json_object_end(json);
}

void coverage_end_summary(struct coverage_writing *writing)
{
    json_array_end(&writing->json);
    json_object_end(&writing->json);
}
