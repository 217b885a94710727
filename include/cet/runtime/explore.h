/* What generated glue tells the explorer's engine about one unit: its types, functions, callbacks, globals and
 * constants, as flat tables that name each other by index. The glue includes the unit, so that statics and private
 * types are in reach; the engine (runtime/explore/) knows nothing but these tables.
 *
 *     const struct explore_unit cet_explore_unit = {.functions = functions, .function_count = 12, ...};
 *
 * libc only: this header is compiled together with the code under test. */
#ifndef CET_RUNTIME_EXPLORE_H
#define CET_RUNTIME_EXPLORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXPLORE_NONE UINT32_MAX
#define EXPLORE_MAX_PARAMS 16
#define EXPLORE_CALLBACK_SLOTS 3 /* recorders of one type that a program may hold apart */

enum explore_type_kind {
    EXPLORE_VOID,
    EXPLORE_BOOL,
    EXPLORE_INT,
    EXPLORE_FLOAT,
    EXPLORE_ENUM,
    EXPLORE_POINTER,
    EXPLORE_ARRAY,
    EXPLORE_STRUCT,
    EXPLORE_UNION,
    EXPLORE_FUNCTION,
    EXPLORE_FILE, /* what a FILE * points to */
};

enum explore_type_flag {
    EXPLORE_SIGNED = 1u << 0,
    EXPLORE_CHARACTER = 1u << 1,
    EXPLORE_CONST = 1u << 2,
    EXPLORE_INCOMPLETE = 1u << 3, /* opaque: comes from producers only */
    EXPLORE_HANDLE = 1u << 4,     /* a typedef of a pointer that stands for an object: never a literal */
};

enum explore_role {
    EXPLORE_ROLE_PLAIN,      /* by its type alone */
    EXPLORE_ROLE_STRING,     /* NUL-terminated text */
    EXPLORE_ROLE_BUFFER,     /* elements that are read, as many as `partner` says */
    EXPLORE_ROLE_LENGTH,     /* of partner, in elements */
    EXPLORE_ROLE_OUT,        /* written before it is read */
    EXPLORE_ROLE_OUT_BUFFER, /* written, with room for partner */
    EXPLORE_ROLE_INDEX,      /* into partner */
    EXPLORE_ROLE_USER_DATA,  /* handed to a callback as it is */
    EXPLORE_ROLE_FILE_NAME,
    EXPLORE_ROLE_FORMAT,
    EXPLORE_ROLE_INIT,    /* object that the function initialises */
    EXPLORE_ROLE_DESTROY, /* object that the function gives back */
    EXPLORE_ROLE_FLAGS,   /* bits that are tested one by one */
};

struct explore_field {
    const char *name;
    uint32_t type;
    uint32_t offset;               /* bytes */
    uint8_t bit_offset, bit_width; /* width 0: no bit-field; the offset is that of the byte that holds the first bit */
    uint8_t role;                  /* enum explore_role */
    uint16_t partner;              /* index of the field that `role` speaks of */
};

struct explore_enumerator {
    const char *name;
    int64_t value;
};

struct explore_type {
    uint8_t kind;
    uint32_t flags;
    const char *spelling; /* as C writes it, usable in a declaration where `is_named` */
    uint32_t size, align;
    uint32_t target; /* pointee, element, result */
    uint32_t count;  /* elements */
    uint32_t key;    /* types with the same key take each other's objects */
    const struct explore_field *fields;
    uint32_t field_count;
    const struct explore_enumerator *enumerators;
    uint32_t enumerator_count;
    const uint32_t *params; /* of a function type */
    uint32_t param_count;
    const char *log; /* of a function type that has recorders: one letter for each parameter, see docs/formats */
    void (*const *recorders)(void); /* EXPLORE_CALLBACK_SLOTS of them, NULL: none */
};

struct explore_param {
    const char *name;
    uint32_t type;
    uint8_t role;
    uint16_t partner;
    uint8_t is_nonnull;
    uint32_t minimum; /* elements that are touched at least, as far as the source tells */
    uint8_t is_guess; /* that the partner goes with it: by its name and place alone */
};

struct explore_constant { /* an argument that is the same in every call */
    uint32_t position;    /* among all arguments of the call */
    const char *name;     /* of the parameter, "" */
    uint32_t type;
    const char *text; /* content of a string; NULL: a number, or of a pointer NULL */
    int64_t number;
};

struct explore_function {
    const char *name; /* as C calls it */
    const char *id;   /* as facts name it */
    void (*call)(void *const *args, void *result);
    void (*address)(void);
    uint32_t result;
    const struct explore_param *params;
    uint32_t param_count;
    bool is_static;
    bool is_target; /* tests are wanted for it; false: a helper of libc or of another file that builds, frees, or leads
                       to one */
    uint32_t line;
    bool is_script; /* sets what a stand-in returns from now on; never under test itself */
    /* Of a variadic function, which has a row for each shape of its calls. params are those that are chosen: the named
     * ones, then the variable ones. */
    const struct explore_constant *constants;
    uint32_t constant_count;
    uint32_t named_count;              /* of params */
    uint32_t first_shape, shape_count; /* its rows: from first_shape on, in a row; 0: not variadic */
};

struct explore_named { /* what a function pointer may point to, beside recorders */
    const char *name;
    uint32_t type; /* EXPLORE_FUNCTION */
    void (*address)(void);
};

struct explore_global {
    const char *name;
    uint32_t type;
    void *address;
};

struct explore_text {
    const char *bytes;
    uint32_t length;
};

struct explore_unit {
    const char *path;
    const struct explore_type *types;
    uint32_t type_count;
    const struct explore_function *functions;
    uint32_t function_count;
    const struct explore_named *named;
    uint32_t named_count;
    const struct explore_global *globals;
    uint32_t global_count;
    const int64_t *numbers;
    uint32_t number_count;
    const struct explore_text *texts;
    uint32_t text_count;
    uint32_t stub_count; /* stand-ins for functions that nobody defines: they log their calls */
    void (*setup)(void); /* before and after each program, NULL: nothing */
    void (*teardown)(void);
};

extern const struct explore_unit cet_explore_unit;

/* Called by recorders: logs the arguments by the letters of function type `type` and leaves the scripted result, size
 * bytes, in result. */
void cet_explore_called(uint32_t type, uint32_t slot, void *const *args, void *result, size_t size);
/* Called by stand-ins: logs the arguments by letters, one for each parameter of function type `type`. */
void cet_explore_stub_called(const char *name, const char *letters, uint32_t type, void *const *args);

#endif
