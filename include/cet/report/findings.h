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

/* "path:line:column: level: message [rule]", the source line and a caret, as compilers print it. */
void report_findings_text(const struct finding_set *findings, const char *root, struct strbuf *out);

/* SARIF 2.1.0 as GitHub reads it: all rules declared, one-line regions, partialFingerprints. */
void report_findings_sarif(const struct finding_set *findings, const struct report_rule *rules, size_t rule_count,
                           const char *root, const char *tool_version, struct strbuf *out);

#endif
