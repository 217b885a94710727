/* What differs from the base, and whether anything of it can be judged: comments and documents cannot. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/globs.h"
#include "cet/model/source_comments.h"
#include "ci.h"
#include "git.h"

#define MAX_SOURCE_BYTES (64u << 20)

struct survey {
    const struct ci_base *base;
    const char *top;
    size_t comments; /* C files of which only comments differ */
    size_t documents;
    size_t others;
};

void ci_change_release(struct ci_change *change)
{
    if (!change)
        return;
    changes_release(&change->changes);
    arena_release(&change->arena);
    free(change->files);
    free(change->gaps);
    *change = (struct ci_change){0};
}

void ci_change_add_gap(struct ci_change *change, const char *path, const char *why)
{
    struct report_gap gap = {arena_strdup(&change->arena, path), arena_strdup(&change->arena, why)};
    ARRAY_PUSH(change->gaps, change->gap_count, change->gap_capacity, gap);
}

static bool is_c(const char *path)
{
    return path_has_extension(path, ".c") || path_has_extension(path, ".h");
}

static bool is_document(const char *path)
{
    static const char *const extensions[] = {".md", ".markdown", ".rst", ".adoc"};
    static const char *const names[] = {"README", "LICENSE", "COPYING", "AUTHORS", "CHANGELOG", "NEWS"};
    for (size_t i = 0; i < ARRAY_LENGTH(extensions); i++)
        if (path_has_extension(path, extensions[i]))
            return true;
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        if (!strcmp(path_name(path), names[i]))
            return true;
    return false;
}

/* Whether the compiler reads the same as at the base. A file that was not there, or is no longer, is a change. */
static bool has_same_code(const struct survey *survey, const char *path)
{
    SCOPED(strbuf_release) struct strbuf object = {0}, then = {0}, now = {0}, code_then = {0}, code_now = {0};
    strbuf_printf(&object, "%s:%s", survey->base->commit, path);
    const char *const words[] = {"git", "cat-file", "blob", strbuf_text(&object), NULL};
    SCOPED(memory_free_pointer) char *here = path_join(survey->top, path);
    if (git_ask(&(struct git_request){.argv = words}, &then, NULL) != STATUS_OK ||
        file_read(here, MAX_SOURCE_BYTES, &now, NULL) != STATUS_OK)
        return false;
    source_comments_leave_out(strbuf_text(&then), then.length, &code_then);
    source_comments_leave_out(strbuf_text(&now), now.length, &code_now);
    return code_then.length == code_now.length &&
           !memcmp(strbuf_text(&code_then), strbuf_text(&code_now), code_now.length);
}

/* The first file that can change what the program does ends it. */
static enum status survey_files(struct survey *survey, struct error *err)
{
    const char *const words[] = {"git", "diff", "--name-only", "-z", "--no-renames", survey->base->commit, "--", NULL};
    SCOPED(strbuf_release) struct strbuf names = {0};
    enum status status = git_ask(&(struct git_request){.argv = words, .folder = survey->top}, &names, err);
    const char *end = strbuf_text(&names) + names.length;
    for (const char *name = strbuf_text(&names); status == STATUS_OK && name < end && !survey->others;
         name += strlen(name) + 1) {
        if (is_document(name))
            survey->documents++;
        else if (is_c(name) && has_same_code(survey, name))
            survey->comments++;
        else
            survey->others++;
    }
    return status;
}

static const char *say_unchanged(const struct survey *survey, struct arena *arena)
{
    if (survey->others)
        return NULL;
    if (!survey->comments && !survey->documents)
        return arena_printf(arena, "nothing differs from %s", survey->base->name);
    if (!survey->comments)
        return "only documentation changed: the code is the same";
    return arena_printf(arena, "only comments%s changed: the compiler reads the same code as at %s",
                        survey->documents ? " and documentation" : "", survey->base->name);
}

/* Code that another compiler reads, or that is included by name alone. */
static bool is_other_code(const char *path)
{
    static const char *const extensions[] = {".cc",  ".cpp", ".cxx", ".C",   ".hh",
                                             ".hpp", ".hxx", ".inc", ".inl", ".def"};
    for (size_t i = 0; i < ARRAY_LENGTH(extensions); i++)
        if (path_has_extension(path, extensions[i]))
            return true;
    return false;
}

/* Globs name files below the project, or below git's top folder. */
static bool is_left_out(const char *path, const char *exclude, const char *project, const char *top)
{
    return globs_match(exclude, path_below(path, project)) || globs_match(exclude, path_below(path, top));
}

static void drop_file(struct changed_lines *lines, size_t at)
{
    struct changed_lines one = {.files = memory_new(1, sizeof *one.files), .count = 1, .capacity = 1};
    one.files[0] = lines->files[at];
    changed_lines_release(&one);
    memmove(&lines->files[at], &lines->files[at + 1], (lines->count - at - 1) * sizeof *lines->files);
    lines->count--;
}

static void choose_files(struct ci_change *change, const struct project *project, const char *folder)
{
    const char *exclude = project->ci.exclude ? project->ci.exclude : PROJECT_CI_EXCLUDE;
    struct changed_lines *lines = &change->changes.lines;
    for (size_t i = 0; i < lines->count;) {
        const char *path = lines->files[i].path;
        bool is_there = file_exists(path), is_code = is_c(path);
        bool is_out = is_code && is_there && is_left_out(path, exclude, folder, change->changes.top);
        if (is_out)
            ci_change_add_gap(change, path,
                              project->ci.exclude ? "\"exclude\" of \"ci\" in cet.json leaves it out"
                                                  : "test code itself is not judged");
        if (is_there && is_other_code(path))
            ci_change_add_gap(change, path, "only .c and .h files are judged");
        if (is_code && is_there && !is_out)
            i++;
        else
            drop_file(lines, i);
    }
    change->files = memory_new(lines->count + 1, sizeof *change->files);
    for (size_t i = 0; i < lines->count; i++)
        change->files[change->file_count++] = lines->files[i].path;
}

/* What git does not know yet is in no diff. */
static enum status note_unknown_files(struct ci_change *change, struct error *err)
{
    static const char *const words[] = {"git", "ls-files", "-z", "--others", "--exclude-standard", NULL};
    SCOPED(strbuf_release) struct strbuf names = {0};
    enum status status = git_ask(&(struct git_request){.argv = words, .folder = change->changes.top}, &names, err);
    const char *end = strbuf_text(&names) + names.length;
    for (const char *name = strbuf_text(&names); status == STATUS_OK && name < end; name += strlen(name) + 1) {
        SCOPED(memory_free_pointer) char *path = path_join(change->changes.top, name);
        if (is_c(name))
            ci_change_add_gap(change, path, "git does not know it; git add it to have it judged");
    }
    return status;
}

enum status ci_change_read(const struct ci_base *base, const struct project *project, struct ci_change *ret_change,
                           struct error *err)
{
    struct ci_change change = {0};
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    enum status status = changes_read(base->commit, &change.changes, err);
    if (status == STATUS_OK) {
        struct survey survey = {.base = base, .top = change.changes.top};
        status = survey_files(&survey, err);
        change.unchanged = status == STATUS_OK ? say_unchanged(&survey, &change.arena) : NULL;
    }
    if (status == STATUS_OK) {
        choose_files(&change, project, here);
        status = note_unknown_files(&change, err);
    }
    if (status != STATUS_OK) {
        ci_change_release(&change);
        return status;
    }
    *ret_change = change;
    return STATUS_OK;
}
