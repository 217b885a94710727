/* Runs the checks that need one unit only, and says what they find as clang's own warnings. */
#ifndef CET_PLUGIN_REPORT_FINDINGS_H
#define CET_PLUGIN_REPORT_FINDINGS_H

#include <string>
#include <vector>

#include "lowering.h"

namespace cet
{

/* globs: as check=GLOB gives them; none: all checks. The unit must be finished. */
void report_findings(lowering &low, const std::vector<std::string> &globs);

} // namespace cet

#endif
