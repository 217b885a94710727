/* What the instrumented unit tells while it runs: edges taken and operands compared. The hooks of
 * -fsanitize-coverage=trace-pc-guard,trace-cmp live in trace.c and compare_calls.c. */
#ifndef EXPLORE_TRACE_H
#define EXPLORE_TRACE_H

#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>

#include "result.h"

#define TRACE_EDGES 131072u
#define TRACE_COMPARES 65536u         /* from here on: how a compare came out, as edges of its own */
#define TRACE_FUEL 150000u            /* edges that one program may take before it may be a hang */
#define TRACE_FUEL_PATIENT 100000000u /* before it is one */
/* the same in the files that the unit is linked with: as long as these may run, about 10 ms */
#define TRACE_LINKED_FUEL 4000000u
#define TRACE_LINKED_FUEL_PATIENT 120000000u
#define TRACE_FILE_CALLS 4096u /* of file functions, or reads of so much, that one program may make: some 10 ms */
#define TRACE_FILE_LIMIT 1     /* the code of a run that ended there, or at a file that is the machine's */
#define TRACE_FOLDERS 64u
#define TRACE_LINKED_HANG 1 /* the code of a run that ended there, in place of a signal */

struct trace {
    bool is_active;
    bool logs_compares;
    bool is_patient;
    uint32_t fuel, linked_fuel, file_calls;
    DIR *folders[TRACE_FOLDERS]; /* that the run has open */
    uint32_t folder_count;
    uint32_t touched_count;
    struct result *result; /* compares go straight there */
    uint32_t touched[TRACE_EDGES];
    uint32_t counts[TRACE_EDGES];
};

extern struct trace *cet_trace;

uint32_t cet_trace_edge_count(void);
void cet_trace_begin(struct trace *trace, struct result *result, bool is_patient, bool logs_compares);
/* Writes the edges of the run, and how many they were, into its result. */
void cet_trace_end(struct trace *trace);
void cet_trace_text(const void *left, size_t left_length, const void *right, size_t right_length);

/* The unit's edges in order: whether an edge is the entry of a function, and its address. */
struct trace_edge {
    uintptr_t address;
    uintptr_t flags; /* bit 0: entry of a function */
};
const struct trace_edge *cet_trace_edges(uint32_t *ret_count);

#endif
