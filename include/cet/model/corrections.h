/* What a user knows better than the test generator, "testgen" in cet.json; docs/formats/cet-json.md describes it. It
 * always wins over what was found out. A zeroed struct corrects nothing. */
#ifndef CET_MODEL_CORRECTIONS_H
#define CET_MODEL_CORRECTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/core/json.h"

enum param_role {
#define PARAM_ROLE(id, name, text) PARAM_ROLE_##id,
#include "cet/model/param_roles.def"
#undef PARAM_ROLE
    PARAM_ROLE_COUNT
};
const char *param_role_name(enum param_role role);
const char *param_role_text(enum param_role role);

struct role_correction {
    const char *function, *param;
    bool has_role;
    enum param_role role;
    const char *of; /* the parameter that a length measures, an index points into; NULL: none */
    bool is_nonnull;
    uint32_t minimum; /* elements that are touched at least, 0: not said */
};

struct corrections {
    const char **leave_alone; /* globs of functions that are not called */
    size_t leave_alone_count;
    struct role_correction *roles;
    size_t role_count;
    int64_t *numbers; /* values to be tried */
    size_t number_count;
    const char **texts;
    size_t text_count;
    const char *setup, *teardown; /* C statements before and after each test, NULL: none */
};

/* node is the object; file stands in messages. What it points to lives in arena. */
enum status corrections_read(const cJSON *node, const char *file, struct arena *arena, struct corrections *ret,
                             struct error *err);

#endif
