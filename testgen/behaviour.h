/* Roles of parameters and fields, read off the source: which pointer has which length, what is an output, what a
 * function initialises or gives back. The explorer starts from them and learns more by running. */
#ifndef CET_TESTGEN_BEHAVIOUR_H
#define CET_TESTGEN_BEHAVIOUR_H

#include "cet/core/arena.h"
#include "cet/model/corrections.h"
#include "cet/model/facts.h"
#include "cet/runtime/explore.h"

struct role {
    uint8_t kind; /* enum explore_role */
    uint32_t partner;
    bool is_guess; /* the partner is one by its name and place alone */
    bool is_nonnull;
    uint32_t minimum; /* elements touched at least */
    uint32_t type;    /* of a parameter: its own, or the pointer that the body turns a void * into */
    bool is_given;    /* by the user */
};

struct behaviour {
    struct role *
        *params; /* by function of the facts, one for each parameter; NULL: not defined there, nor in the program */
    const char *const *handles; /* by type of the facts: handles.h */
};

/* program: the unit with all that it is linked with, NULL: not known. corrections (NULL: none) win over what the source
 * says; those that name no parameter are passed over. */
void behaviour_find(const struct facts *facts, const struct facts *program, const struct corrections *corrections,
                    struct arena *arena, struct behaviour *ret_behaviour);
/* STATUS_INVALID when a correction of a function that is defined here names a parameter that it does not have. */
enum status behaviour_check(const struct facts *facts, const struct corrections *corrections, struct error *err);
/* Roles of a record's fields, in the arena. program (NULL: not known) as above: what other files do with the record. */
struct role *behaviour_fields(const struct facts *facts, const struct facts *program, const struct fact_type *record,
                              struct arena *arena);

#endif
