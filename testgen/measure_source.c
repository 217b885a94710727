/* What the sources of a suite say of its tests: read by cet-suite-reader, one child for each file that clang compiled.
 */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/exec/pool.h"
#include "cet/model/compile_database.h"
#include "measure_parts.h"

#define MAX_FRAGMENT_BYTES (16u << 20)
#define MAX_COMMANDS_BYTES (256u << 20)
#define READER_LIMIT_MS 120000u
#define SHOWN_BYTES 300

struct suite_function {
    const char *name, *file, *body, *shape;
    uint32_t line, fatal;
    uint32_t assertions[ASSERTION_CLASS_COUNT];
    const char **refers;
    size_t refer_count;
    size_t unit; /* the C file that was compiled */
    size_t seen; /* by the search with this number */
};

/* A function and the name that stands before it. */
struct suite_registration {
    const char *test;
    size_t function;
    bool is_taken;
};

struct suite_source {
    struct measuring *measuring;
    struct arena arena;
    struct suite_function *functions;
    size_t function_count, function_capacity;
    struct suite_registration *registrations;
    size_t registration_count, registration_capacity;
    size_t *found; /* function + 1 of each test, 0: none */
};

static void source_release(struct suite_source *source)
{
    arena_release(&source->arena);
    free(source->functions);
    free(source->registrations);
    free(source->found);
}

/* ---- how the suite was compiled ---------------------------------------------------------------------------------- */

struct fragments {
    const char *folder;
    struct strbuf text;
};

/* An object and a comma each. */
static enum status add_fragment(void *context, const char *name, bool is_folder, struct error *err)
{
    struct fragments *fragments = context;
    if (is_folder || !path_has_extension(name, ".json"))
        return STATUS_OK;
    if (fragments->text.length > MAX_COMMANDS_BYTES)
        return error_set(err, STATUS_LIMIT, "'%s' holds more compile commands than can be read", fragments->folder);
    SCOPED(memory_free_pointer) char *path = path_join(fragments->folder, name);
    return file_read(path, MAX_FRAGMENT_BYTES, &fragments->text, err);
}

static enum status load_commands(const struct measuring *measuring, struct compile_database *database,
                                 struct error *err)
{
    struct fragments fragments = {.folder = measuring->commands};
    SCOPED(memory_free_pointer) char *path =
        path_join(sandbox_staging(measuring->options->sandbox), "compile_commands.json");
    strbuf_add_char(&fragments.text, '[');
    enum status status = folder_each(measuring->commands, add_fragment, &fragments, err);
    char *comma = fragments.text.length > 1 ? strrchr(fragments.text.bytes, ',') : NULL;
    if (comma)
        *comma = ' ';
    strbuf_add_char(&fragments.text, ']');
    if (status == STATUS_OK)
        status = file_write(path, fragments.text.bytes, fragments.text.length, err);
    if (status == STATUS_OK)
        status = compile_database_load(path, database, err);
    strbuf_release(&fragments.text);
    return status;
}

/* ---- what the reader says ---------------------------------------------------------------------------------------- */

static const char *keep(struct suite_source *source, const char *text)
{
    return arena_strdup(&source->arena, text);
}

static void add_function(struct suite_source *source, const cJSON *item, size_t unit)
{
    const cJSON *assertions = json_get(item, "assertions"), *refers = json_get(item, "refers"), *refer;
    struct suite_function function = {.name = keep(source, json_get_text(item, "name", "")),
                                      .file = keep(source, json_get_text(item, "file", "")),
                                      .body = keep(source, json_get_text(item, "body", "")),
                                      .shape = keep(source, json_get_text(item, "shape", "")),
                                      .line = (uint32_t)json_get_int(item, "line", 0),
                                      .fatal = (uint32_t)json_get_int(item, "fatal", 0),
                                      .unit = unit};
    for (int i = 0; i < ASSERTION_CLASS_COUNT; i++)
        function.assertions[i] = (uint32_t)json_get_int(assertions, assertion_class_text((enum assertion_class)i), 0);
    function.refers = arena_array(&source->arena, (size_t)cJSON_GetArraySize(refers) + 1, sizeof *function.refers);
    cJSON_ArrayForEach(refer, refers) if (cJSON_IsString(refer)) function.refers[function.refer_count++] =
        keep(source, refer->valuestring);
    ARRAY_PUSH(source->functions, source->function_count, source->function_capacity, function);
}

/* In its own file first: static functions of one name are several. SIZE_MAX: none. */
static size_t find_function(const struct suite_source *source, const char *name, size_t unit)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < source->function_count; i++) {
        if (strcmp(source->functions[i].name, name) != 0)
            continue;
        if (source->functions[i].unit == unit)
            return i;
        found = found == SIZE_MAX ? i : found;
    }
    return found;
}

struct answer {
    cJSON *root;
    size_t unit;
};

/* Tests are looked up when all functions are known: a table may name those of another file. */
static void add_registrations(struct suite_source *source, const struct answer *answer)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, answer->root)
    {
        const char *test = json_get_text(item, "test", NULL);
        const size_t function =
            test ? find_function(source, json_get_text(item, "function", ""), answer->unit) : SIZE_MAX;
        if (function == SIZE_MAX)
            continue;
        const struct suite_registration registration = {keep(source, test), function, false};
        ARRAY_PUSH(source->registrations, source->registration_count, source->registration_capacity, registration);
    }
}

static void note_unread(struct suite_source *source, const char *file, const char *why)
{
    struct measuring *measuring = source->measuring;
    suite_quality_note(measuring->quality, "'%s' could not be read, what its tests assert is not known: %.*s",
                       path_below(file, measuring->copy),
                       (int)strcspn(why, "\n") > SHOWN_BYTES ? SHOWN_BYTES : (int)strcspn(why, "\n"), why);
}

static void take_answers(struct suite_source *source, const struct compile_entry *const *entries,
                         const struct process_result *results, size_t count)
{
    struct answer *answers = memory_new(count + 1, sizeof *answers);
    for (size_t i = 0; i < count; i++) {
        struct error err = {0};
        const cJSON *item;
        answers[i].unit = i;
        if (!process_succeeded(&results[i])) {
            note_unread(source, entries[i]->file, strbuf_text(&results[i].error_output));
        } else if (json_parse(entries[i]->file, strbuf_text(&results[i].output), results[i].output.length,
                              &answers[i].root, &err) != STATUS_OK) {
            note_unread(source, entries[i]->file, err.message);
            answers[i].root = NULL;
        }
        cJSON_ArrayForEach(item, answers[i].root) if (json_get(item, "name")) add_function(source, item, i);
    }
    for (size_t i = 0; i < count; i++) {
        add_registrations(source, &answers[i]);
        cJSON_Delete(answers[i].root);
    }
    free(answers);
}

static enum status read_all(struct suite_source *source, const struct compile_entry *const *entries, size_t count,
                            struct error *err)
{
    const struct measure_options *options = source->measuring->options;
    const char *program = arena_printf(&source->arena, "%s/cet-suite-reader", options->library);
    struct process_request *requests = memory_new(count + 1, sizeof *requests);
    struct process_result *results = memory_new(count + 1, sizeof *results);
    for (size_t i = 0; i < count; i++) {
        const char **argv = arena_array(&source->arena, entries[i]->argument_count + 4, sizeof *argv);
        argv[0] = program;
        argv[1] = source->measuring->copy;
        argv[2] = entries[i]->file;
        memcpy(argv + 3, entries[i]->arguments, entries[i]->argument_count * sizeof *argv);
        requests[i] = (struct process_request){.argv = argv,
                                               .folder = entries[i]->folder,
                                               .sandbox = options->sandbox,
                                               .address_space_unlimited = true,
                                               .timeout_ms = READER_LIMIT_MS};
    }
    enum status status = pool_run_all(requests, count, options->jobs, NULL, NULL, results, err);
    if (status == STATUS_OK)
        take_answers(source, entries, results, count);
    for (size_t i = 0; i < count; i++)
        process_result_release(&results[i]);
    free(requests);
    free(results);
    return status;
}

static enum status read_sources(struct suite_source *source, struct error *err)
{
    struct measuring *measuring = source->measuring;
    SCOPED(compile_database_release) struct compile_database database = {0};
    enum status status = load_commands(measuring, &database, err);
    const struct compile_entry **entries = arena_array(&source->arena, database.entry_count + 1, sizeof *entries);
    size_t count = 0;
    for (size_t i = 0; i < database.entry_count && status == STATUS_OK; i++) {
        const struct compile_entry *entry = &database.entries[i];
        SCOPED(memory_free_pointer) char *real = path_real(entry->file);
        if (real && path_below(real, measuring->copy) != real && compile_database_find(&database, entry->file) == entry)
            entries[count++] = entry;
    }
    if (status == STATUS_OK && count == 0)
        suite_quality_note(measuring->quality, "no source of the suite was compiled with the Makefile's CC: what its "
                                               "tests assert is not known");
    return status == STATUS_OK ? read_all(source, entries, count, err) : status;
}

/* ---- what the tests get ------------------------------------------------------------------------------------------ */

static const char *name_in_suite(const char *name)
{
    const char *slash = strchr(name, '/');
    return slash ? slash + 1 : name;
}

/* CUnit's name is "suite/test"; either may hold a slash. The k-th test of a name is the k-th that is registered with
 * it. */
static bool is_of_test(const char *registered, const char *name)
{
    const size_t length = strlen(registered), whole = strlen(name);
    return whole > length && name[whole - length - 1] == '/' && strcmp(name + whole - length, registered) == 0;
}

static size_t find_test(struct suite_source *source, const char *name)
{
    struct suite_registration *again = NULL;
    for (size_t i = 0; i < source->registration_count; i++) {
        struct suite_registration *registration = &source->registrations[i];
        if (!is_of_test(registration->test, name))
            continue;
        if (!registration->is_taken) {
            registration->is_taken = true;
            return registration->function;
        }
        again = registration;
    }
    return again ? again->function : find_function(source, name_in_suite(name), SIZE_MAX);
}

/* Of the function and all that it refers to, each once. */
static void add_assertions(struct suite_source *source, size_t index, size_t search, struct test_quality *test)
{
    struct suite_function *function = &source->functions[index];
    if (function->seen == search)
        return;
    function->seen = search;
    for (int i = 0; i < ASSERTION_CLASS_COUNT; i++)
        test->assertions[i] += function->assertions[i];
    test->fatal += function->fatal;
    for (size_t i = 0; i < function->refer_count; i++) {
        const size_t next = find_function(source, function->refers[i], function->unit);
        if (next != SIZE_MAX)
            add_assertions(source, next, search, test);
    }
}

static void fill_tests(struct suite_source *source)
{
    struct suite_quality *quality = source->measuring->quality;
    size_t unknown = 0;
    for (size_t t = 0; t < quality->count; t++) {
        struct test_quality *test = &quality->tests[t];
        const size_t index = find_test(source, test->name);
        if (index == SIZE_MAX) {
            unknown++;
            continue;
        }
        const struct suite_function *function = &source->functions[index];
        source->found[t] = index + 1;
        test->file = arena_strdup(&quality->arena, path_below(function->file, source->measuring->copy));
        test->function = arena_strdup(&quality->arena, function->name);
        test->line = function->line;
        add_assertions(source, index, t + 1, test);
    }
    if (unknown)
        suite_quality_note(quality, "of %zu of %zu tests the function was not found in the sources", unknown,
                           quality->count);
}

static bool is_same_suite(const char *a, const char *b)
{
    const size_t length = strcspn(a, "/");
    return length == strcspn(b, "/") && strncmp(a, b, length) == 0;
}

/* The same words mean the same in one file and program, and in one suite or without its fixtures. */
static bool can_be_compared(const struct suite_source *source, size_t a, size_t b)
{
    const struct test_quality *tests = source->measuring->quality->tests;
    const bool *has_fixture = source->measuring->has_fixture;
    return source->found[a] && source->found[b] && strcmp(tests[a].program, tests[b].program) == 0 &&
           strcmp(tests[a].file, tests[b].file) == 0 &&
           (is_same_suite(tests[a].name, tests[b].name) || (!has_fixture[a] && !has_fixture[b]));
}

static void compare_tests(struct suite_source *source)
{
    struct suite_quality *quality = source->measuring->quality;
    for (size_t b = 0; b < quality->count; b++)
        for (size_t a = 0; a < b; a++) {
            if (!can_be_compared(source, a, b))
                continue;
            const struct suite_function *first = &source->functions[source->found[a] - 1];
            const struct suite_function *second = &source->functions[source->found[b] - 1];
            if (strcmp(first->body, second->body) == 0) {
                if (!quality->tests[b].duplicate_of)
                    quality->tests[b].duplicate_of = quality->tests[a].name;
            } else if (strcmp(first->shape, second->shape) == 0) {
                quality->tests[a].similar++;
                quality->tests[b].similar++;
            }
        }
}

enum status measure_source(struct measuring *measuring, struct error *err)
{
    SCOPED(source_release) struct suite_source source = {.measuring = measuring};
    source.found = memory_new(measuring->quality->count + 1, sizeof *source.found);
    enum status status = read_sources(&source, err);
    if (status != STATUS_OK)
        return status;
    fill_tests(&source);
    compare_tests(&source);
    return STATUS_OK;
}
