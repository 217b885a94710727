#include "plan_write.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "channel.h"
#include "members.h"
#include "mutant_switch.h"
#include "output.h"
#include "plan_parts.h"
#include "rules.h"
#include "tables.h"
#include "trace.h"

static const char *const value_words[] = {"int",    "float", "string",  "bytes",  "buffer",   "null",
                                          "object", "array", "address", "result", "callback", "function",
                                          "file",   "same",  "path",    "member"};
static const char *const expect_words[] = {"int",      "float",  "nan", "string", "bytes",  "sum",  "null",
                                           "not-null", "points", "log", "errno",  "output", "exit", "abort"};
static const char *const kind_words[] = {"happy path", "error path", "boundary", "edge case", "integration"};

void cet_write_text(FILE *out, const char *bytes, size_t length)
{
    fputc('"', out);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < ' ' || c >= 127)
            fprintf(out, "\\u%04x", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

/* Bytes are text where all of them are printable, else hexadecimal. */
static void write_bytes(FILE *out, const char *bytes, size_t length)
{
    bool is_text = true;
    for (size_t i = 0; i < length; i++)
        is_text &= (unsigned char)bytes[i] >= ' ' && (unsigned char)bytes[i] < 127;
    if (is_text) {
        fputs(", \"text\": ", out);
        cet_write_text(out, bytes, length);
        return;
    }
    fputs(", \"hex\": \"", out);
    for (size_t i = 0; i < length; i++)
        fprintf(out, "%02x", (unsigned char)bytes[i]);
    fputc('"', out);
}

static void write_number(FILE *out, const char *key, int64_t number, uint32_t type)
{
    const struct explore_type *t = type_of(type);
    bool is_unsigned = is_integer(t) && !(t->flags & EXPLORE_SIGNED);
    if (is_unsigned)
        fprintf(out, ", \"%s\": \"%llu\", \"unsigned\": true", key, (unsigned long long)number);
    else
        fprintf(out, ", \"%s\": \"%lld\"", key, (long long)number);
}

static void write_real(FILE *out, double real)
{
    if (isnan(real))
        fputs(", \"real\": \"nan\"", out);
    else if (isinf(real))
        fprintf(out, ", \"real\": \"%sinf\"", real < 0 ? "-" : "");
    else
        fprintf(out, ", \"real\": \"%.17g\"", real);
}

/* The field's name needs the record that holds the value. */
static const char *field_name(const struct program *p, uint16_t id)
{
    if (p->values[id].field == NO_FIELD)
        return "";
    for (uint16_t i = 0; i < p->value_count; i++) {
        const struct value *holder = &p->values[i];
        for (uint16_t k = 0; k < holder->item_count; k++)
            if (holder->kind == VALUE_OBJECT && program_item(p, holder, k) == id)
                return type_of(holder->type)->fields[p->values[id].field].name;
    }
    return "";
}

static void write_value(FILE *out, const struct program *p, uint16_t id)
{
    const struct value *v = &p->values[id];
    fprintf(out, "{\"kind\": \"%s\", \"type\": ", value_words[v->kind]);
    const char *spelling = type_of(v->type)->spelling;
    cet_write_text(out, spelling, strlen(spelling));
    const char *field = field_name(p, id);
    if (*field)
        fprintf(out, ", \"field\": \"%s\"", field);
    if (v->name && *v->name)
        fprintf(out, ", \"name\": \"%s\"", v->name);
    switch (v->kind) {
    case VALUE_INT:
        write_number(out, "number", v->number, v->type);
        break;
    case VALUE_RESULT:
        fprintf(out, ", \"number\": \"%lld\"", (long long)v->number);
        break;
    case VALUE_FLOAT:
        write_real(out, v->real);
        break;
    case VALUE_STRING:
    case VALUE_BYTES:
    case VALUE_PATH:
        write_bytes(out, (const char *)p->bytes + v->first_byte, v->length);
        break;
    case VALUE_FILE:
        if (v->number)
            fprintf(out, ", \"number\": \"%lld\"", (long long)v->number);
        write_bytes(out, (const char *)p->bytes + v->first_byte, v->length);
        break;
    case VALUE_MEMBER: {
        char path[MEMBER_SPELLING];
        const bool is_address = cet_members_spell(p->values[program_item(p, v, 0)].type, (uint64_t)v->number, path);
        write_bytes(out, path, strlen(path));
        fprintf(out, ", \"number\": \"%d\"", is_address);
        break;
    }
    case VALUE_BUFFER:
        fprintf(out, ", \"length\": %u, \"fill\": %u", v->length, v->fill);
        if (v->number)
            fprintf(out, ", \"rule\": \"%s\", \"number\": \"%u\"", cet_rule_word(v), rule_parameter(v));
        break;
    case VALUE_FUNCTION: {
        const char *name = cet_explore_unit.named[v->number].name;
        write_bytes(out, name, strlen(name));
        break;
    }
    default:
        break;
    }
    if (v->item_count) {
        fputs(", \"items\": [", out);
        for (uint16_t i = 0; i < v->item_count; i++)
            fprintf(out, "%s%u", i ? ", " : "", program_item(p, v, i));
        fputc(']', out);
    }
    fputc('}', out);
}

static bool looks_at_errno(const struct chosen *test, uint16_t step)
{
    for (uint32_t i = 0; test && i < test->observation_count; i++)
        if (test->observations[i].kind == SEEN_ERRNO && test->observations[i].step == step)
            return true;
    return false;
}

/* What stands fixed in the calls of a variadic function, as values behind those of the program. */
static void write_constant(FILE *out, const struct explore_constant *constant)
{
    const char *spelling = type_of(constant->type)->spelling;
    fprintf(out, "{\"kind\": \"%s\", \"type\": ",
            constant->text               ? value_words[VALUE_STRING]
            : is_pointer(constant->type) ? value_words[VALUE_NULL]
                                         : value_words[VALUE_INT]);
    cet_write_text(out, spelling, strlen(spelling));
    if (*constant->name)
        fprintf(out, ", \"name\": \"%s\"", constant->name);
    if (constant->text)
        write_bytes(out, constant->text, strlen(constant->text));
    else if (!is_pointer(constant->type))
        write_number(out, "number", constant->number, constant->type);
    fputc('}', out);
}

static void write_step(FILE *out, const struct program *p, uint16_t s, const struct chosen *test, uint32_t *constants)
{
    const struct step *step = &p->steps[s];
    const struct explore_function *f = function_of(step->function);
    fprintf(out, "{\"function\": \"%s\", \"result\": ", f->name);
    const char *spelling = type_of(f->result)->spelling;
    cet_write_text(out, spelling, strlen(spelling));
    fputs(", \"args\": [", out);
    for (uint32_t position = 0, a = 0; position < step->arg_count + f->constant_count; position++)
        fprintf(out, "%s%u", position ? ", " : "", constant_at(f, position) ? (*constants)++ : step->args[a++]);
    fputc(']', out);
    if (step->fail_allocation)
        fprintf(out, ", \"failAllocation\": %d", step->fail_allocation);
    if (step->is_setup)
        fputs(", \"setup\": true", out);
    if (step->is_cleanup)
        fputs(", \"cleanup\": true", out);
    if (looks_at_errno(test, s))
        fputs(", \"clearsErrno\": true", out);
    fputc('}', out);
}

static void write_expect(FILE *out, const struct chosen *test, uint32_t index)
{
    const struct observation *o = &test->observations[index];
    fprintf(out, "{\"kind\": \"%s\", \"step\": %u", expect_words[o->kind], o->step);
    if (o->root_kind == ROOT_RESULT)
        fprintf(out, ", \"root\": \"result\", \"index\": %u", o->root);
    else if (o->root_kind == ROOT_VALUE)
        fprintf(out, ", \"root\": \"value\", \"index\": %u", o->root);
    else if (o->root_kind == ROOT_GLOBAL)
        fputs(", \"root\": \"global\"", out);
    if (o->path_length) {
        fputs(", \"path\": ", out);
        cet_write_text(out, test->text + o->path, o->path_length);
    }
    if (o->root_kind != ROOT_NOTHING) {
        fputs(", \"type\": ", out);
        cet_write_text(out, type_of(o->type)->spelling, strlen(type_of(o->type)->spelling));
    }
    switch (o->kind) {
    case SEEN_INT:
        write_number(out, "number", o->number, o->type);
        break;
    case SEEN_POINTS:
        fprintf(out, ", \"number\": \"%lld\", \"target\": %u", (long long)o->number, o->target);
        break;
    case SEEN_SUM:
        fprintf(out, ", \"length\": %llu, \"number\": \"%llu\"", (unsigned long long)o->number >> 32,
                (unsigned long long)o->number & UINT32_MAX);
        break;
    case SEEN_ERRNO:
    case SEEN_EXIT:
        fprintf(out, ", \"number\": \"%lld\"", (long long)o->number);
        break;
    case SEEN_FLOAT:
        write_real(out, o->real);
        break;
    case SEEN_STRING:
    case SEEN_BYTES:
    case SEEN_LOG:
    case SEEN_OUTPUT:
        write_bytes(out, test->text + o->bytes, o->length);
        break;
    default:
        break;
    }
    if (test->kills[index])
        fprintf(out, ", \"kills\": %u", test->kills[index]);
    fputc('}', out);
}

void cet_write_calls(FILE *out, const struct program *p, const struct chosen *test)
{
    fputs("\n      \"values\": [", out);
    for (uint16_t i = 0; i < p->value_count; i++) {
        fputs(i ? ",\n        " : "\n        ", out);
        write_value(out, p, i);
    }
    uint32_t count = p->value_count;
    for (uint16_t s = 0; s < p->step_count; s++) {
        const struct explore_function *f = function_of(p->steps[s].function);
        for (uint32_t position = 0; position < f->param_count + f->constant_count; position++)
            if (constant_at(f, position)) {
                fputs(count++ ? ",\n        " : "\n        ", out);
                write_constant(out, constant_at(f, position));
            }
    }
    uint32_t constants = p->value_count;
    fputs("],\n      \"steps\": [", out);
    for (uint16_t s = 0; s < p->step_count; s++) {
        fputs(s ? ",\n        " : "\n        ", out);
        write_step(out, p, s, test, &constants);
    }
    fputc(']', out);
}

/* What it alone adds: where its edges begin, and ids of mutants. */
static void write_own(FILE *out, const struct chosen *test)
{
    uint32_t count;
    const struct trace_edge *edges = cet_trace_edges(&count);
    const char *separator = "";
    fputs("\n      \"ownPlaces\": [", out);
    for (uint32_t i = 0; i < test->new_edges && i < CHOSEN_OWN; i++)
        if (test->own_edges[i] >= 1 && test->own_edges[i] <= count) {
            fprintf(out, "%s\"0x%llx\"", separator, (unsigned long long)edges[test->own_edges[i] - 1].address);
            separator = ", ";
        }
    separator = "";
    fputs("], \"ownMutants\": [", out);
    for (uint32_t i = 0; i < test->new_mutants && i < CHOSEN_OWN; i++, separator = ", ")
        fprintf(out, "%s\"%016llx\"", separator, (unsigned long long)cet_mutant_id(test->own_mutants[i]));
    fputs("],", out);
}

static void write_test(FILE *out, const struct chosen *test)
{
    fputs("{\"function\": ", out);
    const char *id = function_of(test->function)->id;
    cet_write_text(out, id, strlen(id));
    fprintf(out, ", \"kind\": \"%s\", \"branches\": %u, \"mutants\": %u,", kind_words[test->kind], test->new_edges,
            test->new_mutants);
    write_own(out, test);
    cet_write_calls(out, test->program, test);
    fputs(",\n      \"expects\": [", out);
    for (uint32_t i = 0; i < test->observation_count; i++) {
        fputs(i ? ",\n        " : "\n        ", out);
        write_expect(out, test, i);
    }
    if (test->leaves_nothing)
        fprintf(out, "%s\n        {\"kind\": \"no-blocks\", \"step\": %u}", test->observation_count ? "," : "",
                test->program->step_count - 1u);
    fputs("]}", out);
}

static void write_law(FILE *out, const struct law *law)
{
    const struct explore_function *f = function_of(law->function);
    char text[128];
    fprintf(out, "\n    {\"kind\": \"%s\", \"function\": ", cet_law_word(law->kind));
    cet_write_text(out, f->id, strlen(f->id));
    if (law->partner != UINT16_MAX) {
        fputs(", \"partner\": ", out);
        cet_write_text(out, function_of(law->partner)->id, strlen(function_of(law->partner)->id));
    }
    fputs(", \"result\": ", out);
    cet_write_text(out, type_of(f->result)->spelling, strlen(type_of(f->result)->spelling));
    fprintf(out, ", \"heldOn\": %u, \"low\": \"%lld\", \"high\": \"%lld\", \"domains\": [", law->held_on,
            (long long)law->low, (long long)law->high);
    for (uint32_t a = 0; a < f->param_count; a++) {
        cet_domain_text(&law->domains[a], text, sizeof text);
        fputs(a ? ", " : "", out);
        cet_write_text(out, text, strlen(text));
    }
    fputs("], \"types\": [", out);
    for (uint32_t a = 0; a < f->param_count; a++) {
        fputs(a ? ", " : "", out);
        cet_write_text(out, type_of(f->params[a].type)->spelling, strlen(type_of(f->params[a].type)->spelling));
    }
    fputs("]}", out);
}

static void write_laws(FILE *out, const struct law_list *laws)
{
    fputs("  \"properties\": [", out);
    for (uint32_t i = 0; i < laws->count; i++) {
        fputs(i ? "," : "", out);
        write_law(out, &laws->laws[i]);
    }
    fputs("],\n", out);
}

void cet_plan_write(const char *path, const struct choice *choice, const struct law_list *laws, uint64_t seed,
                    bool was_capped)
{
    FILE *out = fopen(path, "w");
    if (!out)
        cet_die("'%s': %s", path, strerror(errno));
    fputs("{\n  \"format\": \"cet-test-plan\",\n  \"version\": 1,\n  \"unit\": ", out);
    cet_write_text(out, cet_explore_unit.path, strlen(cet_explore_unit.path));
    fprintf(out, ",\n  \"seed\": \"%llu\",\n  \"executions\": %llu,\n  \"capped\": %s,\n  \"tests\": [",
            (unsigned long long)seed, (unsigned long long)cet_channel_executions(), was_capped ? "true" : "false");
    for (uint32_t i = 0; i < choice->count; i++) {
        fputs(i ? ",\n    " : "\n    ", out);
        write_test(out, &choice->tests[i]);
    }
    fputs("],\n", out);
    write_laws(out, laws);
    cet_write_probes(out);
    cet_write_crashes(out);
    fputs("}\n", out);
    if (fclose(out))
        cet_die("'%s': %s", path, strerror(errno));
}
