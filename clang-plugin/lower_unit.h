/* Lowers declarations as the parser delivers them, and finishes the unit's tables at its end. */
#ifndef CET_PLUGIN_LOWER_UNIT_H
#define CET_PLUGIN_LOWER_UNIT_H

#include "lowered_body.h"
#include "lowering.h"

namespace cet
{

/* Called for each lowered body; may be empty. */
using body_hook = void (*)(const lowered_body &body);

void lower_declaration(lowering &low, clang::Decl *declaration, body_hook hook);

} // namespace cet

#endif
