/* GitLab's code quality report, a subset of Code Climate's: a list of issues with unique fingerprints. */
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/report/findings.h"

static const char *severity(enum finding_level level)
{
    return level == FINDING_ERROR ? "critical" : level == FINDING_WARNING ? "major" : "minor";
}

static void write_issue(struct json_writer *json, const struct finding *finding, const char *root)
{
    json_object_begin(json, NULL);
    json_string(json, "type", "issue");
    json_string(json, "check_name", finding->rule);
    json_string(json, "description", finding->message);
    json_string(json, "severity", severity(finding->level));
    json_string(json, "fingerprint", finding->fingerprint);
    json_object_begin(json, "location");
    json_string(json, "path", root ? path_below(finding->path, root) : finding->path);
    json_object_begin(json, "lines");
    json_uint(json, "begin", finding->line ? finding->line : 1);
    json_object_end(json);
    json_object_end(json);
    json_object_end(json);
}

void report_findings_code_quality(const struct finding_set *findings, const char *root, struct strbuf *out)
{
    struct json_writer json = {.out = out, .indent = 1};
    json_array_begin(&json, NULL);
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].state == FINDING_SHOWN)
            write_issue(&json, &findings->items[i], root);
    json_array_end(&json);
    strbuf_add_char(out, '\n');
}
