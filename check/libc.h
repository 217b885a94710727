/* What the checks need to know of the C library's functions; libc.def is the table. */
#ifndef CET_CHECK_LIBC_H
#define CET_CHECK_LIBC_H

#include <stdbool.h>

#include "cet/model/facts.h"

/* What a call returns when it failed. */
enum libc_failure {
    FAILS_NOT,      /* or not in a way that the result alone tells */
    FAILS_NULL,     /* NULL */
    FAILS_MINUS,    /* -1 or another negative value; else 0 or more */
    FAILS_NONZERO,  /* -1 or another non-zero value; else 0 */
    FAILS_SHORT,    /* fewer items than asked for */
    FAILS_POSITIVE, /* an error number; else 0 */
};

enum libc_flag {
    LIBC_LOOK = 1u << 0,     /* the result must be looked at */
    LIBC_ERRNO = 1u << 1,    /* sets errno when it fails, may change it when it does not */
    LIBC_READ = 1u << 2,     /* reads errno itself: perror */
    LIBC_HARMLESS = 1u << 3, /* leaves errno alone, or sets it only for arguments that are wrong */
    LIBC_ASKS = 1u << 4,     /* its failure may be the answer that was asked for: stat of what need not be there */
    LIBC_CLEAR = 1u << 5,    /* errno alone tells of failure, and only when it was 0 before */
    /* What becomes of its subject, see libc_subject. */
    LIBC_ASKS_PATH = 1u << 6,   /* tells something of the file that a path names, and leaves the file alone */
    LIBC_USES_PATH = 1u << 7,   /* opens, makes, changes, removes or runs the file that a path names */
    LIBC_SHELL = 1u << 8,       /* a shell reads the text as commands */
    LIBC_MODE = 1u << 9,        /* makes a file with a mode, of which umask takes bits away; the argument after the path
                                   or, of those that open, after the flags */
    LIBC_MODE_EXACT = 1u << 10, /* sets the mode that the argument after the path is */
    LIBC_AT = 1u << 11,         /* the path is the second argument, behind a folder's descriptor */
    /* Others. */
    LIBC_TEMPORARY = 1u << 12, /* makes up a name that somebody else may take before it is used */
    LIBC_RANDOM = 1u << 13,    /* numbers that can be guessed from those seen before */
    LIBC_ECHO = 1u << 14,      /* returns its first argument, or a pointer into what that points to */
};

struct libc_function {
    const char *name;
    enum libc_failure fails;
    unsigned flags;    /* enum libc_flag */
    const char *tells; /* what its result tells: "whether anything was written" */
};

/* The argument (0-based) that is the path or command. */
unsigned libc_subject(const struct libc_function *libc);

/* NULL for what is not in the table, and for a function that the program itself defines under such a name. */
const struct libc_function *libc_find(const struct fact_function *function);

/* Whether the facts know a function of the library that has one of the flags: where they do not, nobody calls any. */
bool libc_is_used(const struct facts *facts, unsigned flags);

#endif
