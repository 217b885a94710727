/* Findings for people and for machines. Paths are written relative to root when they lie below it. */
#ifndef CET_REPORT_FINDINGS_H
#define CET_REPORT_FINDINGS_H

#include <stddef.h>

#include "cet/core/strbuf.h"
#include "cet/model/finding.h"

/* What is said of a rule beside its findings. */
struct report_rule {
    const char *name;
    enum finding_level level;
    const char *summary;
    const char *help; /* Markdown */
    const char *cwe;  /* "CWE-401", "" */
    const char *precision;
};

/* A file that was not looked at. */
struct report_gap {
    const char *path;
    const char *why;
};

/* "path:line:column: level: message [rule]", the source line and a caret, as compilers print it; who found it stands
 * behind when that was not cet. Like the other reports but SARIF it has only findings that are shown. */
void report_findings_text(const struct finding_set *findings, const char *root, struct strbuf *out);

struct sarif_options {
    const struct report_rule *rules;
    size_t rule_count;
    const struct report_gap *gaps;
    size_t gap_count;
    const char *root; /* NULL: paths stay absolute */
    const char *tool_version;
};

/* SARIF 2.1.0 as GitHub reads it: all rules declared, one-line regions, partialFingerprints. What marks or a baseline
 * silence is listed with its suppressions, what does not belong to a change is not; gaps are notifications. */
void report_findings_sarif(const struct finding_set *findings, const struct sarif_options *options, struct strbuf *out);

/* GitLab's code quality report: a JSON list. */
void report_findings_code_quality(const struct finding_set *findings, const char *root, struct strbuf *out);

#endif
