#include "seen.h"

#include <fcntl.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "suite_content.h"

#define OUTPUT_MAX 512u

static uint32_t mix(uint32_t hash, const void *bytes, size_t length)
{
    const uint8_t *b = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ b[i]) * 0x01000193u;
    return hash;
}

void cet_look_begin(struct looker *l, struct run *run, uint16_t step)
{
    memset(l, 0, sizeof *l);
    l->run = run;
    l->step = step;
}

void cet_look_root(struct looker *l, enum observation_root kind, uint16_t root)
{
    l->root_kind = (uint8_t)kind;
    l->root = root;
    l->is_arrow = false;
    l->path_length = 0;
    uint16_t name[3] = {l->step, (uint16_t)kind, root};
    l->path_hash = mix(0x811c9dc5u, name, sizeof name);
}

struct path_mark cet_path_mark(const struct looker *l)
{
    return (struct path_mark){.hash = l->path_hash, .length = l->path_length};
}

void cet_path_return(struct looker *l, struct path_mark mark)
{
    l->path_hash = mark.hash;
    l->path_length = mark.length;
    l->is_arrow = false;
}

void cet_path_add(struct looker *l, const char *format, ...)
{
    char text[96];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (length < 0 || (size_t)length >= sizeof text)
        length = (int)sizeof text - 1;
    l->path_hash = mix(l->path_hash, text, (size_t)length);
    if (l->path_length + (uint32_t)length > LOOKER_PATH)
        return;
    memcpy(l->path + l->path_length, text, (size_t)length);
    l->path_length += (uint32_t)length;
}

static uint32_t add_text(struct detail *detail, const void *bytes, size_t length)
{
    uint32_t at = detail->text_length;
    memcpy(detail->text + at, bytes, length);
    detail->text_length += (uint32_t)length;
    return at;
}

static void add(struct looker *l, struct observation o, const void *bytes, size_t length)
{
    struct result *result = l->run->result;
    o.root_kind = l->root_kind;
    o.root = l->root;
    o.step = l->step;
    uint8_t kind = o.kind;
    /* What a place holds may change its kind (NULL, not NULL): the key names the place alone. */
    o.key = l->path_hash;
    if (kind == SEEN_STRING || kind == SEEN_BYTES || kind == SEEN_SUM || kind == SEEN_LOG || kind == SEEN_ERRNO ||
        kind == SEEN_OUTPUT)
        o.key ^= 0x9e3779b9u * (kind + 1u);
    o.value = mix(mix(mix(mix(kind, &o.number, sizeof o.number), &o.real, sizeof o.real), &o.target, sizeof o.target),
                  bytes, length);
    result->digest = (result->digest ^ o.key) * 0x100000001b3u;
    result->digest = (result->digest ^ o.value) * 0x100000001b3u;
    if (result->fact_count < RESULT_FACTS && !(l->run->flags & RUN_NO_FACTS))
        result->facts[result->fact_count++] = (struct seen_fact){.key = o.key, .value = o.value};
    struct detail *detail = l->run->flags & RUN_DETAIL ? l->run->detail : NULL;
    if (!detail || detail->observation_count == RESULT_OBSERVATIONS || l->path_length == LOOKER_PATH ||
        length + l->path_length > RESULT_TEXT - detail->text_length)
        return;
    o.bytes = add_text(detail, bytes, length);
    o.length = (uint32_t)length;
    o.path = add_text(detail, l->path, l->path_length);
    o.path_length = l->path_length;
    detail->observations[detail->observation_count++] = o;
}

void cet_seen_plain(struct looker *l, enum observation_kind kind, uint32_t type, int64_t number)
{
    add(l, (struct observation){.kind = (uint8_t)kind, .type = type, .number = number}, "", 0);
}

void cet_seen_real(struct looker *l, uint32_t type, double real)
{
    bool is_nan = isnan(real);
    add(l, (struct observation){.kind = is_nan ? SEEN_NAN : SEEN_FLOAT, .type = type, .real = is_nan ? 0 : real}, "",
        0);
}

void cet_seen_bytes(struct looker *l, enum observation_kind kind, uint32_t type, const void *bytes, size_t length)
{
    add(l, (struct observation){.kind = (uint8_t)kind, .type = type}, bytes, length);
}

void cet_seen_sum(struct looker *l, uint32_t type, const void *bytes, uint32_t size)
{
    cet_seen_plain(l, SEEN_SUM, type, (int64_t)((uint64_t)size << 32 | suite_sum(bytes, size)));
}

void cet_seen_points(struct looker *l, uint32_t type, uint16_t value, int64_t offset)
{
    add(l, (struct observation){.kind = SEEN_POINTS, .type = type, .target = value, .number = offset}, "", 0);
}

void cet_seen_text(struct looker *l, const void *text, size_t length)
{
    struct result *result = l->run->result;
    if (length <= result->written_length || length > RESULT_WRITTEN)
        return;
    memcpy(result->written, text, length);
    result->written_length = (uint32_t)length;
}

void cet_seen_log(struct looker *l)
{
    struct run *run = l->run;
    if ((!run->slot_type_count && !cet_explore_unit.stub_count) || run->log_is_full)
        return;
    cet_look_root(l, ROOT_NOTHING, 0);
    cet_seen_bytes(l, SEEN_LOG, 0, run->log, run->log_length);
}

void cet_seen_errno(struct looker *l, int number)
{
    cet_look_root(l, ROOT_NOTHING, 0);
    cet_seen_plain(l, SEEN_ERRNO, 0, number);
}

/* It has no descriptor to read it by. */
static void see_full_file(struct looker *l, const struct value *v, FILE *file)
{
    char text[FULL_FILE_MAX];
    const long place = ftell(file);
    if (place < 0 || fseek(file, 0, SEEK_END))
        return;
    const long size = ftell(file);
    rewind(file);
    const size_t length = size > 0 && size <= (long)sizeof text ? fread(text, 1, (size_t)size, file) : 0;
    fseek(file, place, SEEK_SET);
    if (length)
        cet_seen_bytes(l, SEEN_OUTPUT, v->type, text, length);
}

/* Unless it is what was there from the start. */
static void see_content(struct looker *l, const struct value *v, int descriptor)
{
    char text[RESULT_WRITTEN];
    struct stat info;
    if (fstat(descriptor, &info) || info.st_size > (off_t)sizeof text)
        return;
    ssize_t length = pread(descriptor, text, sizeof text, 0);
    const uint8_t *before = l->run->program->bytes + v->first_byte;
    if (length < 0 || ((size_t)length == v->length && !memcmp(text, before, v->length)))
        return;
    cet_seen_text(l, text, (size_t)length);
    if ((size_t)length <= OUTPUT_MAX)
        cet_seen_bytes(l, SEEN_OUTPUT, v->type, text, (size_t)length);
}

void cet_seen_output(struct looker *l, const struct value *v, FILE *file)
{
    if (file && v->number > 1)
        see_full_file(l, v, file);
    if (file && !v->number && !fflush(file))
        see_content(l, v, fileno(file));
}

void cet_seen_written(struct looker *l, const struct value *v, const char *path)
{
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return;
    see_content(l, v, descriptor);
    close(descriptor);
}
