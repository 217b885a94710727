/* Findings beside the suite: findings/STEM_FUNCTION.c, a program each, with what it shows in its first comment. */
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "emit_files.h"
#include "emit_layout.h"
#include "reproducer.h"

static const char reason[] =
    "Taken for a fault of the function, not for misuse of its contract: the calls pass no NULL that it was seen to "
    "refuse, no length beyond its buffer, no enumerator that there is not, nothing that was given back, and objects "
    "only "
    "as their own functions make them.";

static void add_comment(const struct plan_crash *crash, const char *command, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    strbuf_printf(&text, "%s: %s.", plan_function_name(crash->function), crash->outcome);
    layout_comment(out, 0, strbuf_text(&text));
    layout_comment(out, 0, reason);
    text.length = 0;
    strbuf_printf(&text, "Seen: %s.", crash->evidence);
    layout_comment(out, 0, strbuf_text(&text));
    strbuf_printf(out, "/* From the suite's folder:\n *   %s && %s./finding\n */\n", command,
                  crash_is_leak(crash) ? "ASAN_OPTIONS=leak_check_at_exit=0 " : "");
}

/* Of several for one function the second is FUNCTION_2. */
static void add_name(const struct suite_unit *unit, const struct plan_crash *crash, struct map *counts,
                     struct strbuf *out)
{
    const char *function = plan_function_name(crash->function);
    uint64_t count = 0;
    map_find(counts, function, &count);
    map_set(counts, function, count + 1);
    strbuf_printf(out, "%s_%s", unit->stem, function);
    if (count)
        strbuf_printf(out, "_%u", (unsigned)count + 1);
    strbuf_add_text(out, ".c");
}

static enum status write_finding(const struct suite_unit *unit, const struct plan_crash *crash, const char *name,
                                 const struct emit_options *options, const char *root, const char *final_folder,
                                 struct error *err)
{
    SCOPED(strbuf_release) struct strbuf source = {0};
    SCOPED(strbuf_release) struct strbuf relative = {0};
    SCOPED(strbuf_release) struct strbuf command = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    strbuf_printf(&source, "findings/%s", name);
    makefile_relative(final_folder, root, &relative);
    reproducer_command(unit->unit, crash,
                       &(struct reproducer_build){.clang = "clang",
                                                  .source = strbuf_text(&source),
                                                  .program = "finding",
                                                  .source_root = root,
                                                  .root = strbuf_text(&relative),
                                                  .with_sources = options->with_sources,
                                                  .with_libraries = options->with_libraries},
                       &command);
    add_comment(crash, strbuf_text(&command), &text);
    strbuf_add_text(&text, crash->program);
    SCOPED(memory_free_pointer) char *path = path_join(options->folder, strbuf_text(&source));
    return file_write(path, text.bytes, text.length, err);
}

enum status findings_write(const struct suite_unit *unit, const struct emit_options *options, const char *root,
                           struct error *err)
{
    const struct test_plan *plan = unit->unit->plan;
    SCOPED(map_release) struct map counts = {0};
    SCOPED(memory_free_pointer) char *folder = path_join(options->folder, "findings");
    SCOPED(memory_free_pointer) char *final_folder =
        path_absolute(options->final_folder ? options->final_folder : options->folder, NULL);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < plan->crash_count && status == STATUS_OK; i++) {
        const struct plan_crash *crash = &plan->crashes[i];
        SCOPED(strbuf_release) struct strbuf name = {0};
        if (crash->is_contract || !crash->program || !*crash->program)
            continue;
        add_name(unit, crash, &counts, &name);
        status = folder_make(folder, err);
        if (status == STATUS_OK)
            status = write_finding(unit, crash, strbuf_text(&name), options, root, final_folder, err);
    }
    return status;
}
