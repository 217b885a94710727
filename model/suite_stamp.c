#include "cet/model/suite_stamp.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"

#define STAMP_MAX_BYTES (64u << 20)

void suite_stamp_release(struct suite_stamp *stamp)
{
    if (!stamp)
        return;
    free(stamp->words);
    free(stamp->files);
    free(stamp->parts);
    arena_release(&stamp->arena);
    *stamp = (struct suite_stamp){0};
}

static void put_digest(char target[DIGEST_TEXT_SIZE], const char *digest)
{
    const size_t length = strnlen(digest, DIGEST_TEXT_SIZE - 1);
    memcpy(target, digest, length);
    target[length] = '\0';
}

void suite_stamp_add_word(struct suite_stamp *stamp, const char *word)
{
    ARRAY_PUSH(stamp->words, stamp->word_count, stamp->word_capacity, arena_strdup(&stamp->arena, word));
}

static const struct stamped_file *find_file(const struct suite_stamp *stamp, const char *path)
{
    for (size_t i = 0; i < stamp->file_count; i++)
        if (!strcmp(stamp->files[i].path, path))
            return &stamp->files[i];
    return NULL;
}

void suite_stamp_add_file(struct suite_stamp *stamp, const char *path, const char *digest)
{
    if (find_file(stamp, path))
        return;
    struct stamped_file file = {.path = arena_strdup(&stamp->arena, path)};
    put_digest(file.digest, digest);
    ARRAY_PUSH(stamp->files, stamp->file_count, stamp->file_capacity, file);
}

void suite_stamp_add_part(struct suite_stamp *stamp, const char *program, const char *name, const char *digest)
{
    struct stamped_part part = {arena_strdup(&stamp->arena, program), arena_strdup(&stamp->arena, name), ""};
    put_digest(part.digest, digest);
    ARRAY_PUSH(stamp->parts, stamp->part_count, stamp->part_capacity, part);
}

bool suite_stamp_has_part(const struct suite_stamp *stamp, const char *program, const char *name, const char *digest)
{
    for (size_t i = 0; i < stamp->part_count; i++)
        if (!strcmp(stamp->parts[i].digest, digest) && !strcmp(stamp->parts[i].name, name) &&
            !strcmp(stamp->parts[i].program, program))
            return true;
    return false;
}

/* ---- the file ---------------------------------------------------------------------------------------------------- */

static void read_stamp(const cJSON *root, struct suite_stamp *stamp)
{
    const cJSON *item;
    stamp->tool = arena_strdup(&stamp->arena, json_get_text(root, "tool", ""));
    stamp->seed = strtoull(json_get_text(root, "seed", "0"), NULL, 10);
    stamp->executions = (uint64_t)json_get_int(root, "executions", 0);
    stamp->budget_s = (uint64_t)json_get_int(root, "budget", 0);
    cJSON_ArrayForEach(item, json_get(root, "words"))
        suite_stamp_add_word(stamp, cJSON_IsString(item) ? item->valuestring : "");
    cJSON_ArrayForEach(item, json_get(root, "files"))
        suite_stamp_add_file(stamp, json_get_text(item, "path", ""), json_get_text(item, "digest", ""));
    cJSON_ArrayForEach(item, json_get(root, "parts")) suite_stamp_add_part(
        stamp, json_get_text(item, "program", ""), json_get_text(item, "name", ""), json_get_text(item, "digest", ""));
}

enum status suite_stamp_load(const char *path, struct suite_stamp *ret_stamp, struct error *err)
{
    if (!file_exists(path))
        return error_set(err, STATUS_NOT_FOUND, "'%s' does not exist", path);
    SCOPED(json_free) cJSON *root = NULL;
    enum status status = json_load(path, STAMP_MAX_BYTES, &root, err);
    if (status != STATUS_OK)
        return status;
    if (strcmp(json_get_text(root, "format", ""), SUITE_STAMP_FORMAT) != 0)
        return error_set(err, STATUS_INVALID, "'%s' is not the %s of a generated suite", path, SUITE_STAMP_FILE);
    if (json_get_int(root, "version", 0) != SUITE_STAMP_VERSION)
        return error_set(err, STATUS_INVALID, "'%s' has version %lld, this cet reads %d; generate the suite anew", path,
                         (long long)json_get_int(root, "version", 0), SUITE_STAMP_VERSION);
    *ret_stamp = (struct suite_stamp){0};
    read_stamp(root, ret_stamp);
    return STATUS_OK;
}

void suite_stamp_format(const struct suite_stamp *stamp, struct strbuf *out)
{
    char seed[24];
    struct json_writer json = {.out = out, .indent = 1};
    snprintf(seed, sizeof seed, "%" PRIu64, stamp->seed);
    json_object_begin(&json, NULL);
    json_string(&json, "format", SUITE_STAMP_FORMAT);
    json_int(&json, "version", SUITE_STAMP_VERSION);
    json_string(&json, "tool", stamp->tool);
    json_string(&json, "seed", seed);
    json_uint(&json, "executions", stamp->executions);
    json_uint(&json, "budget", stamp->budget_s);
    json_array_begin(&json, "words");
    for (size_t i = 0; i < stamp->word_count; i++)
        json_string(&json, NULL, stamp->words[i]);
    json_array_end(&json);
    json_array_begin(&json, "files");
    for (size_t i = 0; i < stamp->file_count; i++) {
        json_object_begin(&json, NULL);
        json_string(&json, "path", stamp->files[i].path);
        json_string(&json, "digest", stamp->files[i].digest);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_array_begin(&json, "parts");
    for (size_t i = 0; i < stamp->part_count; i++) {
        json_object_begin(&json, NULL);
        json_string(&json, "program", stamp->parts[i].program);
        json_string(&json, "name", stamp->parts[i].name);
        json_string(&json, "digest", stamp->parts[i].digest);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_object_end(&json);
    strbuf_add_char(out, '\n');
}

/* ---- comparing --------------------------------------------------------------------------------------------------- */

static void compare_words(const struct suite_stamp *then, const struct suite_stamp *now, struct strbuf *out)
{
    size_t i = 0;
    while (i < then->word_count && i < now->word_count && !strcmp(then->words[i], now->words[i]))
        i++;
    if (i == then->word_count && i == now->word_count)
        return;
    strbuf_printf(out, "it was made for '%s' where now '%s' stands (units, compiler's and linker's words)\n",
                  i < then->word_count ? then->words[i] : "nothing", i < now->word_count ? now->words[i] : "nothing");
}

static void compare_files(const struct suite_stamp *then, const struct suite_stamp *now, struct strbuf *out)
{
    for (size_t i = 0; i < now->file_count; i++) {
        const struct stamped_file *known = find_file(then, now->files[i].path);
        if (!known)
            strbuf_printf(out, "'%s' was not used then\n", now->files[i].path);
        else if (!*now->files[i].digest)
            strbuf_printf(out, "'%s' is no longer there\n", now->files[i].path);
        else if (strcmp(known->digest, now->files[i].digest) != 0)
            strbuf_printf(out, "'%s' has changed\n", now->files[i].path);
    }
    for (size_t i = 0; i < then->file_count; i++)
        if (!find_file(now, then->files[i].path))
            strbuf_printf(out, "'%s' is no longer used\n", then->files[i].path);
}

void suite_stamp_compare(const struct suite_stamp *then, const struct suite_stamp *now, struct strbuf *out)
{
    if (strcmp(then->tool, now->tool) != 0)
        strbuf_printf(out, "it was made by %s, this is %s\n", then->tool, now->tool);
    if (then->seed != now->seed)
        strbuf_printf(out, "it was made with seed %" PRIu64 ", not %" PRIu64 "\n", then->seed, now->seed);
    if (then->executions != now->executions)
        strbuf_printf(out, "it was made with --executions %" PRIu64 ", not %" PRIu64 " (0: from the branches)\n",
                      then->executions, now->executions);
    if (then->budget_s != now->budget_s)
        strbuf_printf(out, "it was made with --budget %" PRIu64 ", not %" PRIu64 " (0: none)\n", then->budget_s,
                      now->budget_s);
    compare_words(then, now, out);
    compare_files(then, now, out);
}
