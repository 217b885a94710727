/* Runs the checks that need one unit only, and says what they find as clang's own warnings. */
#ifndef CET_PLUGIN_REPORT_FINDINGS_H
#define CET_PLUGIN_REPORT_FINDINGS_H

#include "arguments.h"
#include "lowering.h"

namespace cet
{

/* By the arguments' checks; none: all. The unit must be finished. */
void report_findings(lowering &low, const plugin_arguments &arguments);

} // namespace cet

#endif
