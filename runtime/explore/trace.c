#include "trace.h"

#include <string.h>

#include "outcome.h"

struct trace *cet_trace;
static uint32_t edge_count;
static const struct trace_edge *edge_table;
static uint32_t edge_table_count;

void __sanitizer_cov_trace_pc_guard_init(uint32_t *start, uint32_t *stop);
void __sanitizer_cov_trace_pc_guard(uint32_t *guard);
void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_pcs_init(const uintptr_t *start, const uintptr_t *stop);

void __sanitizer_cov_trace_pc_guard_init(uint32_t *start, uint32_t *stop)
{
    if (start == stop || *start)
        return;
    for (uint32_t *guard = start; guard < stop; guard++)
        *guard = edge_count + 1 < TRACE_COMPARES ? ++edge_count : 0;
}

void __sanitizer_cov_pcs_init(const uintptr_t *start, const uintptr_t *stop)
{
    edge_table = (const struct trace_edge *)start;
    edge_table_count = (uint32_t)((size_t)(stop - start) / 2);
}

void __sanitizer_cov_trace_pc_guard(uint32_t *guard)
{
    struct trace *trace = cet_trace;
    if (!trace || !trace->is_active)
        return;
    uint32_t edge = *guard;
    if (edge < TRACE_EDGES && !trace->counts[edge]++)
        trace->touched[trace->touched_count++] = edge;
    if (--trace->fuel == 0)
        cet_outcome_leave(OUTCOME_HANG, 0);
}

/* Of the files that the unit is linked with. */
void __sanitizer_cov_trace_pc(void)
{
    struct trace *trace = cet_trace;
    if (trace && trace->is_active && --trace->linked_fuel == 0)
        cet_outcome_leave(OUTCOME_HANG, TRACE_LINKED_HANG);
}

uint32_t cet_trace_edge_count(void)
{
    return edge_count + 1;
}

const struct trace_edge *cet_trace_edges(uint32_t *ret_count)
{
    *ret_count = edge_table_count;
    return edge_table;
}

void cet_trace_begin(struct trace *trace, struct result *result, bool is_patient, bool logs_compares)
{
    for (uint32_t i = 0; i < trace->touched_count; i++)
        trace->counts[trace->touched[i]] = 0;
    trace->touched_count = 0;
    trace->is_patient = is_patient;
    trace->fuel = is_patient ? TRACE_FUEL_PATIENT : TRACE_FUEL;
    trace->linked_fuel = is_patient ? TRACE_LINKED_FUEL_PATIENT : TRACE_LINKED_FUEL;
    trace->file_calls = trace->folder_count = 0;
    trace->result = result;
    trace->logs_compares = logs_compares;
}

static uint8_t bucket_of(uint32_t hits)
{
    if (hits <= 3)
        return (uint8_t)(1u << (hits - 1));
    return hits <= 7 ? 8 : hits <= 15 ? 16 : hits <= 31 ? 32 : hits <= 127 ? 64 : 128;
}

void cet_trace_end(struct trace *trace)
{
    struct result *result = trace->result;
    result->edges_run = (trace->is_patient ? TRACE_FUEL_PATIENT : TRACE_FUEL) - trace->fuel;
    result->file_calls = trace->file_calls;
    result->edge_count = 0;
    for (uint32_t i = 0; i < trace->touched_count && result->edge_count < RESULT_EDGES; i++) {
        uint32_t edge = trace->touched[i];
        result->edges[result->edge_count++] = (struct edge_hit){
            .edge = edge & 0xffffff, .bucket = edge < TRACE_COMPARES ? bucket_of(trace->counts[edge]) : 1u};
    }
}

/* Less, equal and greater count as three edges of the compare: `a || b` as a value has no edge of its own for b, and
 * boundaries lie where a compare comes out equal. */
static void count_compare(uint64_t left, uint64_t right, const void *place)
{
    struct trace *trace = cet_trace;
    if (!trace || !trace->is_active)
        return;
    /* relative: the program's own address differs from start to start */
    uint32_t site = (uint32_t)((((uintptr_t)place - (uintptr_t)cet_trace_begin) * 0x9e3779b97f4a7c15u) >> 50);
    uint32_t edge = TRACE_COMPARES + site * 3 + (left < right ? 0 : left > right ? 1 : 2);
    if (!trace->counts[edge]++)
        trace->touched[trace->touched_count++] = edge;
}

/* Loops compare the same pair again and again: the last few suffice to leave those out. */
static void add_compare(uint64_t left, uint64_t right, uint8_t size, bool is_constant)
{
    struct trace *trace = cet_trace;
    if (!trace || !trace->is_active || !trace->logs_compares || left == right)
        return;
    struct result *result = trace->result;
    uint32_t n = result->compare_count;
    for (uint32_t i = n > 24 ? n - 24 : 0; i < n; i++)
        if (result->compares[i].left == left && result->compares[i].right == right)
            return;
    if (n < RESULT_COMPARES)
        result->compares[result->compare_count++] =
            (struct compare){.left = left, .right = right, .size = size, .is_constant = is_constant};
}

void cet_trace_text(const void *left, size_t left_length, const void *right, size_t right_length)
{
    struct trace *trace = cet_trace;
    if (!trace || !trace->is_active || !trace->logs_compares || trace->result->token_count >= RESULT_TOKENS)
        return;
    struct compared_text *token = &trace->result->tokens[trace->result->token_count];
    token->left_length = (uint8_t)(left_length < RESULT_TOKEN ? left_length : RESULT_TOKEN);
    token->right_length = (uint8_t)(right_length < RESULT_TOKEN ? right_length : RESULT_TOKEN);
    memcpy(token->left, left, token->left_length);
    memcpy(token->right, right, token->right_length);
    for (uint32_t i = 0; i < trace->result->token_count; i++) {
        const struct compared_text *known = &trace->result->tokens[i];
        if (known->left_length == token->left_length && known->right_length == token->right_length &&
            !memcmp(known->left, token->left, token->left_length) &&
            !memcmp(known->right, token->right, token->right_length))
            return;
    }
    trace->result->token_count++;
}

#define COMPARE_HOOKS(name, bits)                                                                                      \
    void __sanitizer_cov_trace_cmp##name(uint##bits##_t left, uint##bits##_t right);                                   \
    void __sanitizer_cov_trace_const_cmp##name(uint##bits##_t left, uint##bits##_t right);                             \
    void __sanitizer_cov_trace_cmp##name(uint##bits##_t left, uint##bits##_t right)                                    \
    {                                                                                                                  \
        count_compare(left, right, __builtin_return_address(0));                                                       \
        add_compare(left, right, bits / 8, false);                                                                     \
    }                                                                                                                  \
    void __sanitizer_cov_trace_const_cmp##name(uint##bits##_t left, uint##bits##_t right)                              \
    {                                                                                                                  \
        count_compare(left, right, __builtin_return_address(0));                                                       \
        add_compare(left, right, bits / 8, true);                                                                      \
    }

COMPARE_HOOKS(1, 8)
COMPARE_HOOKS(2, 16)
COMPARE_HOOKS(4, 32)
COMPARE_HOOKS(8, 64)

void __sanitizer_cov_trace_switch(uint64_t value, const uint64_t *cases);
void __sanitizer_cov_trace_switch(uint64_t value, const uint64_t *cases)
{
    for (uint64_t i = 0; i < cases[0]; i++)
        add_compare(cases[2 + i], value, (uint8_t)(cases[1] / 8), true);
}
