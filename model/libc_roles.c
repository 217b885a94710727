#include "cet/model/libc_roles.h"

#include <string.h>

#include "cet/model/source.h"

#define NO_LENGTH NO_ID

static const struct {
    const char *function;
    uint32_t argument;
    struct libc_role role;
} roles[] = {
#define LIBC_ROLE(function, argument, kind, length) {#function, argument, {LIBC_##kind, length}},
#include "cet/model/libc_roles.def"
#undef LIBC_ROLE
};

const char *libc_plain_name(const char *name, uint32_t *ret_length)
{
    static const char *const prefixes[] = {"__builtin___", "__builtin_", "__"};
    size_t length = strlen(name);
    bool is_wrapped = false;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes && !is_wrapped; i++)
        if (!strncmp(name, prefixes[i], strlen(prefixes[i]))) {
            is_wrapped = true;
            name += strlen(prefixes[i]);
            length -= strlen(prefixes[i]);
        }
    if (is_wrapped && length > 4 && !strcmp(name + length - 4, "_chk"))
        length -= 4;
    *ret_length = (uint32_t)length;
    return name;
}

bool libc_role_find(const char *function, uint32_t argument, struct libc_role *ret_role)
{
    uint32_t length = 0;
    const char *plain = libc_plain_name(function, &length);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (roles[i].argument != argument || strlen(roles[i].function) != length ||
            memcmp(roles[i].function, plain, length) != 0)
            continue;
        *ret_role = roles[i].role;
        return true;
    }
    return false;
}

bool libc_is_free_like(const char *name)
{
    size_t length = strlen(name);
    return !strcmp(name, "free") || (length > 5 && !strcmp(name + length - 5, "_free")) ||
           !strncmp(name, "dealloc", 7) || strstr(name, "_dealloc") != NULL;
}
