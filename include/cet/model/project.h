/* cet.json: what is to be judged, how it is compiled and which thresholds hold. It is both a project's configuration
 * and a tool's manifest; docs/formats/cet-json.md describes every key.
 *
 *     SCOPED(project_release) struct project project = {0};
 *     if (project_load("tool/cet.json", &project, &err) != STATUS_OK) ...
 *
 * A zeroed struct has no sources and the default thresholds (see project_defaults). */
#ifndef CET_MODEL_PROJECT_H
#define CET_MODEL_PROJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/model/corrections.h"
#include "cet/model/coverage_rules.h"
#include "cet/model/project_ci.h"

struct thresholds {
    double line_ratio; /* all 0..1 */
    double branch_ratio;
    double mutation_ratio;
};

/* A limit of a check; which keys there are is not known here. */
struct scan_limit {
    const char *key;
    uint32_t number;
};

struct project_scan {
    bool is_given;      /* the file has a "scan" */
    const char *checks; /* as --checks takes them, NULL: all */
    const char *level;  /* a finding_level's text, NULL: none is said */
    struct scan_limit *limits;
    size_t limit_count;
};

struct project {
    struct arena arena;
    const char *name;
    const char *folder;   /* absolute, of cet.json */
    const char **sources; /* absolute */
    size_t source_count;
    const char **with; /* files that define what the sources call, absolute */
    size_t with_count;
    const char **cflags;
    size_t cflag_count;
    const char **ldflags; /* what the linker needs: "-lm" */
    size_t ldflag_count;
    struct thresholds thresholds;
    uint64_t seed;
    uint64_t executions;         /* of the explorer, 0: its default */
    const char **mutate_exclude; /* globs of files or functions without mutants */
    size_t mutate_exclude_count;
    const char *mutate_operators;   /* as --operators takes them, NULL: the default set */
    double mutate_threshold_ratio;  /* of `cet mutate run`, 0: none */
    struct corrections corrections; /* of what the test generator finds out */
    const char *testgen_text;       /* the same as JSON in one line; NULL: none */
    struct project_scan scan;
    struct project_ci ci;
    struct coverage_rules coverage;
};

/* Thresholds line 0.85, branch 0.75, mutation 0.70; seed 1. */
void project_defaults(struct project *project);
void project_release(struct project *project);
/* Starts from the defaults. An unknown key, a wrong kind or a value out of range is STATUS_INVALID with the key named;
 * a source that does not exist is STATUS_NOT_FOUND. Sources are missing at most where the file has a "scan", a "ci" or
 * a "coverage". */
enum status project_load(const char *path, struct project *project, struct error *err);

#endif
