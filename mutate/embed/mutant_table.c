/* The unit's mutants as the records that all others read. */
#include <inttypes.h>
#include <stdio.h>

#include "cet/model/mutant.h"
#include "unit.h"

void mutate_unit_format(const struct mutate_unit *unit, struct strbuf *out)
{
    struct mutant_set set = {0};
    for (size_t i = 0; i < unit->token_count; i++) {
        const struct token *token = &unit->tokens[i];
        for (uint32_t v = 0; v < token->variant_count; v++) {
            const struct variant *variant = &token->variants[v];
            if (variant->is_duplicate)
                continue;
            struct mutant mutant = {.operator_name = mutant_operator_text(variant->op),
                                    .group = mutant_operator_group(variant->op),
                                    .path = token->path,
                                    .function = token->function,
                                    .line = variant->range.line,
                                    .column = variant->range.column,
                                    .end_line = variant->range.end_line,
                                    .end_column = variant->range.end_column,
                                    .original = variant->original,
                                    .replacement = variant->replacement};
            snprintf(mutant.id, sizeof mutant.id, "%016" PRIx64, variant->id);
            if (token->context)
                snprintf(mutant.context, sizeof mutant.context, "%016" PRIx64, token->context);
            if (!variant->is_realised) {
                mutant.status = MUTANT_IGNORED;
                mutant.reason = token->refusal ? token->refusal : "no code is generated for it in this unit";
            }
            mutant_set_add(&set, &mutant);
        }
    }
    mutant_set_format(&set, out);
    mutant_set_release(&set);
}
