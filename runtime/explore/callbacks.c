/* What a recorder or a stand-in does when the code under test calls it: one entry in the log, then the scripted result.
 * The form of the log is described in docs/formats/test-plan.md; suites write the same. */
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "outcome.h"
#include "place.h"
#include "tables.h"

/* A loop that waits for what its stand-in will never say is told by the calls, long before the clock would. */
#define STUB_CALLS_MAX 5000u

static void log_add(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void log_add(struct run *run, const char *format, ...)
{
    char text[64];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (length < 0 || (size_t)length >= sizeof text || run->log_length + (uint32_t)length >= RUN_LOG_BYTES) {
        run->log_is_full = true;
        return;
    }
    memcpy(run->log + run->log_length, text, (size_t)length);
    run->log_length += (uint32_t)length;
}

static void log_bytes(struct run *run, const unsigned char *bytes, size_t length)
{
    log_add(run, "'");
    for (size_t i = 0; i < length && !run->log_is_full; i++)
        if (bytes[i] >= ' ' && bytes[i] < 127 && bytes[i] != '\\' && bytes[i] != '\'')
            log_add(run, "%c", bytes[i]);
        else
            log_add(run, "\\x%02x", bytes[i]);
    log_add(run, "'");
}

static int64_t read_integer(const void *address, const struct explore_type *type)
{
    int64_t number = 0;
    uint32_t size = type->size <= 8 ? type->size : 8;
    memcpy(&number, address, size);
    if (size < 8 && (type->flags & EXPLORE_SIGNED)) {
        unsigned shift = 64 - 8 * size;
        number = (int64_t)((uint64_t)number << shift) >> shift;
    }
    return number;
}

/* Up to its NUL, and not further than `room` bytes. */
static size_t text_length(const char *text, size_t room)
{
    size_t length = 0;
    while (length < room && text[length])
        length++;
    return length;
}

static void log_argument(struct run *run, char letter, const struct explore_type *type, const void *arg, size_t length)
{
    void *pointer = NULL;
    if (type->kind == EXPLORE_POINTER)
        memcpy(&pointer, arg, sizeof pointer);
    double real = 0;
    float narrow;
    switch (letter) {
    case 'i':
        log_add(run, "%lld", (long long)read_integer(arg, type));
        return;
    case 'u':
        log_add(run, "%llu", (unsigned long long)read_integer(arg, type));
        return;
    case 'f':
        if (type->size == sizeof narrow) {
            memcpy(&narrow, arg, sizeof narrow);
            real = (double)narrow;
        } else {
            memcpy(&real, arg, sizeof real);
        }
        log_add(run, "%.9g", real);
        return;
    case 's':
    case 'b':
    case 't':
        if (pointer)
            log_bytes(run, pointer, letter == 'b' ? length : text_length(pointer, letter == 't' ? length : SIZE_MAX));
        else
            log_add(run, "NULL");
        return;
    default: /* 'p', and 'o' for records by value: their bytes may hold padding */
        log_add(run, pointer || letter == 'o' ? "set" : "NULL");
    }
}

static void log_call(struct run *run, const char *name, const char *letters, const struct explore_type *type,
                     void *const *args)
{
    log_add(run, "%.60s(", name);
    bool is_first = true;
    for (uint32_t i = 0; i < type->param_count; i++) {
        char letter = letters[i];
        size_t length = 0;
        if (letter == '-')
            continue;
        if (letter == 'b' || letter == 't') /* its length is the next argument */
            length = (size_t)read_integer(args[i + 1], type_of(type->params[i + 1]));
        log_add(run, "%s", is_first ? "" : ", ");
        is_first = false;
        log_argument(run, letter, type_of(type->params[i]), args[i], length);
    }
    log_add(run, "); ");
}

void cet_explore_called(uint32_t type_id, uint32_t slot, void *const *args, void *result, size_t size)
{
    struct run *run = cet_run;
    memset(result, 0, size);
    if (!run || !run->is_running || slot >= EXPLORE_CALLBACK_SLOTS)
        return;
    const struct explore_type *type = type_of(type_id);
    uint32_t table = 0;
    while (table < run->slot_type_count && run->slot_types[table] != type_id)
        table++;
    if (table == run->slot_type_count || run->slots[table][slot] == NO_VALUE)
        return;
    bool was_active = run->trace->is_active;
    run->trace->is_active = false;
    const struct value *v = &run->program->values[run->slots[table][slot]];
    log_call(run, v->name && *v->name ? v->name : "callback", type->log, type, args);
    if (size && v->item_count && type_of(type->target)->size == size)
        cet_place(run, program_item(run->program, v, 0), type->target, result);
    run->trace->is_active = was_active;
}

void cet_explore_stub_called(const char *name, const char *letters, uint32_t type, void *const *args)
{
    struct run *run = cet_run;
    if (!run || !run->is_running)
        return;
    if (run->stub_calls++ > STUB_CALLS_MAX)
        cet_outcome_leave(OUTCOME_HANG, SIGALRM);
    if (run->log_is_full)
        return;
    bool was_active = run->trace->is_active;
    run->trace->is_active = false;
    log_call(run, name, letters, type_of(type), args);
    run->trace->is_active = was_active;
}
