/* The stages of a judgement that gather evidence, in order: scan, testgen, sanitizers, coverage, mutation. A stage that
 * breaks says why in the evidence and the ones behind it do not run; only what makes judging pointless (a source that
 * does not compile, no function to test, an output that cannot be written, an interrupt) is an error. */
#ifndef CET_CLI_GATHER_H
#define CET_CLI_GATHER_H

#include <stdint.h>
#include <stdio.h>

#include "cet/gate/judge.h"
#include "cet/model/facts.h"
#include "generate.h"
#include "source_units.h"
#include "workplace.h"

struct gather_request {
    const struct workplace *workplace;
    const struct source_units *units;
    uint64_t seed;
    uint64_t executions;
    uint64_t budget_s;
    uint64_t jobs;
    const char *folder;       /* the suite is written to folder/suite */
    const char *final_folder; /* where folder will stand */
    FILE *progress;
};

struct gathered {
    struct gate_evidence evidence; /* points into this struct */
    struct facts facts;            /* of all units, merged */
    struct facts *unit_facts;      /* of each, unit_count of them */
    size_t unit_count;
    struct finding_set findings;
    struct generated_suite suite;
    struct coverage coverage;
    struct mutant_set mutants;
    struct arena arena; /* reasons of broken stages */
};

/* ret_gathered is zeroed on call; it may not be moved afterwards. */
enum status gather_evidence(const struct gather_request *request, struct gathered *ret_gathered, struct error *err);
void gathered_release(struct gathered *gathered);

#endif
