/* Which functions are installed as signal handlers, and where: by signal and its like, by the fields of a struct
 * sigaction, or through functions of the program that do so with a parameter. */
#ifndef CET_CHECK_SIGNAL_HANDLERS_H
#define CET_CHECK_SIGNAL_HANDLERS_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/model/facts.h"

struct signal_handler {
    uint32_t function;  /* the handler */
    uint32_t installer; /* the function that installs it */
    uint32_t node;      /* FUNCTION, in the installer's graph */
    bool is_of_faults;  /* only for signals that a fault of the program itself raises: SIGSEGV, SIGABRT, ... */
};

struct signal_handlers {
    struct signal_handler *items;
    size_t count;
    size_t capacity;
};

void signal_handlers_find(struct signal_handlers *handlers, const struct facts *facts);
void signal_handlers_release(struct signal_handlers *handlers);

#endif
