#include "cet/mutate/equivalents.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/parallel.h"
#include "cet/exec/sandbox.h"
#include "plugin_command.h"

#define ANSWERS_MAX_BYTES (256u << 20)

struct comparing {
    const struct mutate_equivalents_options *options;
    char *folder;
    char *wanted; /* file with the ids that are asked for */
    const struct mutant_set *set;
    struct strbuf *answers; /* of each source */
    pthread_mutex_t lock;
    size_t done;
};

static void count_done(struct comparing *comparing)
{
    const struct mutate_equivalents_options *options = comparing->options;
    pthread_mutex_lock(&comparing->lock);
    comparing->done++;
    if (options->progress)
        options->progress(options->progress_context, "equivalents", comparing->done, options->source_count);
    pthread_mutex_unlock(&comparing->lock);
}

/* Of a mutant that was left out nobody asks what it is. */
static bool is_wanted(const struct mutant *mutant)
{
    return mutant->status != MUTANT_IGNORED;
}

/* Only what is spelled in the source itself is compared. */
static bool holds_wanted(const struct mutant_set *set, const char *source)
{
    for (size_t i = 0; i < set->count; i++)
        if (is_wanted(&set->items[i]) && !strcmp(path_name(set->items[i].path), path_name(source)))
            return true;
    return false;
}

static enum status write_wanted(const struct mutant_set *set, const char *path, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf ids = {0};
    for (size_t i = 0; i < set->count; i++)
        if (is_wanted(&set->items[i]))
            strbuf_printf(&ids, "%s\n", set->items[i].id);
    return file_write(path, strbuf_text(&ids), ids.length, err);
}

/* Code that is generated goes nowhere: bitcode is the cheapest. */
static enum status compare_source(void *context, size_t index, struct error *err)
{
    struct comparing *comparing = context;
    const struct mutate_list_options *source = &comparing->options->sources[index];
    if (!holds_wanted(comparing->set, source->source)) {
        count_done(comparing);
        return STATUS_OK;
    }
    SCOPED(plugin_command_release) struct plugin_command command = {0};
    const char *text = arena_printf(&command.arena, "%s/%zu.equivalents", comparing->folder, index);
    const char *object = arena_printf(&command.arena, "%s/%zu.bc", comparing->folder, index);
    plugin_command_fill(&command, source);
    plugin_command_add(&command, arena_printf(&command.arena, "-fplugin-arg-cet-mutate-equivalents=%s", text));
    plugin_command_add(&command,
                       arena_printf(&command.arena, "-fplugin-arg-cet-mutate-equivalents-of=%s", comparing->wanted));
    plugin_command_add(&command, "-emit-llvm");
    enum status status = plugin_command_compile(&command, source, object, err);
    if (status == STATUS_OK)
        status = file_read(text, ANSWERS_MAX_BYTES, &comparing->answers[index], err);
    count_done(comparing);
    return status;
}

enum answer_kind { ANSWER_DIFFERENT, ANSWER_EQUIVALENT, ANSWER_DUPLICATE };

struct answer {
    enum answer_kind kind;
    char id[MUTANT_ID_SIZE];
    char of[MUTANT_ID_SIZE];
};

struct answers {
    struct answer *items;
    size_t count, capacity;
    struct map index; /* id -> index of items */
};

static bool read_answer(const char *line, struct answer *ret)
{
    char word[16];
    *ret = (struct answer){0};
    int count = sscanf(line, "%15s %16[0-9a-f] %16[0-9a-f]", word, ret->id, ret->of);
    if (count < 2)
        return false;
    if (strcmp(word, "equivalent") == 0)
        ret->kind = ANSWER_EQUIVALENT;
    else if (strcmp(word, "duplicate") == 0 && count == 3)
        ret->kind = ANSWER_DUPLICATE;
    return true;
}

/* What units say of one mutant counts where they agree. */
static void add_answer(struct answers *answers, const struct answer *answer)
{
    bool is_new;
    uint64_t at = map_add(&answers->index, answer->id, answers->count, &is_new);
    if (is_new)
        ARRAY_PUSH(answers->items, answers->count, answers->capacity, *answer);
    else if (answers->items[at].kind != answer->kind || strcmp(answers->items[at].of, answer->of) != 0)
        answers->items[at].kind = ANSWER_DIFFERENT;
}

static void add_answers(struct answers *answers, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        char line[80];
        struct answer answer;
        if (length < sizeof line) {
            memcpy(line, text, length);
            line[length] = '\0';
            if (read_answer(line, &answer))
                add_answer(answers, &answer);
        }
        text += length + (text[length] == '\n');
    }
}

static void answers_release(struct answers *answers)
{
    free(answers->items);
    map_release(&answers->index);
}

static void apply_answer(struct mutant_set *set, const struct answer *answer)
{
    struct mutant *mutant = mutant_set_find(set, answer->id);
    const struct mutant *partner = mutant_set_find(set, answer->of);
    if (!mutant || mutant->status == MUTANT_IGNORED)
        return;
    bool was_noticed = mutant->status == MUTANT_KILLED || mutant->status == MUTANT_TIMEOUT;
    if (answer->kind == ANSWER_EQUIVALENT && !was_noticed) {
        mutant->status = MUTANT_EQUIVALENT;
    } else if (answer->kind == ANSWER_DUPLICATE && partner && partner->status == mutant->status) {
        mutant->status = MUTANT_DUPLICATE;
        mutant->reason = arena_printf(&set->arena, "of %s", partner->id);
    }
}

static void apply(const struct comparing *comparing, struct mutant_set *set)
{
    SCOPED(answers_release) struct answers answers = {0};
    for (size_t i = 0; i < comparing->options->source_count; i++)
        add_answers(&answers, strbuf_text(&comparing->answers[i]));
    for (size_t i = 0; i < answers.count; i++)
        apply_answer(set, &answers.items[i]);
}

static enum status open_folder(struct comparing *comparing, struct error *err)
{
    const struct sandbox *sandbox = comparing->options->sources[0].sandbox;
    SCOPED(strbuf_release) struct strbuf folder = {0};
    if (sandbox) {
        comparing->folder = path_join(sandbox_staging(sandbox), "equivalents");
        return folder_make(comparing->folder, err);
    }
    enum status status = folder_make_temporary(NULL, "cet-equivalents-", &folder, err);
    comparing->folder = strbuf_take(&folder);
    return status;
}

static void close_folder(struct comparing *comparing)
{
    if (comparing->folder && *comparing->folder)
        folder_remove(comparing->folder, NULL);
    free(comparing->folder);
    free(comparing->wanted);
    for (size_t i = 0; i < comparing->options->source_count; i++)
        strbuf_release(&comparing->answers[i]);
    free(comparing->answers);
    pthread_mutex_destroy(&comparing->lock);
}

enum status mutate_equivalents(const struct mutate_equivalents_options *options, struct mutant_set *set,
                               struct error *err)
{
    struct comparing comparing = {.options = options, .set = set, .lock = PTHREAD_MUTEX_INITIALIZER};
    if (options->source_count == 0)
        return STATUS_OK;
    comparing.answers = memory_new(options->source_count, sizeof *comparing.answers);
    enum status status = open_folder(&comparing, err);
    if (status == STATUS_OK) {
        comparing.wanted = path_join(comparing.folder, "wanted");
        status = write_wanted(set, comparing.wanted, err);
    }
    if (status == STATUS_OK && options->progress)
        options->progress(options->progress_context, "equivalents", 0, options->source_count);
    if (status == STATUS_OK)
        status = parallel_run(
            &(struct parallel){
                .jobs = options->jobs, .count = options->source_count, .run = compare_source, .context = &comparing},
            err);
    if (status == STATUS_OK)
        apply(&comparing, set);
    close_folder(&comparing);
    return status;
}
