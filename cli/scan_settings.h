/* What a scan runs with: from the command line, else from "scan" in a cet.json, else the standard.
 *
 *     struct scan_settings settings;
 *     if (scan_settings_choose(&units.project, args.checks, args.level, &settings, &err) != STATUS_OK) ... */
#ifndef CET_CLI_SCAN_SETTINGS_H
#define CET_CLI_SCAN_SETTINGS_H

#include "cet/check/check.h"
#include "cet/core/error.h"
#include "cet/model/project.h"

struct scan_settings {
    const char *checks; /* globs, NULL: all */
    enum finding_level level;
    struct check_thresholds thresholds;
};

/* checks and level are what the command line says, NULL: nothing. Texts stay where they are. A project without a
 * folder, because no file is behind it, stands for the cet.json of the current folder, if there is one. STATUS_INVALID
 * for globs that choose no check, for a level and for a threshold that does not exist. */
enum status scan_settings_choose(struct project *project, const char *checks, const char *level,
                                 struct scan_settings *ret_settings, struct error *err);

#endif
