#include "documents.h"

#include <string.h>

#include "store.h"
#include "tables.h"

#define DOCUMENTS 64u
#define DOCUMENTS_EACH 6u /* of one writer */
#define LENGTH_MIN 16u
#define WORDS_MIN 2u
#define WORD_LENGTH_MIN 3u
#define DRAWS 3u
#define SHAPES 4096u

struct document {
    uint32_t length, words;
    uint32_t writer; /* function that the program ended with */
    uint8_t bytes[RESULT_WRITTEN];
};

struct documents {
    uint32_t count;
    struct document items[DOCUMENTS];
    uint32_t shapes[SHAPES]; /* seen: a document of the same shape teaches nothing new */
};

static struct documents *documents;

void cet_documents_open(void)
{
    documents = cet_store_take(sizeof *documents);
}

static bool is_word(uint8_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c >= 0x80;
}

/* Hash of what stands between the words, quoted texts taken as one. */
static uint64_t shape_of(const uint8_t *text, uint32_t length)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (uint32_t i = 0; i < length; i++) {
        if (text[i] == '"')
            for (i++; i < length && text[i] != '"'; i++)
                i += text[i] == '\\';
        else if (is_word(text[i]) || text[i] == ' ')
            continue;
        hash = (hash ^ (i < length ? text[i] : 0u)) * 0x100000001b3u;
    }
    return hash;
}

static bool is_new_shape(uint64_t shape)
{
    uint32_t *slot = &documents->shapes[shape % SHAPES];
    const uint32_t tag = (uint32_t)(shape >> 32) | 1;
    if (*slot == tag)
        return false;
    *slot = tag;
    return true;
}

static uint32_t count_of(const uint8_t *text, uint32_t length, const struct explore_text *word)
{
    uint32_t count = 0;
    const uint8_t *end = text + length;
    for (const uint8_t *at = text; (at = memmem(at, (size_t)(end - at), word->bytes, word->length)); at++)
        count++;
    return count;
}

/* Words of the source that stand there more often than in what the program was given: that says nothing of what its
 * functions write. */
static uint32_t own_words(const struct program *program, const uint8_t *text, uint32_t length)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < cet_explore_unit.text_count; i++) {
        const struct explore_text *word = &cet_explore_unit.texts[i];
        const uint32_t written = word->length >= WORD_LENGTH_MIN ? count_of(text, length, word) : 0;
        count += written && written > count_of(program->bytes, program->byte_count, word);
    }
    return count;
}

/* Where a writer has as many as it may, one with no more words makes room: those of the others stay, however short. */
static struct document *place_for(uint32_t writer, uint32_t words)
{
    struct document *least = NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; i < documents->count; i++) {
        struct document *known = &documents->items[i];
        count += known->writer == writer;
        if (known->writer == writer &&
            (!least || known->words < least->words || (known->words == least->words && one_in(3))))
            least = known;
    }
    if (count < DOCUMENTS_EACH && documents->count < DOCUMENTS)
        return &documents->items[documents->count++];
    return least && least->words <= words ? least : NULL;
}

void cet_documents_learn(const struct program *program, const struct result *result)
{
    const uint8_t *text = (const uint8_t *)result->written;
    if (result->written_length < LENGTH_MIN || !is_new_shape(shape_of(text, result->written_length)))
        return;
    const uint32_t words = own_words(program, text, result->written_length);
    const uint32_t writer =
        program->steps[result->step < program->step_count ? result->step : program->step_count - 1].function;
    struct document *place = words >= WORDS_MIN ? place_for(writer, words) : NULL;
    if (!place)
        return;
    place->writer = writer;
    place->words = words;
    place->length = result->written_length;
    memcpy(place->bytes, text, place->length);
}

static uint32_t take(const struct document *drawn, uint8_t *out, uint32_t max)
{
    if (drawn->length > max)
        return 0;
    memcpy(out, drawn->bytes, drawn->length);
    return drawn->length;
}

bool cet_documents_are_known(void)
{
    return documents->count;
}

uint32_t cet_documents_draw_whole(uint8_t *out, uint32_t max)
{
    if (!documents->count)
        return 0;
    const struct document *drawn = &documents->items[cet_below(documents->count)];
    for (uint32_t i = 1; i < DRAWS; i++) {
        const struct document *other = &documents->items[cet_below(documents->count)];
        drawn = other->words > drawn->words ? other : drawn;
    }
    return take(drawn, out, max);
}

uint32_t cet_documents_draw_any(uint8_t *out, uint32_t max)
{
    return documents->count ? take(&documents->items[cet_below(documents->count)], out, max) : 0;
}
