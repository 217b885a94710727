/* Facts of sources, by running the plugin over each in the sandbox, several at a time. */
#ifndef CET_CLI_READ_FACTS_H
#define CET_CLI_READ_FACTS_H

#include <stdint.h>
#include <stdio.h>

#include "cet/core/arena.h"
#include "cet/core/map.h"
#include "cet/model/facts.h"
#include "source_units.h"
#include "workplace.h"

/* What of a build could not be read as it is. */
struct unread_units {
    struct arena arena;
    struct unread_unit {
        const char *path;
        const char *why;      /* one line */
        bool is_read_in_part; /* what is free of errors was */
    } *items;
    size_t count;
    size_t capacity;
    struct map dropped_flags; /* flag -> files that were read without it, for clang does not know it */
};
void unread_units_release(struct unread_units *unread);
void unread_units_add(struct unread_units *unread, const char *path, const char *why);

struct read_facts_request {
    const struct workplace *workplace;
    const struct source_units *units;
    uint64_t jobs;
    FILE *progress; /* NULL: silent */
    struct facts
        *each; /* filled with the facts of each unit by itself, zeroed on call, the caller's; NULL: not wanted */
    struct unread_units *unread; /* filled with the units that do not compile; NULL: one is an error of all */
    bool only_whole;             /* of those nothing is taken */
};

/* Merges the facts of all units into ret_facts (empty on call). Flags that clang does not know are dropped; with
 * request->unread, of a unit that does not compile the functions that are free of errors are taken. A unit that does
 * not compile, or, with request->unread, that nothing is known of any unit, is STATUS_INVALID; its compiler messages
 * are appended to messages. */
enum status read_facts(const struct read_facts_request *request, struct facts *ret_facts, struct strbuf *messages,
                       struct error *err);

#endif
