/* Heads of .gcno and .gcda files, and the sources that notes name. The layout is that of gcc's gcov-io.h: words of four
 * bytes in the target's order; since gcc 12 lengths are in bytes, before that (and from clang) in words. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/coverage/data_files.h"

#define TAG_FUNCTION 0x01000000u
#define MAX_SOURCES 10000

struct words {
    const char *path;
    const unsigned char *bytes;
    size_t length, at;
    bool is_big_endian;
    bool lengths_are_bytes;
    bool is_cut_off;
};

static uint32_t next_word(struct words *words)
{
    if (words->length - words->at < 4) {
        words->is_cut_off = true;
        return 0;
    }
    const unsigned char *b = words->bytes + words->at;
    words->at += 4;
    return words->is_big_endian ? (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3]
                                : (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

/* Bytes that a length stands for, which the file must hold. */
static size_t next_length(struct words *words)
{
    uint64_t length = next_word(words);
    length *= words->lengths_are_bytes ? 1 : 4;
    if (length > words->length - words->at) {
        words->is_cut_off = true;
        return 0;
    }
    return (size_t)length;
}

/* Points into the file; the text ends at its NUL or with the bytes that its length gives it. */
static const char *next_text(struct words *words, size_t *ret_length)
{
    size_t length = next_length(words);
    const char *text = (const char *)words->bytes + words->at;
    words->at += length;
    *ret_length = strnlen(text, length);
    return text;
}

static enum status cut_off(const struct words *words, struct error *err)
{
    return error_set(err, STATUS_INVALID, "'%s' is cut off; build again and run the tests again", words->path);
}

/* "B22*": gcc 12.2; "408*": 4.8. */
static bool read_version(uint32_t word, struct gcov_head *head)
{
    for (unsigned i = 0; i < 4; i++)
        head->version[i] = (char)(word >> (24 - 8 * i));
    const char *v = head->version;
    bool is_new = v[0] >= 'A' && v[0] <= 'Z';
    if ((!is_new && (v[0] < '0' || v[0] > '9')) || v[1] < '0' || v[1] > '9' || v[2] < '0' || v[2] > '9')
        return false;
    unsigned first = (unsigned)(v[0] - (is_new ? 'A' : '0')), second = (unsigned)(v[1] - '0');
    head->compiler_major = is_new ? first * 10 + second : first;
    head->is_clang = !is_new && first < 5;
    return true;
}

static enum status read_head(struct words *words, const char magic[4], struct gcov_head *head, struct error *err)
{
    if (words->length == 0)
        return error_set(err, STATUS_INVALID, "'%s' is empty; run the tests again", words->path);
    if (words->length < 12)
        return cut_off(words, err);
    words->is_big_endian = !memcmp(words->bytes, magic, 4);
    const unsigned char *b = words->bytes;
    bool is_little_endian = b[0] == (unsigned char)magic[3] && b[1] == (unsigned char)magic[2] &&
                            b[2] == (unsigned char)magic[1] && b[3] == (unsigned char)magic[0];
    words->at = 4;
    if ((!words->is_big_endian && !is_little_endian) || !read_version(next_word(words), head))
        return error_set(err, STATUS_INVALID, "'%s' is no coverage file of gcc or clang", words->path);
    head->stamp = next_word(words);
    words->lengths_are_bytes = !head->is_clang && head->compiler_major >= 12;
    return STATUS_OK;
}

enum status gcov_data_parse_head(const char *path, const void *bytes, size_t length, struct gcov_head *ret,
                                 struct error *err)
{
    struct words words = {.path = path, .bytes = bytes, .length = length};
    struct gcov_head head = {0};
    enum status status = read_head(&words, "gcda", &head, err);
    if (status == STATUS_OK)
        *ret = head;
    return status;
}

static void add_source(struct gcov_notes *notes, const char *text, size_t length)
{
    for (size_t i = notes->source_count; i-- > 0;) /* the last one comes most often */
        if (!strncmp(notes->sources[i], text, length) && !notes->sources[i][length])
            return;
    char *source = memory_strndup(text, length);
    ARRAY_PUSH(notes->sources, notes->source_count, notes->source_capacity, source);
}

/* ident, checksum of lines, checksum of flow, name, [artificial], source, ... */
static void read_function(struct words *words, struct gcov_notes *notes)
{
    size_t length;
    for (unsigned i = 0; i < 3; i++)
        next_word(words);
    next_text(words, &length);
    if (!notes->head.is_clang && notes->head.compiler_major >= 8)
        next_word(words);
    const char *source = next_text(words, &length);
    if (!words->is_cut_off && length && notes->source_count < MAX_SOURCES)
        add_source(notes, source, length);
}

static void read_records(struct words *words, struct gcov_notes *notes)
{
    while (!words->is_cut_off && words->length - words->at >= 8) {
        uint32_t tag = next_word(words);
        size_t length = next_length(words);
        struct words record = *words;
        record.length = words->at + length;
        if (tag == TAG_FUNCTION && !words->is_cut_off) {
            read_function(&record, notes);
            words->is_cut_off = record.is_cut_off;
        }
        words->at += length;
    }
}

/* What stands between head and records: [checksum], [folder], [whether blocks can be unexecuted]. */
static void read_preamble(struct words *words, struct gcov_notes *notes)
{
    size_t length;
    if (notes->head.is_clang)
        return;
    if (notes->head.compiler_major >= 12)
        next_word(words);
    if (notes->head.compiler_major >= 9) {
        const char *folder = next_text(words, &length);
        notes->folder = length ? memory_strndup(folder, length) : NULL;
    }
    if (notes->head.compiler_major >= 8)
        next_word(words);
}

enum status gcov_notes_parse(const char *path, const void *bytes, size_t length, struct gcov_notes *ret,
                             struct error *err)
{
    struct words words = {.path = path, .bytes = bytes, .length = length};
    struct gcov_notes notes = {0};
    enum status status = read_head(&words, "gcno", &notes.head, err);
    if (status == STATUS_OK) {
        read_preamble(&words, &notes);
        read_records(&words, &notes);
        if (words.is_cut_off)
            status = cut_off(&words, err);
    }
    if (status != STATUS_OK) {
        gcov_notes_release(&notes);
        return status;
    }
    *ret = notes;
    return STATUS_OK;
}

void gcov_notes_release(struct gcov_notes *notes)
{
    if (!notes)
        return;
    for (size_t i = 0; i < notes->source_count; i++)
        free(notes->sources[i]);
    free(notes->sources);
    free(notes->folder);
    *notes = (struct gcov_notes){0};
}
