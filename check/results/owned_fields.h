/* Fields that own what they point to, and structs that are freed without them. */
#ifndef CET_CHECK_OWNED_FIELDS_H
#define CET_CHECK_OWNED_FIELDS_H

#include "pass.h"

void report_lost_fields(struct check_pass *pass);

#endif
