#include "cet/coverage/read.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cet/core/byte_stream.h"
#include "cet/core/file.h"
#include "cet/core/json_scan.h"
#include "cet/core/memory.h"
#include "cet/coverage/gcov.h"
#include "cet/exec/parallel.h"
#include "cet/model/coverage_readers.h"

#define HEAD_BYTES ((size_t)4 << 10)
#define PIECE_BYTES ((size_t)256 << 10)
#define SMALL_BYTES ((size_t)16 << 20) /* read some at a time, in memory whole */
#define BATCH 64

/* Streams are read by path; what must be in memory whole is there once it is asked for. */
struct content {
    const char *path;
    struct strbuf text; /* its head until load */
};

/* Appends the bytes from the start on, unpacked, until that many are there or the file ends. */
static enum status read_bytes(const char *path, size_t max_bytes, struct strbuf *out, struct error *err)
{
    SCOPED(byte_stream_close) struct byte_stream stream = {0};
    enum status status = byte_stream_open(path, &stream, err);
    for (size_t got = 1; status == STATUS_OK && got && out->length < max_bytes;) {
        const size_t left = max_bytes - out->length, size = left < PIECE_BYTES ? left : PIECE_BYTES;
        strbuf_reserve(out, size + 1);
        status = byte_stream_read(&stream, out->bytes + out->length, size, &got, err);
        out->length += status == STATUS_OK ? got : 0;
        out->bytes[out->length] = '\0';
    }
    return status;
}

static enum status load(struct content *content, struct error *err)
{
    strbuf_clear(&content->text);
    const enum status status = read_bytes(content->path, COVERAGE_MAX_JSON_BYTES + 1, &content->text, err);
    if (status == STATUS_OK && content->text.length > COVERAGE_MAX_JSON_BYTES)
        return error_set(err, STATUS_LIMIT, "'%s' holds more than the limit of %zu bytes", content->path,
                         COVERAGE_MAX_JSON_BYTES);
    return status;
}

/* ---- formats ----------------------------------------------------------------------------------------------------- */

static const char *first_byte(const struct content *content)
{
    const char *at = strbuf_text(&content->text);
    if (!strncmp(at, "\xef\xbb\xbf", 3))
        at += 3;
    return at + strspn(at, " \t\r\n");
}

/* Whether the first of the root's keys that says anything is one of keys (NULL-terminated). */
static bool has_key(const struct content *content, const char *const *keys)
{
    struct json_scan scan = json_scan_of("", content->text.bytes, content->text.length);
    if (*first_byte(content) != '{')
        return false;
    json_scan_object(&scan);
    while (json_scan_key(&scan)) {
        for (size_t i = 0; keys[i]; i++)
            if (json_scan_key_is(&scan, keys[i]))
                return true;
        json_scan_skip(&scan);
    }
    return false;
}

static bool sniff_cobertura(const struct content *content)
{
    return *first_byte(content) == '<';
}

static enum status read_cobertura(struct content *content, struct coverage_pile *pile, struct error *err)
{
    return coverage_read_cobertura(content->path, pile, err);
}

static bool sniff_data(const struct content *content)
{
    return has_key(content, (const char *const[]){"format", NULL});
}

static enum status read_data(struct content *content, struct coverage_pile *pile, struct error *err)
{
    const enum status status = load(content, err);
    return status == STATUS_OK
               ? coverage_parse_data(content->path, content->text.bytes, content->text.length, pile, err)
               : status;
}

static bool sniff_llvm(const struct content *content)
{
    return has_key(content, (const char *const[]){"data", "type", NULL});
}

static enum status read_llvm(struct content *content, struct coverage_pile *pile, struct error *err)
{
    const enum status status = load(content, err);
    return status == STATUS_OK
               ? coverage_parse_llvm(content->path, content->text.bytes, content->text.length, pile, err)
               : status;
}

static bool sniff_gcov_json(const struct content *content)
{
    return *first_byte(content) == '{';
}

static enum status read_gcov_json(struct content *content, struct coverage_pile *pile, struct error *err)
{
    struct coverage coverage = {0};
    enum status status = load(content, err);
    if (status == STATUS_OK)
        status = gcov_parse_json(content->path, content->text.bytes, content->text.length, &coverage, err);
    if (status == STATUS_OK)
        coverage_pile_add(pile, &coverage);
    coverage_release(&coverage);
    return status;
}

/* "        -:    0:Source:list.c", or what stands before it */
static bool sniff_gcov_text(const struct content *content)
{
    const char *at = first_byte(content);
    return !strncmp(at, "-:", 2) && at[2 + strspn(at + 2, " ")] == '0';
}

static enum status read_gcov_text(struct content *content, struct coverage_pile *pile, struct error *err)
{
    SCOPED(memory_free_pointer) char *path = path_absolute(content->path, NULL);
    SCOPED(memory_free_pointer) char *folder = path_folder(path);
    struct coverage coverage = {0};
    enum status status = load(content, err);
    if (status == STATUS_OK)
        status = gcov_parse_text(content->path, content->text.bytes, content->text.length, folder, &coverage, err);
    if (status == STATUS_OK)
        coverage_pile_add(pile, &coverage);
    coverage_release(&coverage);
    return status;
}

static bool sniff_tracefile(const struct content *content)
{
    (void)content;
    return true;
}

static enum status read_tracefile(struct content *content, struct coverage_pile *pile, struct error *err)
{
    return coverage_read_tracefile(content->path, pile, err);
}

static const struct format {
    const char *name;
    bool (*sniff)(const struct content *content);
    enum status (*read)(struct content *content, struct coverage_pile *pile, struct error *err);
} formats[] = {
#define COVERAGE_FORMAT_READ(id, name) {name, sniff_##id, read_##id},
#include "formats.def"
#undef COVERAGE_FORMAT_READ
};

const char *coverage_format_names(void)
{
    static const char names[] = ""
#define COVERAGE_FORMAT_READ(id, name) ", " name
#include "formats.def"
#undef COVERAGE_FORMAT_READ
        ;
    return names + strlen(", ");
}

enum status coverage_read_file(const char *path, struct coverage_pile *pile, struct error *err)
{
    struct content content = {.path = path};
    const struct format *format = formats;
    enum status status = read_bytes(path, HEAD_BYTES, &content.text, err);
    while (status == STATUS_OK && !format->sniff(&content))
        format++;
    if (status == STATUS_OK)
        status = format->read(&content, pile, err);
    strbuf_release(&content.text);
    return status;
}

/* ---- many -------------------------------------------------------------------------------------------------------- */

struct batch {
    const char *const *paths;
    struct coverage_pile *piles[BATCH];
};

static enum status read_one(void *context, size_t index, struct error *err)
{
    struct batch *batch = context;
    batch->piles[index] = coverage_pile_new(&(struct coverage_pile_options){0});
    return coverage_read_file(batch->paths[index], batch->piles[index], err);
}

static bool is_small(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && (size_t)info.st_size <= SMALL_BYTES;
}

static enum status read_batch(struct batch *batch, size_t count, unsigned jobs, struct coverage_pile *pile,
                              struct error *err)
{
    const enum status status =
        parallel_run(&(struct parallel){.jobs = jobs, .count = count, .run = read_one, .context = batch}, err);
    for (size_t i = 0; i < count; i++) {
        struct coverage coverage = {0};
        if (status == STATUS_OK) {
            coverage_pile_take(batch->piles[i], &coverage);
            coverage_pile_add(pile, &coverage);
        }
        coverage_release(&coverage);
        coverage_pile_free(batch->piles[i]);
    }
    return status;
}

enum status coverage_read_files(const char *const *paths, size_t count, unsigned jobs, struct coverage_pile *pile,
                                struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK;) {
        struct batch batch = {.paths = paths + i};
        size_t length = 0;
        while (i + length < count && length < BATCH && is_small(paths[i + length]))
            length++;
        if (length > 1)
            status = read_batch(&batch, length, jobs, pile, err);
        else
            status = coverage_read_file(paths[i], pile, err);
        i += length > 1 ? length : 1;
    }
    return status;
}
