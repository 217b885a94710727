/* Command lines from a table, on top of getopt_long.
 *
 *     static const struct option_spec specs[] = {
 *         {'o', "out", "DIR", "write the suite to DIR", OPTION_TEXT, offsetof(struct args, out)},
 *         OPTION_END};
 *     status = options_parse(specs, &args, argc, argv, &rest, &err);
 *
 * Options may stand before and after the operands; "--" ends both, what follows is handed back apart. */
#ifndef CET_CORE_OPTIONS_H
#define CET_CORE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/core/strbuf.h"

enum option_kind {
    OPTION_FLAG,   /* bool */
    OPTION_TEXT,   /* const char *, points into argv */
    OPTION_LIST,   /* struct option_list, may be repeated */
    OPTION_UINT,   /* uint64_t, decimal or 0x */
    OPTION_NUMBER, /* double */
};

struct option_list {
    const char **items; /* released with option_list_release */
    size_t count;
    size_t capacity;
};

struct option_spec {
    char letter;       /* 0: none */
    const char *name;  /* long name, NULL ends the table */
    const char *value; /* name of the value in the help, NULL for flags */
    const char *help;
    enum option_kind kind;
    size_t offset; /* of the field in the struct that is filled */
};
#define OPTION_END {0, NULL, NULL, NULL, OPTION_FLAG, 0}

struct option_rest {
    const char **operands; /* malloc'ed array, texts point into argv */
    size_t operand_count;
    const char **after_dashes; /* what follows "--", points into argv */
    size_t after_dashes_count;
    bool has_dashes;
};

/* argv[0] is skipped. STATUS_INVALID with the word quoted for an unknown option, a missing or malformed value. */
enum status options_parse(const struct option_spec *specs, void *target, int argc, char **argv,
                          struct option_rest *ret_rest, struct error *err);
void option_rest_release(struct option_rest *rest);
void option_list_release(struct option_list *list);
/* The option table as aligned text for --help. */
void options_help(const struct option_spec *specs, struct strbuf *out);

#endif
