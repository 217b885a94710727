#include "result.h"

#include <string.h>

#include "snapshot.h"
#include "tables.h"

void cet_result_clear(struct result *result)
{
    memset(result, 0, offsetof(struct result, edges));
}

void cet_result_copy(struct result *to, const struct result *from)
{
    memcpy(to, from, offsetof(struct result, edges));
    memcpy(to->edges, from->edges, from->edge_count * sizeof *from->edges);
    memcpy(to->facts, from->facts, from->fact_count * sizeof *from->facts);
    memcpy(to->compares, from->compares, from->compare_count * sizeof *from->compares);
    memcpy(to->tokens, from->tokens, from->token_count * sizeof *from->tokens);
    memcpy(to->written, from->written, from->written_length);
}

/* A pointer from memory that the code under test may have written to: only constants are taken. */
static bool is_constant_text(const char *text)
{
    bool is_writable = true;
    return cet_snapshot_holds(text, 1, &is_writable) && !is_writable;
}

bool cet_result_check(struct result *result, const struct program *program)
{
    if (result->outcome > OUTCOME_INVALID || result->edge_count > RESULT_EDGES || result->fact_count > RESULT_FACTS ||
        result->compare_count > RESULT_COMPARES || result->token_count > RESULT_TOKENS ||
        result->written_length > RESULT_WRITTEN || result->step > program->step_count)
        return false;
    if (!is_constant_text(result->undefined.what) || !is_constant_text(result->undefined.file))
        result->undefined = (struct undefined_place){0};
    for (uint32_t i = 0; i < result->token_count; i++)
        if (result->tokens[i].left_length > RESULT_TOKEN || result->tokens[i].right_length > RESULT_TOKEN)
            return false;
    return true;
}

bool cet_detail_check(struct detail *detail, const struct program *program)
{
    if (detail->observation_count > RESULT_OBSERVATIONS || detail->text_length > RESULT_TEXT)
        return false;
    for (uint32_t i = 0; i < detail->observation_count; i++) {
        const struct observation *o = &detail->observations[i];
        if (o->kind > SEEN_ABORT || o->root_kind > ROOT_NOTHING || o->step >= program->step_count ||
            o->type >= cet_explore_unit.type_count || o->bytes > RESULT_TEXT || o->length > RESULT_TEXT - o->bytes ||
            o->path > RESULT_TEXT || o->path_length > RESULT_TEXT - o->path)
            return false;
        if (o->root_kind == ROOT_VALUE && o->root >= program->value_count)
            return false;
        if (o->root_kind == ROOT_RESULT && o->root >= program->step_count)
            return false;
        if (o->root_kind == ROOT_GLOBAL && o->root >= cet_explore_unit.global_count)
            return false;
        if (o->kind == SEEN_POINTS && o->target >= program->value_count)
            return false;
    }
    return true;
}
