#include "mutate_recall.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/store/store.h"
#include "installation.h"

static const char *keep_absolute(struct mutate_recall *recall, const char *path)
{
    SCOPED(memory_free_pointer) char *absolute = path_absolute(path, NULL);
    return arena_strdup(&recall->arena, absolute);
}

static void name_folders(const struct mutate_args *args, const struct source_units *units, struct mutate_recall *recall)
{
    size_t count = 0, readable = 0;
    while (units->readable[readable])
        readable++;
    recall->folders = arena_array(&recall->arena, readable + 3, sizeof *recall->folders);
    for (; count < readable; count++)
        recall->folders[count] = units->readable[count];
    recall->folders[count++] = keep_absolute(recall, args->suite);
    recall->folders[count++] = keep_absolute(recall, args->source_root ? args->source_root : ".");
    recall->skipped = arena_array(&recall->arena, 4, sizeof *recall->skipped);
    count = 0;
    const char *const written[] = {args->common.out, args->sarif, args->elements};
    for (size_t i = 0; i < ARRAY_LENGTH(written); i++)
        if (written[i])
            recall->skipped[count++] = keep_absolute(recall, written[i]);
}

static void add_word(struct strbuf *out, const char *name, const char *value)
{
    if (value)
        strbuf_printf(out, "%s %zu:%s\n", name, strlen(value), value);
}

/* Which file it is, not what is in it: enough for parts of cet, which are replaced whole. */
static void add_file(struct strbuf *out, const char *path)
{
    struct stat about;
    if (stat(path, &about) == 0)
        strbuf_printf(out, "part %s %lld %lld.%ld\n", path, (long long)about.st_size, (long long)about.st_mtim.tv_sec,
                      about.st_mtim.tv_nsec);
}

static void add_choice(struct strbuf *out, const struct mutate_choice *choice)
{
    const struct mutate_selection *selection = &choice->selection;
    char digest[DIGEST_TEXT_SIZE];
    strbuf_printf(out, "shard %u/%u sample %llu seed %llu\n", selection->shard, selection->shard_count,
                  (unsigned long long)selection->sample, (unsigned long long)selection->seed);
    for (size_t i = 0; i < selection->exclude_count; i++)
        add_word(out, "exclude", selection->exclude[i]);
    for (size_t i = 0; i < choice->changes.lines.count; i++) {
        const struct changed_file *file = &choice->changes.lines.files[i];
        add_word(out, "changed", file->path);
        for (size_t k = 0; k < file->run_count; k++)
            strbuf_printf(out, "%u-%u\n", file->runs[k].first, file->runs[k].last);
    }
    if (selection->changed)
        strbuf_add_text(out, "only changed lines\n");
    SCOPED(strbuf_release) struct strbuf costs = {0};
    mutant_set_format(&choice->costs, &costs);
    digest_bytes(strbuf_text(&costs), costs.length, digest);
    add_word(out, "costs", digest);
}

static void fill_key(const struct mutate_args *args, const struct source_units *units,
                     const struct mutate_choice *choice, struct mutate_recall *recall)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct installation installation = {0};
    char digest[DIGEST_TEXT_SIZE];
    add_word(&text, "cet", CET_VERSION);
    add_word(&text, "here", choice->root);
    add_word(&text, "suite", args->suite);
    add_word(&text, "root", args->source_root);
    add_word(&text, "flags", args->cflags);
    add_word(&text, "operators", args->operators ? args->operators : units->project.mutate_operators);
    add_word(&text, "clang", getenv("CET_CLANG"));
    for (size_t i = 0; i < units->count; i++) {
        add_word(&text, "unit", units->items[i].path);
        for (size_t k = 0; k < units->items[i].flag_count; k++)
            add_word(&text, "flag", units->items[i].flags[k]);
    }
    add_word(&text, "equivalents", args->no_equivalents ? "not compared" : NULL);
    add_choice(&text, choice);
    if (installation_find(&installation, NULL) == STATUS_OK)
        add_file(&text, installation.plugin);
    installation_release(&installation);
    digest_bytes(strbuf_text(&text), text.length, digest);
    snprintf(recall->key, sizeof recall->key, "mutate run 1 %s", digest);
}

void mutate_recall_open(const struct mutate_args *args, const struct source_units *units,
                        const struct mutate_choice *choice, struct mutate_recall *ret_recall)
{
    *ret_recall = (struct mutate_recall){.store = choice->store};
    if (!choice->store)
        return;
    name_folders(args, units, ret_recall);
    fill_key(args, units, choice, ret_recall);
    ret_recall->is_usable =
        mutation_world_read(ret_recall->folders, ret_recall->skipped, &ret_recall->before, NULL) == STATUS_OK;
}

bool mutate_recall_find(const struct mutate_recall *recall, struct mutant_set *set)
{
    SCOPED(strbuf_release) struct strbuf kept = {0};
    struct mutant_set read = {0};
    bool is_found = false;
    size_t head = DIGEST_TEXT_SIZE;
    if (!recall->is_usable || store_cache_find(recall->store, recall->key, &kept, &is_found, NULL) != STATUS_OK ||
        !is_found || kept.length <= head || strncmp(kept.bytes, recall->before.all, head - 1) != 0)
        return false;
    if (mutant_set_parse(recall->key, kept.bytes + head, kept.length - head, &read, NULL) != STATUS_OK) {
        mutant_set_release(&read);
        return false;
    }
    *set = read;
    return true;
}

/* A source that changed while the run went on may or may not be in its result. */
void mutate_recall_keep(const struct mutate_recall *recall, const struct mutant_set *set)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct mutation_world after;
    if (!recall->is_usable || mutation_world_read(recall->folders, recall->skipped, &after, NULL) != STATUS_OK ||
        strcmp(after.sources, recall->before.sources) != 0)
        return;
    strbuf_printf(&text, "%s\n", after.all);
    mutant_set_format(set, &text);
    store_cache_set(recall->store, recall->key, text.bytes, text.length, NULL);
}

void mutate_recall_close(struct mutate_recall *recall)
{
    arena_release(&recall->arena);
    *recall = (struct mutate_recall){0};
}
