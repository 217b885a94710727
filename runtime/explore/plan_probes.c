/* Programs of the corpus that keep to the rules: other eyes than ours may see a fault in what returns here. */
#include <string.h>

#include "channel.h"
#include "corpus.h"
#include "honest.h"
#include "plan_parts.h"
#include "result.h"
#include "tables.h"

#define PROBES_MAX 250u

static bool is_probe(const struct corpus_entry *entry)
{
    const struct program *p = entry->program;
    const uint16_t last = p->step_count - 1;
    return entry->outcome == OUTCOME_RETURNED && function_of(p->steps[last].function)->is_target &&
           cet_is_honest(p, last) && !cet_channel_run_one(p, 0, RUN_NO_FACTS)->long_lengths;
}

static void write_probe(FILE *out, const struct program *p)
{
    const char *id = function_of(p->steps[p->step_count - 1].function)->id;
    fputs("\n    {\"function\": ", out);
    cet_write_text(out, id, strlen(id));
    fputs(", \"kind\": \"happy path\",", out);
    cet_write_calls(out, p, NULL);
    fputc('}', out);
}

/* Where there are too many, some of all ages. */
void cet_write_probes(FILE *out)
{
    uint32_t all = 0, seen = 0, written = 0;
    for (uint32_t i = 0; i < cet_corpus_count(); i++)
        all += is_probe(cet_corpus_get(i));
    const uint32_t wanted = all < PROBES_MAX ? all : PROBES_MAX;
    fputs("  \"probes\": [", out);
    for (uint32_t i = 0; i < cet_corpus_count(); i++) {
        if (!is_probe(cet_corpus_get(i)))
            continue;
        seen++;
        if ((uint64_t)written * all >= (uint64_t)seen * wanted)
            continue;
        fputs(written++ ? "," : "", out);
        write_probe(out, cet_corpus_get(i)->program);
    }
    fputs("],\n", out);
}
