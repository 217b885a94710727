/* Types of facts as C text that can be compiled behind the unit. */
#ifndef CET_TESTGEN_C_TYPE_H
#define CET_TESTGEN_C_TYPE_H

#include "cet/core/strbuf.h"
#include "cet/model/facts.h"

/* Whether the type has a name that C can use after the unit: no anonymous record without a typedef, no vector. */
bool c_type_is_nameable(const struct facts *facts, uint32_t type);
/* A va_list, or a pointer to one. */
bool c_type_is_va_list(const struct facts *facts, uint32_t type);
/* Writes a declaration of `inner` ("x", "*", "(*f)(void)", "") with this type. */
void c_type_declare(const struct facts *facts, uint32_t type, const char *inner, struct strbuf *out);
/* A text that is equal for types that take each other's values: typedefs seen through, qualifiers dropped. */
void c_type_canonical(const struct facts *facts, uint32_t type, struct strbuf *out);

#endif
