/* Size and complexity of a lowered function. */
#ifndef CET_PLUGIN_METRICS_H
#define CET_PLUGIN_METRICS_H

#include "model.h"

namespace cet
{

/* Cyclomatic: decisions + 1 after McCabe, where if, loops, case, ?:, && and || decide. Cognitive: as G. A. Campbell,
 * "Cognitive Complexity" (SonarSource, 2017) has it; what a macro's body hides is not read and not counted there. */
fact_metrics measure_function(const fact_function &function, uint32_t own_id);

} // namespace cet

#endif
