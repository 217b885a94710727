/* Whatever the bytes: refused in one line, or a project whose sources exist and whose thresholds are ratios. */
#include "cet/core/file.h"
#include "cet/model/project.h"
#include "core/fuzz_reader.h"

static void check_ratio(double ratio)
{
    if (!(ratio >= 0 && ratio <= 1))
        abort();
}

static void check(const struct project *project)
{
    if (project->source_count == 0 && !project->scan.is_given && !project->ci.is_given && !project->coverage.is_given)
        abort();
    for (size_t i = 0; i < project->source_count; i++)
        if (project->sources[i][0] != '/' || !file_exists(project->sources[i]))
            abort();
    for (size_t i = 0; i < project->cflag_count; i++)
        if (!project->cflags[i])
            abort();
    check_ratio(project->thresholds.line_ratio);
    check_ratio(project->thresholds.branch_ratio);
    check_ratio(project->thresholds.mutation_ratio);
}

FUZZ_READER(struct project, project_load, project_release, check)
