/* Facts of sources, by running the plugin over each in the sandbox, several at a time. */
#ifndef CET_CLI_READ_FACTS_H
#define CET_CLI_READ_FACTS_H

#include <stdint.h>
#include <stdio.h>

#include "cet/model/facts.h"
#include "source_units.h"
#include "workplace.h"

struct read_facts_request {
    const struct workplace *workplace;
    const struct source_units *units;
    uint64_t jobs;
    FILE *progress; /* NULL: silent */
    struct facts
        *each; /* filled with the facts of each unit by itself, zeroed on call, the caller's; NULL: not wanted */
};

/* Merges the facts of all units into ret_facts (empty on call). A unit that does not compile is STATUS_INVALID; its
 * compiler messages are appended to messages. */
enum status read_facts(const struct read_facts_request *request, struct facts *ret_facts, struct strbuf *messages,
                       struct error *err);

#endif
