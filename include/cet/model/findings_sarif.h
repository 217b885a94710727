/* Findings out of SARIF 2.1.0: what cet, and most other tools, write of them.
 *
 *     status = findings_sarif_load("scan.sarif", folder, &findings, &err);
 *
 * Read are rule, level, message, the first place with its region, related places; a result with
 * suppressions is silenced. Relative addresses are taken below folder, unless the file says where its base lies. */
#ifndef CET_MODEL_FINDINGS_SARIF_H
#define CET_MODEL_FINDINGS_SARIF_H

#include "cet/model/finding.h"

/* Adds to the set, which is untouched on failure. Results without a file's place are passed over. */
enum status findings_sarif_load(const char *path, const char *folder, struct finding_set *set, struct error *err);

#endif
