/* Crashes as findings in the plan: how each ended, whether the caller is to blame, and how to get there. */
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "channel.h"
#include "members.h"
#include "plan_parts.h"
#include "rules.h"
#include "store.h"
#include "tables.h"
#include "trace.h"

#define INPUTS_MAX 600u

static const char *outcome_word(const struct crash *crash)
{
    static char place[200];
    if (crash->undefined.what) {
        const char *slash = strrchr(crash->undefined.file, '/');
        snprintf(place, sizeof place, "undefined behaviour, %s at %.80s:%u", crash->undefined.what,
                 slash ? slash + 1 : crash->undefined.file, crash->undefined.line);
        return place;
    }
    switch (crash->outcome) {
    case OUTCOME_HANG:
        return "hang";
    case OUTCOME_OVERFLOW:
        return crash->fault == FAULT_HEAP ? "heap overflow" : "buffer overflow";
    case OUTCOME_BAD_FREE:
        return "double or invalid free";
    case OUTCOME_DANGLING:
        return "address of a local variable returned";
    case OUTCOME_LEAK:
        return "leak";
    case OUTCOME_LIMIT:
        return crash->code == TRACE_FILE_LIMIT ? "works with too many files, or the machine's"
                                               : "asks for too much memory";
    default:
        break;
    }
    if (crash->fault == FAULT_STACK)
        return "stack overflow";
    if (crash->fault == FAULT_VALUE)
        return "access behind the end of an argument";
    if (crash->fault == FAULT_HEAP)
        return "access behind the end of a heap block";
    return crash->code == SIGFPE    ? "SIGFPE"
           : crash->code == SIGABRT ? "SIGABRT"
           : crash->code == SIGILL  ? "undefined behaviour"
                                    : "SIGSEGV";
}

/* The bytes that were overrun, with one more behind them; true: then it returns. */
static bool returns_with(const struct crash *crash, uint8_t more)
{
    static struct program *longer;
    uint8_t bytes[PROGRAM_BYTES];
    const struct value *v = &crash->program->values[crash->fault_value];
    if (v->length + 1 >= PROGRAM_BYTES)
        return false;
    if (!longer)
        longer = cet_store_take(sizeof *longer);
    cet_program_copy(longer, crash->program);
    memcpy(bytes, crash->program->bytes + v->first_byte, v->length);
    bytes[v->length] = more;
    return cet_program_set_bytes(longer, crash->fault_value, bytes, v->length + 1) &&
           cet_channel_run_one(longer, 0, RUN_NO_FACTS)->outcome == OUTCOME_RETURNED;
}

/* A NUL ends it and another byte does not: a text was asked for, whatever the length beside it says. What is content
 * with any byte reads one too many. */
static bool wants_text(const struct crash *crash)
{
    return crash->fault == FAULT_VALUE && crash->fault_value < crash->program->value_count &&
           crash->program->values[crash->fault_value].kind == VALUE_BYTES && returns_with(crash, 0) &&
           !returns_with(crash, 'x');
}

static void add(char *line, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(char *line, const char *format, ...)
{
    size_t length = strlen(line);
    va_list args;
    va_start(args, format);
    vsnprintf(line + length, INPUTS_MAX - length, format, args);
    va_end(args);
}

static void add_bytes(char *line, const uint8_t *bytes, uint32_t length)
{
    add(line, "\"");
    for (uint32_t i = 0; i < length && i < 40; i++)
        add(line, bytes[i] >= ' ' && bytes[i] < 127 ? "%c" : "\\x%02x", bytes[i]);
    add(line, length > 40 ? "\"..." : "\"");
}

static void add_argument(char *line, const struct program *p, const struct value *v)
{
    switch (v->kind) {
    case VALUE_INT:
        add(line, type_of(v->type)->flags & EXPLORE_SIGNED ? "%lld" : "%llu", (long long)v->number);
        return;
    case VALUE_FLOAT:
        add(line, "%g", v->real);
        return;
    case VALUE_STRING:
    case VALUE_BYTES:
        add_bytes(line, p->bytes + v->first_byte, v->length);
        return;
    case VALUE_NULL:
        add(line, "NULL");
        return;
    case VALUE_BUFFER:
        if (rule_of(v))
            add(line, "%u bytes, %s of %u", v->length, cet_rule_word(v), rule_parameter(v));
        else
            add(line, "room for %u bytes", v->length);
        return;
    case VALUE_RESULT:
        add(line, "result of %s", function_of(p->steps[v->number].function)->name);
        return;
    case VALUE_PATH:
        add(line, "a file with ");
        add_bytes(line, p->bytes + v->first_byte, v->length);
        return;
    case VALUE_FUNCTION:
        add(line, "%s", cet_explore_unit.named[v->number].name);
        return;
    case VALUE_MEMBER: {
        const uint32_t base = p->values[program_item(p, v, 0)].type;
        char path[MEMBER_SPELLING];
        const bool is_address = cet_members_spell(base, (uint64_t)v->number, path);
        add(line, "%s%.60s's %s", is_address ? "&" : "", pointee_of(base)->spelling, path);
        return;
    }
    case VALUE_ADDRESS:
        add(line, "&%.60s", type_of(p->values[program_item(p, v, 0)].type)->spelling);
        return;
    default:
        add(line, "%.60s", type_of(v->type)->spelling);
    }
}

static void add_constant(char *line, const struct explore_constant *constant)
{
    if (constant->text)
        add_bytes(line, (const uint8_t *)constant->text, (uint32_t)strlen(constant->text));
    else if (is_pointer(constant->type))
        add(line, "NULL");
    else
        add(line, "%lld", (long long)constant->number);
}

/* The call that ended it, for people. */
static void write_inputs(FILE *out, const struct program *p, uint16_t step)
{
    char line[INPUTS_MAX] = "";
    const struct explore_function *f = function_of(p->steps[step].function);
    add(line, "%s(", f->name);
    for (uint32_t position = 0, a = 0; position < f->param_count + f->constant_count; position++) {
        const struct explore_constant *constant = constant_at(f, position);
        const char *name = constant ? constant->name : f->params[a].name;
        add(line, "%s%s%s", position ? ", " : "", name, *name ? " = " : "");
        if (constant)
            add_constant(line, constant);
        else
            add_argument(line, p, &p->values[p->steps[step].args[a++]]);
    }
    add(line, step ? ") after %u other calls" : ")", step);
    cet_write_text(out, line, strlen(line));
}

void cet_write_crashes(FILE *out)
{
    uint32_t count;
    const struct crash *crashes = cet_search_crashes(&count);
    fputs("  \"crashes\": [", out);
    for (uint32_t i = 0; i < count; i++) {
        const struct crash *crash = &crashes[i];
        const struct explore_function *f = function_of(crash->program->steps[crash->step].function);
        fputs(i ? ",\n    {\"function\": " : "\n    {\"function\": ", out);
        cet_write_text(out, f->id, strlen(f->id));
        fputs(", \"inputs\": ", out);
        write_inputs(out, crash->program, crash->step);
        fputs(", \"outcome\": ", out);
        cet_write_text(out, outcome_word(crash), strlen(outcome_word(crash)));
        fprintf(out, ", \"contract\": %s,", crash->blame != BLAME_FUNCTION || wants_text(crash) ? "true" : "false");
        cet_write_calls(out, crash->program, NULL);
        fputc('}', out);
    }
    fputs("]\n", out);
}
