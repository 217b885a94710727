/* Questions about types that checks ask; every id may be NO_ID. */
#ifndef CET_CHECK_TYPES_H
#define CET_CHECK_TYPES_H

#include <stdbool.h>

#include "cet/model/facts.h"

/* The type below typedefs; NULL when it is unknown. */
const struct fact_type *resolved_type(const struct facts *facts, uint32_t type);
/* What a pointer points to or an array consists of, typedefs resolved; NULL for all others. */
const struct fact_type *element_type(const struct facts *facts, uint32_t type);
bool is_pointer_type(const struct facts *facts, uint32_t type);
/* A pointer to or an array of characters. */
bool is_text_type(const struct facts *facts, uint32_t type);
/* An array whose size is known when it is compiled. */
bool is_fixed_array_type(const struct facts *facts, uint32_t type);
/* A pointer or array through which nothing may be written. */
bool is_read_only_type(const struct facts *facts, uint32_t type);

#endif
