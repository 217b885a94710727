/* What a clean run tells: which mutants there are, which tests reach them, and what forbids to fork. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "connection.h"

static bool is_wanted_file(const struct mutate_run_options *options, const char *path)
{
    if (options->file_count == 0)
        return true;
    for (size_t i = 0; i < options->file_count; i++)
        if (strcmp(path, options->files[i]) == 0 || path_below(path, options->files[i]) != path)
            return true;
    return false;
}

static void merge_wanted(struct session *session, struct mutant_set *loaded)
{
    size_t kept = 0;
    for (size_t i = 0; i < loaded->count; i++)
        if (is_wanted_file(session->options, loaded->items[i].path))
            loaded->items[kept++] = loaded->items[i];
    loaded->count = kept;
    mutant_set_merge(session->set, loaded);
}

static void load(struct session *session, const char *path)
{
    struct error err = {0};
    struct mutant_set loaded = {0};
    struct stat info;
    if (stat(path, &info) != 0)
        return;
    SCOPED(strbuf_release) struct strbuf key = {0};
    strbuf_printf(&key, "%" PRIu64 ":%" PRIu64 ":%" PRId64 ".%ld", (uint64_t)info.st_dev, (uint64_t)info.st_ino,
                  (int64_t)info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
    bool is_new;
    map_add(&session->loaded_files, strbuf_text(&key), 1, &is_new);
    if (!is_new)
        return;
    if (mutant_set_load_program(path, &session->loaded_units, &loaded, &err) == STATUS_OK)
        merge_wanted(session, &loaded);
    else
        session_fail(session, &err);
    mutant_set_release(&loaded);
}

void book_module(struct connection *connection, const char *rest)
{
    SCOPED(memory_free_pointer) char *path = connection_text(rest);
    struct module_sites empty = {0};
    ARRAY_PUSH(connection->modules, connection->module_count, connection->module_capacity, empty);
    if (connection->session->pass == 1) {
        SCOPED(memory_free_pointer) char *absolute = path_absolute(path, connection->folder);
        load(connection->session, file_exists(absolute) ? absolute : connection->exe);
    }
    connection_say_text(connection, "ok\n");
}

static void reserve_site(struct module_sites *module, size_t site)
{
    size_t capacity = module->site_capacity ? module->site_capacity : 64;
    while (capacity <= site)
        capacity *= 2;
    if (capacity == module->site_capacity)
        return;
    module->first = memory_resize(module->first, capacity, sizeof *module->first);
    module->count = memory_resize(module->count, capacity, sizeof *module->count);
    memset(module->count + module->site_capacity, 0, (capacity - module->site_capacity) * sizeof *module->count);
    module->site_capacity = capacity;
}

static bool find_mutant(struct session *session, const char *id, size_t *ret_index)
{
    const struct mutant *mutant = mutant_set_find(session->set, id);
    if (mutant)
        *ret_index = (size_t)(mutant - session->set->items);
    return mutant != NULL;
}

#define MAX_SITES (1u << 24)

void book_site(struct connection *connection, const char *rest)
{
    unsigned number, site;
    char id[MUTANT_ID_SIZE];
    size_t mutant;
    if (sscanf(rest, "%u %u %16[0-9a-f]", &number, &site, id) != 3 || number >= connection->module_count ||
        site > MAX_SITES || !find_mutant(connection->session, id, &mutant))
        return;
    struct module_sites *module = &connection->modules[number];
    reserve_site(module, site);
    if (module->count[site] == 0)
        module->first[site] = module->mutant_count;
    module->count[site]++;
    ARRAY_PUSH(module->mutants, module->mutant_count, module->mutant_capacity, mutant);
}

void book_test(struct connection *connection, const char *rest)
{
    free(connection->test);
    connection->test = connection_text(rest);
    connection->is_test_told = false;
    connection->covering = NULL;
}

/* One text for each name, in the set's arena: equal names are equal pointers. */
static const char *covering_name(struct connection *connection, const char *test)
{
    struct session *session = connection->session;
    if (!connection->covering) {
        uint64_t at = map_add(&session->covering_names, test, session->covering_count, NULL);
        if (at == session->covering_count)
            ARRAY_PUSH(session->covering, session->covering_count, session->covering_capacity,
                       arena_strdup(&session->set->arena, test));
        connection->covering = session->covering[at];
    }
    return connection->covering;
}

/* The latest first: hits are booked test by test. */
static bool is_covered_by(const struct mutant *mutant, const char *test)
{
    for (uint32_t i = mutant->covered_by_count; i-- > 0;)
        if (mutant->covered_by[i] == test)
            return true;
    return false;
}

static void add_cover(struct mutant_set *set, struct mutant *mutant, const char *test)
{
    uint32_t count = mutant->covered_by_count;
    if (is_covered_by(mutant, test))
        return;
    if ((count & (count - 1)) == 0) { /* full at 0, 1, 2, 4, ... */
        const char **more = arena_array(&set->arena, count ? 2 * (size_t)count : 1, sizeof *more);
        if (count)
            memcpy(more, mutant->covered_by, count * sizeof *more);
        mutant->covered_by = more;
    }
    mutant->covered_by[mutant->covered_by_count++] = test;
}

static void tell_test(struct connection *connection, const char *test)
{
    const struct mutate_run_options *options = connection->session->options;
    SCOPED(strbuf_release) struct strbuf key = {0};
    bool is_new;
    if (connection->is_test_told || !options->reached)
        return;
    connection->is_test_told = true;
    strbuf_printf(&key, "%s\n%s", test, connection->program->exe);
    map_add(&connection->session->told_tests, strbuf_text(&key), 1, &is_new);
    if (is_new)
        options->reached(options->hook_context, test, connection->program->exe);
}

static void book_mutant(struct connection *connection, size_t index, uint64_t hits)
{
    struct session *session = connection->session;
    struct program *program = connection->program;
    const char *test = connection->test && *connection->test ? connection->test : program->name;
    program_reserve(program, session->set->count);
    program->hits[index] += hits;
    program->pairs[index] = PAIR_PENDING;
    session->set->items[index].hits += hits;
    add_cover(session->set, &session->set->items[index], covering_name(connection, test));
    tell_test(connection, test);
}

void book_hits(struct connection *connection, const char *rest)
{
    unsigned number, site;
    uint64_t hits;
    if (!connection->program || connection->session->pass > 1 ||
        sscanf(rest, "%u %u %" SCNu64, &number, &site, &hits) != 3 || number >= connection->module_count ||
        site >= connection->modules[number].site_capacity)
        return;
    const struct module_sites *module = &connection->modules[number];
    for (size_t i = 0; i < module->count[site]; i++)
        book_mutant(connection, module->mutants[module->first[site] + i], hits);
}

/* A test that failed in a run that passed is meant to: its process may have to end with another exit code. */
void book_failed(struct connection *connection, const char *rest)
{
    struct session *session = connection->session;
    SCOPED(memory_free_pointer) char *test = connection_text(rest);
    uint64_t first;
    if (session->pass == 1)
        map_add(&session->failed_at_first, test, 1, NULL);
    else if (!map_find(&session->failed_at_first, test, &first))
        strbuf_printf(&session->failed_tests, "%s\n", test);
}

static const struct {
    const char *word;
    enum forking forking;
    const char *why;
} hazards[] = {
    {"threads", FORK_AT_START, "runs threads"},
    {"pipes", FORK_AT_START, "has pipes or sockets open"},
    {"files", FORK_AT_START, "writes files"},
    {"processes", FORK_AT_START, "starts processes that run into mutants"},
    {"shared-pipes", FORK_NEVER, "shares pipes or sockets with others"},
    {"input", FORK_NEVER, "reads what is still being written"},
};

void book_hazard(struct connection *connection, const char *rest)
{
    if (connection->program && strcmp(rest, "files") == 0)
        connection->program->writes_files = true;
    for (size_t i = 0; i < ARRAY_LENGTH(hazards) && connection->program; i++)
        if (strcmp(hazards[i].word, rest) == 0)
            program_must_not_fork(connection->session, connection->program, hazards[i].forking, hazards[i].why);
}

void book_leaves(struct connection *connection, const char *rest)
{
    (void)rest;
    if (connection->program)
        connection->program->leaves_files = true;
}

/* A program has a copy of a mutant in each of its units: one that is noticed counts. */
static void book_notice(struct connection *connection, const char *id, bool is_noticed)
{
    size_t index;
    struct program *program = connection->program;
    if (!program || !find_mutant(connection->session, id, &index))
        return;
    program_reserve(program, connection->session->set->count);
    if (program->pairs[index] == PAIR_PENDING && !is_noticed && !program->is_noticed[index])
        program->pairs[index] = PAIR_SURVIVED;
    else if (program->pairs[index] == PAIR_SURVIVED && is_noticed)
        program->pairs[index] = PAIR_PENDING;
    program->is_noticed[index] |= is_noticed;
}

void book_idle(struct connection *connection, const char *rest)
{
    book_notice(connection, rest, false);
}

void book_noticed(struct connection *connection, const char *rest)
{
    book_notice(connection, rest, true);
}

void book_exit(struct connection *connection, const char *rest)
{
    if (!connection->program)
        return;
    connection->program->clean_exit = atoi(rest);
    connection->has_said_exit = true;
    if (connection->program->clean_exit != 0)
        strbuf_printf(&connection->session->failed_programs, "%s\n", connection->program->name);
}
