/* Laws that functions obey on every input tried: candidates from signatures and roles, kept when hundreds of fresh
 * inputs do not break them. */
#ifndef EXPLORE_LAWS_H
#define EXPLORE_LAWS_H

#include <stdbool.h>
#include <stdint.h>

#include "cet/runtime/explore.h"

#define LAWS_MAX 400u

enum law_kind { /* words as in plan_properties.def */
                LAW_DETERMINISTIC,
                LAW_BOUNDED,
                LAW_IDEMPOTENT,
                LAW_INVOLUTION,
                LAW_COMMUTATIVE,
                LAW_ANTISYMMETRIC,
                LAW_ROUND_TRIP,
                LAW_STAYS_INSIDE,
                LAW_NULL_SAFE,
};

enum domain_kind {
    DOMAIN_NONE,
    DOMAIN_INT,
    DOMAIN_FLOAT,
    DOMAIN_STRING,
    DOMAIN_BYTES,
    DOMAIN_LENGTH,
    DOMAIN_BUFFER,
    DOMAIN_NULL
};

struct domain {
    uint8_t kind;
    int64_t low, high; /* of numbers and sizes; low of a length: the parameter that it measures */
};

struct law {
    uint8_t kind;
    uint16_t function, partner; /* partner UINT16_MAX: none */
    uint32_t held_on;
    int64_t low, high; /* of DOMAIN_BOUNDED */
    struct domain domains[EXPLORE_MAX_PARAMS];
};

struct law_list {
    uint32_t count;
    struct law laws[LAWS_MAX];
};

/* Found in what remains of the search's random sequence; the list is never given back. */
const struct law_list *cet_find_laws(void);
const char *cet_law_word(uint8_t kind);
/* As the plan writes a domain: "int -100 100", "length-of 0". */
void cet_domain_text(const struct domain *domain, char *out, uint32_t size);

#endif
