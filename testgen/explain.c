/* What the generator takes each parameter for, and why, in words. */
#include <string.h>

#include "behaviour.h"
#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "cet/exec/sandbox.h"
#include "cet/model/param_uses.h"
#include "cet/testgen/explore.h"
#include "program_uses.h"
#include "variadic.h"

static const struct {
    uint32_t flag;
    const char *text;
} evidence_words[] = {{PARAM_FREED, "freed"},
                      {PARAM_FILE_NAME, "names a file that a function opens or asks about"},
                      {PARAM_STRING, "given to a function that reads up to a NUL"},
                      {PARAM_BUFFER, "given to a function together with a length"},
                      {PARAM_LENGTH, "bounds what a function reads or writes"},
                      {PARAM_LOOP_BOUND, "bounds a loop"},
                      {PARAM_ARRAY_INDEX, "used as an index"},
                      {PARAM_SUBSCRIPTED, "subscripted"},
                      {PARAM_WRITTEN_THROUGH, "written through"},
                      {PARAM_READ_FIRST, "read before it is written"},
                      {PARAM_NULL_COMPARED, "compared with NULL"},
                      {PARAM_CALLED, "called"},
                      {PARAM_STORED, "kept beyond the call"},
                      {PARAM_HEADER_BEFORE, "has its header before it"},
                      {PARAM_DIVISOR, "divides"},
                      {PARAM_SWITCH_VALUE, "decides a switch"}};

/* A parameter, what it is taken for, and what speaks for it. */
struct explained {
    const char *name, *type;
    const char *meant_type; /* NULL: the same */
    const struct role *role;
    const char *partner; /* NULL: none */
    const struct param_uses *uses;
};

static void add_text(const struct explained *param, struct strbuf *out)
{
    strbuf_printf(out, "%s (%s): %s", *param->name ? param->name : "-", param->type,
                  param_role_text((enum param_role)param->role->kind));
    if (param->meant_type)
        strbuf_printf(out, ", used as '%s'", param->meant_type);
    if (param->partner)
        strbuf_printf(out, " %s '%s'", param->role->kind == EXPLORE_ROLE_LENGTH ? "of" : "with length", param->partner);
    if (param->role->is_nonnull)
        strbuf_add_text(out, ", never NULL");
    bool is_first = !param->role->is_given;
    if (param->role->is_given)
        strbuf_add_text(out, ": said in cet.json");
    for (size_t i = 0; i < ARRAY_LENGTH(evidence_words); i++)
        if (param->uses->flags & evidence_words[i].flag) {
            strbuf_printf(out, "%s%s", is_first ? ": " : ", ", evidence_words[i].text);
            is_first = false;
        }
    strbuf_add_char(out, '\n');
}

static void add_json(const struct explained *param, struct json_writer *json)
{
    json_object_begin(json, NULL);
    json_string(json, "name", param->name);
    json_string(json, "type", param->type);
    json_string(json, "used_as", param->meant_type);
    json_string(json, "role", param_role_text((enum param_role)param->role->kind));
    json_string(json, "partner", param->partner);
    json_bool(json, "never_null", param->role->is_nonnull);
    json_array_begin(json, "evidence");
    if (param->role->is_given)
        json_string(json, NULL, "said in cet.json");
    for (size_t i = 0; i < ARRAY_LENGTH(evidence_words); i++)
        if (param->uses->flags & evidence_words[i].flag)
            json_string(json, NULL, evidence_words[i].text);
    json_array_end(json);
    json_object_end(json);
}

/* What stands behind `...`. */
static void add_variadic_text(const struct variadic *variadic, struct strbuf *out)
{
    if (variadic->obstacle)
        strbuf_printf(out, "...: not called: %s\n", variadic->obstacle);
    else
        strbuf_printf(out, "...: %s: %s\n", variadic->meaning, variadic->evidence);
}

static void add_variadic_json(const struct variadic *variadic, struct json_writer *json)
{
    json_object_begin(json, NULL);
    json_string(json, "name", "...");
    json_string(json, "role", variadic->meaning);
    json_string(json, "obstacle", variadic->obstacle);
    json_array_begin(json, "evidence");
    if (variadic->evidence)
        json_string(json, NULL, variadic->evidence);
    json_array_end(json);
    json_object_end(json);
}

static void explain_function(const struct testgen_options *options, const struct facts *facts, uint32_t index,
                             bool as_json, struct arena *arena, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf work = {0};
    SCOPED(facts_release) struct facts program = {0};
    struct behaviour behaviour;
    struct json_writer json = {.out = out, .indent = 2};
    const char *place = options->sandbox ? sandbox_staging(options->sandbox) : NULL;
    if (folder_make_temporary(place, "explain-", &work, NULL) == STATUS_OK) {
        SCOPED(linked_facts_release) struct linked_facts linked = {
            .options = options, .work = strbuf_text(&work), .arena = arena};
        program_facts(facts, &linked, &program);
        folder_remove(strbuf_text(&work), NULL);
    }
    behaviour_find(facts, &program, options->corrections, arena, &behaviour);
    struct param_uses **uses = program_uses_find(facts, &program, arena);
    const struct fact_function *f = &facts->functions[index];
    const struct role *roles = behaviour.params[index];
    if (as_json)
        json_array_begin(&json, NULL);
    for (uint32_t p = 0; roles && p < variadic_named_count(facts, f); p++) {
        const uint32_t partner = roles[p].partner;
        const char *meant_type = roles[p].type == f->params[p].type ? NULL : facts->types[roles[p].type].spelling;
        const struct explained param = {.name = f->params[p].name,
                                        .type = facts->types[f->params[p].type].spelling,
                                        .meant_type = meant_type,
                                        .role = &roles[p],
                                        .partner = partner < f->param_count ? f->params[partner].name : NULL,
                                        .uses = &uses[index][p]};
        if (as_json)
            add_json(&param, &json);
        else
            add_text(&param, out);
    }
    if (variadic_is(facts, f)) {
        struct variadic variadic;
        variadic_find(facts, f, arena, &variadic);
        if (as_json)
            add_variadic_json(&variadic, &json);
        else
            add_variadic_text(&variadic, out);
    }
    if (as_json)
        json_array_end(&json);
}

enum status testgen_explain(const struct testgen_options *options, const struct facts *facts, const char *function,
                            bool as_json, struct strbuf *out, struct error *err)
{
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *f = &facts->functions[i];
        if (!f->is_defined || (strcmp(f->name, function) != 0 && strcmp(f->id, function) != 0))
            continue;
        SCOPED(arena_release) struct arena arena = {0};
        enum status status = behaviour_check(facts, options->corrections, err);
        if (status == STATUS_OK)
            explain_function(options, facts, i, as_json, &arena, out);
        return status;
    }
    return error_set(err, STATUS_NOT_FOUND, "'%s': no such function is defined in the unit", function);
}
