#include "line_changes.h"

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "git.h"

#define MAX_PATHS 4000 /* on one command line of git's */
#define STRINGIFY(number) #number
#define TEXT_OF(number) STRINGIFY(number)

/* Both show hunks without context, paths as they are, and nothing of what the user's own settings add. */
#define DIFF_WORDS                                                                                                     \
    "-p", "-U0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/"
static const char *const uncommitted[] = {"git", "-c", "core.quotePath=false", "diff", DIFF_WORDS, "HEAD", "--"};
static const char *const committed[] = {"git",
                                        "-c",
                                        "core.quotePath=false",
                                        "log",
                                        "--first-parent",
                                        "-m",
                                        "-n",
                                        TEXT_OF(LINE_CHANGES_MAX_COMMITS),
                                        "--format=%x01%H",
                                        DIFF_WORDS,
                                        "HEAD",
                                        "--"};

/* Adds the files below the top, with the lines of their functions. */
static size_t add_files(const struct facts *facts, const char *top, const char **paths, struct line_history *history)
{
    size_t count = 0;
    for (uint32_t i = 0; i < facts->file_count && count < MAX_PATHS; i++) {
        const char *below = path_below(facts->files[i].path, top);
        if (facts->files[i].is_system || below == facts->files[i].path)
            continue;
        line_history_add_file(history, below, facts->files[i].line_count);
        paths[count++] = below;
    }
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *function = &facts->functions[i];
        if (function->is_defined && function->range.file < facts->file_count)
            line_history_own(history, path_below(facts->files[function->range.file].path, top), function->range.line,
                             function->range.end_line, i);
    }
    return count;
}

static bool read(const char *const *words, size_t word_count, const char *const *paths, size_t path_count,
                 const char *top, struct line_history *history)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(memory_free_pointer) const char **argv = memory_new(word_count + path_count + 1, sizeof *argv);
    for (size_t i = 0; i < word_count; i++)
        argv[i] = words[i];
    for (size_t i = 0; i < path_count; i++)
        argv[word_count + i] = paths[i];
    if (git_ask(&(struct git_request){.argv = argv, .folder = top}, &text, NULL) != STATUS_OK)
        return false;
    line_history_read(history, strbuf_text(&text), text.length);
    return true;
}

bool line_changes_find(const struct facts *facts, struct line_history *history)
{
    SCOPED(strbuf_release) struct strbuf top = {0};
    *history = (struct line_history){.owner_count = facts->function_count};
    if (git_top(&top, NULL) != STATUS_OK)
        return false;
    SCOPED(memory_free_pointer) const char **paths = memory_new((size_t)facts->file_count + 1, sizeof *paths);
    size_t count = add_files(facts, strbuf_text(&top), paths, history);
    return count && read(uncommitted, ARRAY_LENGTH(uncommitted), paths, count, strbuf_text(&top), history) &&
           read(committed, ARRAY_LENGTH(committed), paths, count, strbuf_text(&top), history) && history->commits > 0;
}
