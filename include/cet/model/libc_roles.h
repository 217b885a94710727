/* What the standard library does with what it is given.
 *
 *     struct libc_role role;
 *     if (libc_role_find("memcpy", 1, &role) && role.kind == LIBC_BUFFER_IN)
 *         read_bytes(arguments[1], arguments[role.length_argument]);
 */
#ifndef CET_MODEL_LIBC_ROLES_H
#define CET_MODEL_LIBC_ROLES_H

#include <stdbool.h>
#include <stdint.h>

enum libc_role_kind {
    LIBC_STRING_IN,  /* read up to its NUL, or up to the length */
    LIBC_FILE_NAME,  /* the same, as the name of a file that is there or is made */
    LIBC_STRING_OUT, /* written with its NUL, nothing bounds it */
    LIBC_STRING_INOUT,
    LIBC_BUFFER_IN,
    LIBC_BUFFER_OUT,
    LIBC_BUFFER_INOUT,
    LIBC_FREED,
    LIBC_ALLOCATION_SIZE,
};

struct libc_role {
    enum libc_role_kind kind;
    uint32_t length_argument; /* NO_ID: nothing bounds it */
};

bool libc_role_find(const char *function, uint32_t argument, struct libc_role *ret_role);
/* "__builtin___memcpy_chk" -> "memcpy": start and length within name. */
const char *libc_plain_name(const char *name, uint32_t *ret_length);
/* A deallocator by the standard's or its own name: free, x_free, deallocate. */
bool libc_is_free_like(const char *name);

#endif
