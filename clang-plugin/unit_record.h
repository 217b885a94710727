/* The unit's own record: which file, compiled how. */
#ifndef CET_PLUGIN_UNIT_RECORD_H
#define CET_PLUGIN_UNIT_RECORD_H

#include "lowering.h"

namespace cet
{

fact_unit describe_unit(lowering &low);

} // namespace cet

#endif
