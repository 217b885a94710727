/* Builds the explorer program of a unit and runs it; reads the plan that it leaves. */
#include "cet/testgen/explore.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/process.h"
#include "cet/exec/sandbox.h"
#include "compilation.h"
#include "contributions.h"
#include "glue.h"
#include "linked_facts.h"
#include "program_uses.h"

#define HOUR_S 3600u
#define EXECUTIONS_BASE 150000u
#define EXECUTIONS_PER_BRANCH 500u
#define EXECUTIONS_MAX 3000000u
#define PROGRESS_DESCRIPTOR 3

static const char *const wrapped[] = {
    "malloc",    "calloc",     "realloc",     "reallocarray", "free",      "aligned_alloc", "posix_memalign",
    "strdup",    "strndup",    "exit",        "_exit",        "abort",     "__assert_fail", "strcmp",
    "strncmp",   "strcasecmp", "strncasecmp", "memcmp",       "strstr",    "printf",        "fprintf",
    "sprintf",   "snprintf",   "vprintf",     "vfprintf",     "vsprintf",  "vsnprintf",     "open",
    "open64",    "openat",     "openat64",    "fopen",        "fopen64",   "stat",          "stat64",
    "lstat",     "lstat64",    "fstatat",     "fstatat64",    "access",    "readlink",      "realpath",
    "opendir",   "creat",      "creat64",     "mkdir",        "mkdirat",   "mkfifo",        "link",
    "symlink",   "rename",     "mkstemp",     "mkdtemp",      "fdopendir", "closedir",      "readdir",
    "readdir64", "scandir",    "scandir64",   "ftw",          "ftw64",     "nftw",          "nftw64",
    "fts_open",  "read",       "pread",       "pread64",      "sendfile",  "sendfile64",    "copy_file_range",
    "mmap",      "mmap64"};

static const char *glue_path(const char *work, struct arena *arena)
{
    return arena_printf(arena, "%s/glue.c", work);
}

static const char *mutants_path(const char *work, struct arena *arena)
{
    return arena_printf(arena, "%s/mutants.jsonl", work);
}

static enum status compile_glue(const struct testgen_options *o, const char *work, struct arena *arena,
                                struct error *err)
{
    struct compilation c = {.arena = arena};
    compilation_add(&c, o->clang);
    compilation_add_flags(&c, o->flags);
    compilation_add(&c, arena_printf(arena, "-I%s/include", o->runtime));
    char *unit_folder = path_folder(o->unit);
    compilation_add(&c, arena_printf(arena, "-iquote%s", unit_folder));
    free(unit_folder);
    /* What a sanitizer calls undefined ends a program as a crash does, so that no test pins its value. */
    static const char *const undefined[] = {"-fsanitize=undefined", "-fno-sanitize=alignment,function,pointer-overflow",
                                            "-fno-sanitize-recover=undefined", NULL};
    static const char *const fixed[] = {"-O0",
                                        "-g",
                                        "-w",
                                        "-fno-sanitize=all",
                                        "-fno-pie",
                                        "-Dmain=cet_unit_main",
                                        "-fsanitize-coverage=trace-pc-guard,trace-cmp,pc-table",
                                        "-c",
                                        NULL};
    compilation_add_list(&c, fixed);
    compilation_add_list(&c, undefined);
    if (o->plugin) {
        compilation_add(&c, arena_printf(arena, "-fplugin=%s", o->plugin));
        compilation_add(&c, "-fplugin-arg-cet-mutate");
        compilation_add(&c, "-fplugin-arg-cet-no-facts");
        compilation_add(&c, arena_printf(arena, "-fplugin-arg-cet-mutate-file=%s", o->unit));
        compilation_add(&c, arena_printf(arena, "-fplugin-arg-cet-mutants-file=%s", mutants_path(work, arena)));
    }
    compilation_add(&c, glue_path(work, arena));
    compilation_add(&c, "-o");
    compilation_add(&c, arena_printf(arena, "%s/glue.o", work));
    return compilation_run(o, &c, "the explorer does not compile", NULL, err);
}

static enum status compile_with(const struct testgen_options *o, const char *source, const char *object,
                                struct arena *arena, struct error *err)
{
    struct compilation c = {.arena = arena};
    compilation_add(&c, o->clang);
    compilation_add_flags(&c, o->flags);
    compilation_add(&c, "-O0");
    compilation_add(&c, "-w");
    compilation_add(&c, "-fsanitize-coverage=trace-pc"); /* loops of its own end at the same place on any machine */
    compilation_add(&c, "-c");
    compilation_add(&c, source);
    compilation_add(&c, "-o");
    compilation_add(&c, object);
    return compilation_run(o, &c, "a file given with it does not compile", NULL, err);
}

/* All that the object depends on. */
static const char *key_of(const struct testgen_options *o, const char *source, struct arena *arena)
{
    SCOPED(strbuf_release) struct strbuf key = {0};
    strbuf_printf(&key, "explorer\n%s\n%s\n", o->clang, o->folder ? o->folder : "");
    for (size_t i = 0; o->flags && o->flags[i]; i++)
        strbuf_printf(&key, "%s\n", o->flags[i]);
    strbuf_add_text(&key, source);
    return arena_strdup(arena, strbuf_text(&key));
}

/* The files given, each source among them as its object; a second link takes the objects of the first. */
static enum status add_with(const struct testgen_options *o, struct compilation *c, const char *work, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; o->with && o->with[i] && status == STATUS_OK; i++) {
        if (!path_has_extension(o->with[i], ".c")) {
            compilation_add(c, o->with[i]);
            continue;
        }
        const char *object = arena_printf(c->arena, "%s/with_%zu.o", work, i);
        const char *key = key_of(o, o->with[i], c->arena);
        if (!file_exists(object) && !built_objects_fetch(o->objects, key, object)) {
            status = compile_with(o, o->with[i], object, c->arena, err);
            if (status == STATUS_OK)
                built_objects_keep(o->objects, key, object);
        }
        compilation_add(c, object);
    }
    return status;
}

static enum status link_explorer(const struct testgen_options *o, const char *work, struct arena *arena,
                                 struct strbuf *ret_words, struct error *err)
{
    struct compilation c = {.arena = arena};
    compilation_add(&c, o->clang);
    compilation_add_flags(&c, o->flags);
    compilation_add(&c, "-O0");
    compilation_add(&c, "-w");
    compilation_add(&c, arena_printf(arena, "%s/glue.o", work));
    enum status status = add_with(o, &c, work, err);
    if (status != STATUS_OK) {
        free(c.words);
        return status;
    }
    compilation_add(&c, "-Wl,-u,cet_mutants_gate"); /* a weak reference takes nothing out of an archive */
    compilation_add(&c, arena_printf(arena, "%s/libcet-explore.a", o->runtime));
    compilation_add(&c, "-lm");
    compilation_add(&c, "-no-pie");    /* addresses that are the same in every start */
    compilation_add(&c, "-Wl,-z,now"); /* what is bound lazily would be bound anew in each run */
    for (size_t i = 0; i < ARRAY_LENGTH(wrapped); i++)
        compilation_add(&c, arena_printf(arena, "-Wl,--wrap=%s", wrapped[i]));
    compilation_add(&c, "-o");
    compilation_add(&c, arena_printf(arena, "%s/explorer", work));
    return compilation_run(o, &c, "the explorer does not link", ret_words, err);
}

/* Lines that the explorer writes, handed on while it runs. */
struct listener {
    int descriptor;
    const struct testgen_options *options;
};

static void hand_on(const struct testgen_options *o, const char *line)
{
    char phase[32];
    unsigned long long done, total, executions, elapsed;
    unsigned edges, programs;
    if (sscanf(line, "%31s %llu %llu %llu %u %u %llu", phase, &done, &total, &executions, &edges, &programs,
               &elapsed) != 7)
        return;
    struct testgen_progress progress = {phase, done, total, executions, edges, elapsed};
    o->progress(o->context, &progress);
}

static void *listen(void *context)
{
    struct listener *l = context;
    FILE *lines = fdopen(l->descriptor, "r");
    char line[256];
    while (lines && fgets(line, sizeof line, lines))
        hand_on(l->options, line);
    if (lines)
        fclose(lines);
    else
        close(l->descriptor);
    return NULL;
}

/* As process_run, with a thread that listens while progress is wanted. */
static enum status run_listening(const struct testgen_options *o, struct process_request *request,
                                 struct process_result *result, struct error *err)
{
    int ends[2];
    if (!o->progress)
        return process_run(request, result, err);
    if (pipe2(ends, O_CLOEXEC))
        return error_set_errno(err, "no pipe for progress");
    struct listener listener = {ends[0], o};
    pthread_t thread;
    if (pthread_create(&thread, NULL, listen, &listener)) {
        close(ends[0]);
        close(ends[1]);
        return error_set(err, STATUS_IO, "no thread for progress");
    }
    request->descriptors = &ends[1];
    request->descriptor_count = 1;
    enum status status = process_run(request, result, err);
    close(ends[1]);
    pthread_join(thread, NULL);
    return status;
}

static uint64_t executions_for(const struct testgen_options *o, const struct glue *glue)
{
    if (o->executions)
        return o->executions;
    uint64_t branches = 0;
    for (uint32_t i = 0; i < glue->own_count; i++)
        branches += glue->calls[i].first == i || !glue->calls[i].shape ? glue_function(glue, i)->metrics.cyclomatic : 0;
    uint64_t executions = EXECUTIONS_BASE + branches * EXECUTIONS_PER_BRANCH;
    return executions < EXECUTIONS_MAX ? executions : EXECUTIONS_MAX;
}

static enum status run_explorer(const struct testgen_options *o, const struct glue *glue, const char *work,
                                struct arena *arena, struct error *err)
{
    uint64_t seconds = o->budget_s ? o->budget_s : HOUR_S;
    const char *argv[13] = {arena_printf(arena, "%s/explorer", work),
                            "--seed",
                            arena_printf(arena, "%llu", (unsigned long long)(o->seed ? o->seed : 1)),
                            "--executions",
                            arena_printf(arena, "%llu", (unsigned long long)executions_for(o, glue)),
                            "--budget-ms",
                            arena_printf(arena, "%llu", (unsigned long long)seconds * 1000),
                            "--plan",
                            arena_printf(arena, "%s/plan.json", work)};
    size_t count = 9;
    if (o->sandbox)
        argv[count++] = "--own-temporary-folder";
    if (o->progress) {
        argv[count++] = "--progress";
        argv[count++] = arena_printf(arena, "%d", PROGRESS_DESCRIPTOR);
    }
    struct process_request request = {.argv = argv,
                                      .folder = work,
                                      .sandbox = o->sandbox,
                                      .timeout_ms = (seconds * 2 + 300) * 1000,
                                      .address_space_unlimited = true,
                                      .output_max_bytes = 1 << 20,
                                      .output_cut = true};
    struct process_result result = {0};
    enum status status = run_listening(o, &request, &result, err);
    if (status == STATUS_OK && !process_succeeded(&result)) {
        SCOPED(strbuf_release) struct strbuf end = {0};
        process_describe(&result, &end);
        const char *text = strbuf_text(&result.error_output);
        status = error_set(err, STATUS_INVALID, "'%s': the explorer failed: %s: %.*s", o->unit, strbuf_text(&end),
                           (int)strcspn(text, "\n"), text);
    }
    process_result_release(&result);
    return status;
}

/* Functions that could not be called, and those that were called but gave no test. */
static void list_skipped(const struct glue *glue, struct test_plan *plan)
{
    for (size_t i = 0; i < glue->skip_count; i++) {
        struct plan_skipped skipped = {arena_strdup(&plan->arena, glue->skips[i].function),
                                       arena_strdup(&plan->arena, glue->skips[i].reason)};
        ARRAY_PUSH(plan->skipped, plan->skipped_count, plan->skipped_capacity, skipped);
    }
    for (uint32_t i = 0; i < glue->own_count; i++) {
        const char *id = glue_function(glue, i)->id;
        bool has_test = glue->calls[i].shape && glue->calls[i].first != i; /* one shape speaks for all */
        for (size_t t = 0; t < plan->test_count && !has_test; t++)
            for (uint32_t s = 0; s < plan->tests[t].step_count && !has_test; s++)
                has_test = !strcmp(plan->tests[t].steps[s].function, glue_function(glue, i)->name);
        if (has_test)
            continue;
        bool crashed = false;
        for (size_t c = 0; c < plan->crash_count; c++)
            crashed |= !strcmp(plan->crashes[c].function, id);
        struct plan_skipped skipped = {
            arena_strdup(&plan->arena, id),
            crashed ? "every call that was tried ended in a crash: its arguments obey a contract that was not found"
                    : "what was tried added nothing to the tests of its callers"};
        ARRAY_PUSH(plan->skipped, plan->skipped_count, plan->skipped_capacity, skipped);
    }
}

static void list_stubs(const struct glue *glue, struct test_plan *plan)
{
    for (uint32_t i = 0; i < glue->stubs.function_count; i++) {
        const struct fact_function *f = &glue->facts->functions[glue->stubs.functions[i]];
        struct plan_stub stub = {arena_strdup(&plan->arena, f->id), false, NULL};
        ARRAY_PUSH(plan->stubs, plan->stub_count, plan->stub_capacity, stub);
    }
    for (uint32_t i = 0; i < glue->stubs.global_count; i++) {
        const struct fact_global *g = &glue->facts->globals[glue->stubs.globals[i]];
        struct plan_stub stub = {arena_strdup(&plan->arena, g->id), true, NULL};
        ARRAY_PUSH(plan->stubs, plan->stub_count, plan->stub_capacity, stub);
    }
    for (uint32_t i = 0; i < glue->stubs.bare_count; i++) {
        const struct plan_stub *bare = &glue->stubs.bare[i];
        struct plan_stub stub = {arena_strdup(&plan->arena, bare->name), bare->is_variable,
                                 arena_strdup(&plan->arena, bare->definition)};
        ARRAY_PUSH(plan->stubs, plan->stub_count, plan->stub_capacity, stub);
    }
}

/* The NUL at the end of characters is the one that a literal has anyway. */
static void end_texts(struct test_plan *plan)
{
    for (size_t t = 0; t < plan->test_count; t++)
        for (uint32_t i = 0; i < plan->tests[t].value_count; i++) {
            struct plan_value *v = &plan->tests[t].values[i];
            const bool is_text = !strcmp(v->type, "const char *") || !strcmp(v->type, "char *");
            if (v->kind != PLAN_BYTES || !is_text || !v->length ||
                memchr(v->bytes, '\0', v->length) != v->bytes + v->length - 1)
                continue;
            v->kind = PLAN_STRING;
            v->length--;
        }
}

static enum status build_explorer(const struct testgen_options *o, const struct glue *glue, const char *work,
                                  struct arena *arena, struct strbuf *ret_linker_words, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    glue_write(glue, o->unit, &text);
    enum status status = file_write(glue_path(work, arena), text.bytes, text.length, err);
    if (status == STATUS_OK)
        status = compile_glue(o, work, arena, err);
    return status == STATUS_OK ? link_explorer(o, work, arena, ret_linker_words, err) : status;
}

/* What only the linker knows to be missing gets stand-ins, and the program is built once more. */
static enum status build_with_stubs(const struct testgen_options *o, const struct facts *program,
                                    struct linked_facts *linked, const char *work, struct arena *arena,
                                    struct glue *glue, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf words = {0};
    struct stub_set stubs;
    struct error first = {0};
    enum status status = build_explorer(o, glue, work, arena, &words, &first);
    enum status found = STATUS_NOT_FOUND;
    if (status != STATUS_OK && words.length)
        found = stubs_from_linker(glue->facts, linked, o->unit, strbuf_text(&words), arena, &stubs, err);
    if (found == STATUS_NOT_FOUND && status != STATUS_OK)
        *err = first;
    if (found != STATUS_OK)
        return found == STATUS_NOT_FOUND ? status : found;
    const struct facts *facts = glue->facts;
    glue_release(glue);
    glue_plan(facts, program, o->corrections, &stubs, arena, glue);
    return build_explorer(o, glue, work, arena, NULL, err);
}

static enum status explore_in(const struct testgen_options *o, const struct facts *facts, const char *work,
                              struct arena *arena, struct test_plan *plan, struct error *err)
{
    SCOPED(linked_facts_release) struct linked_facts linked = {.options = o, .work = work, .arena = arena};
    SCOPED(facts_release) struct facts program = {0};
    struct glue glue;
    enum status status = behaviour_check(facts, o->corrections, err);
    if (status != STATUS_OK)
        return status;
    program_facts(facts, &linked, &program);
    glue_plan(facts, &program, o->corrections, NULL, arena, &glue);
    if (!glue.own_count)
        status = error_set(err, STATUS_INVALID, "'%s': no function to test", o->unit);
    if (status == STATUS_OK)
        status = build_with_stubs(o, &program, &linked, work, arena, &glue, err);
    if (status == STATUS_OK)
        status = run_explorer(o, &glue, work, arena, err);
    if (status == STATUS_OK)
        status = test_plan_load(arena_printf(arena, "%s/plan.json", work), plan, err);
    if (status == STATUS_OK)
        status = contributions_describe(o, arena_printf(arena, "%s/explorer", work), glue_path(work, arena),
                                        o->plugin ? mutants_path(work, arena) : NULL, plan, err);
    if (status == STATUS_OK) {
        end_texts(plan);
        list_skipped(&glue, plan);
        list_stubs(&glue, plan);
    }
    glue_release(&glue);
    return status;
}

enum status testgen_explore(const struct testgen_options *options, const struct facts *facts,
                            struct test_plan *ret_plan, struct error *err)
{
    SCOPED(arena_release) struct arena arena = {0};
    SCOPED(strbuf_release) struct strbuf work = {0};
    enum status status = STATUS_OK;
    struct test_plan plan = {0};
    if (options->work)
        strbuf_add_text(&work, options->work);
    else
        status =
            folder_make_temporary(options->sandbox ? sandbox_staging(options->sandbox) : NULL, "explore-", &work, err);
    if (status == STATUS_OK)
        status = explore_in(options, facts, strbuf_text(&work), &arena, &plan, err);
    if (!options->work && work.length)
        folder_remove(strbuf_text(&work), NULL);
    if (status == STATUS_OK)
        *ret_plan = plan;
    else
        test_plan_release(&plan);
    return status;
}
