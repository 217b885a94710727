#include "scan_settings.h"

#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

static const struct {
    const char *key;
    size_t offset;
} thresholds[] = {
#define THRESHOLD(id, key, standard, what) {key, offsetof(struct check_thresholds, id)},
#include "cet/check/thresholds.def"
#undef THRESHOLD
};

static enum status set_limit(const struct scan_limit *limit, struct check_thresholds *limits, struct error *err)
{
    for (size_t i = 0; i < ARRAY_LENGTH(thresholds); i++)
        if (!strcmp(limit->key, thresholds[i].key)) {
            *(uint32_t *)((char *)limits + thresholds[i].offset) = limit->number;
            return STATUS_OK;
        }
    return error_set(err, STATUS_INVALID,
                     "cet.json: unknown threshold \"%s\" in \"scan\"; docs/formats/cet-json.md lists them", limit->key);
}

static enum status choose_checks(const char *said, const char *configured, const char **ret_checks, struct error *err)
{
    const char *chosen = said ? said : configured;
    if (chosen && !checks_chosen(chosen))
        return error_set(err, STATUS_INVALID, "'%s' (%s) chooses no check; their names stand in docs/checks", chosen,
                         said ? "--checks" : "\"checks\" in cet.json");
    *ret_checks = chosen;
    return STATUS_OK;
}

static enum status choose_level(const char *text, enum finding_level *ret_level, struct error *err)
{
    *ret_level = FINDING_WARNING;
    if (text && !finding_level_find(text, ret_level))
        return error_set(err, STATUS_INVALID, "'%s' (--level) is not a level; known are refactoring, warning, error",
                         text);
    return STATUS_OK;
}

enum status scan_settings_choose(struct project *project, const char *checks, const char *level,
                                 struct scan_settings *ret_settings, struct error *err)
{
    struct scan_settings settings = {.thresholds = check_thresholds_standard};
    enum status status = STATUS_OK;
    if (!project->folder && file_exists("cet.json"))
        status = project_load("cet.json", project, err);
    const struct project_scan *scan = &project->scan;
    if (status == STATUS_OK)
        status = choose_checks(checks, scan->checks, &settings.checks, err);
    if (status == STATUS_OK)
        status = choose_level(level ? level : scan->level, &settings.level, err);
    for (size_t i = 0; i < scan->limit_count && status == STATUS_OK; i++)
        status = set_limit(&scan->limits[i], &settings.thresholds, err);
    if (status == STATUS_OK)
        *ret_settings = settings;
    return status;
}
