/* Other analysers, run over the units in the sandbox, several at a time, each with the unit's own flags as far as it
 * knows them. What they find is taken into the findings (cet/model/analyser_output.h). */
#ifndef CET_CLI_ASK_ANALYSERS_H
#define CET_CLI_ASK_ANALYSERS_H

#include <stdio.h>

#include "cet/model/analyser_output.h"
#include "read_facts.h"

struct ask_request {
    const struct workplace *workplace;
    const struct source_units *units;
    const char *list; /* "clang-tidy,cppcheck" */
    enum finding_level level;
    uint64_t jobs;
    FILE *progress; /* NULL: silent */
};

/* Whether all in the list are known and installed; what is missing is named. */
enum status analysers_check(const char *list, struct error *err);
/* Marks in the source that name their rules silence theirs too. What could not be analysed is added to unread. */
enum status ask_analysers(const struct ask_request *request, const struct facts *facts, struct finding_set *findings,
                          struct unread_units *unread, struct error *err);

#endif
