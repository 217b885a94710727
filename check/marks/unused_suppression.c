/* NOLINT(cet-NAME) where cet-NAME would have said nothing. A bare NOLINT and names of other tools are not ours to
 * judge, and of a check that did not run nothing is known. */
#include <string.h>

#include "cet/core/memory.h"
#include "cet/model/globs.h"
#include "pass.h"

#define OUR_PREFIX "cet-"
#define MUTATION_RULE "cet-mutate" /* `cet mutate` tells of its own marks */

static bool is_ours(const struct check_pass *pass, const char *glob)
{
    return !strncmp(glob, OUR_PREFIX, strlen(OUR_PREFIX)) && strcmp(glob, MUTATION_RULE) != 0 &&
           strcmp(glob, pass->check->name) != 0;
}

static bool silences_something(const struct check_pass *pass, const struct suppression *mark, const char *glob)
{
    const char *path = pass->facts->files[mark->file].path;
    for (size_t i = 0; i < pass->silenced->count; i++) {
        const struct finding *finding = &pass->silenced->items[i];
        if (mark->first_line <= finding->line && finding->line <= mark->last_line && !strcmp(finding->path, path) &&
            globs_match(glob, finding->rule))
            return true;
    }
    return false;
}

/* How many checks the glob names; *ret_all_ran tells whether there would be a finding of each, if it had one. */
static size_t count_named(const struct check_pass *pass, const char *glob, bool *ret_all_ran)
{
    size_t count, named = 0;
    const struct check *checks = checks_list(&count);
    *ret_all_ran = true;
    for (size_t i = 0; i < count; i++)
        if (globs_match(glob, checks[i].name)) {
            named++;
            *ret_all_ran = *ret_all_ran && check_is_chosen(&checks[i], pass->options) &&
                           !(checks[i].scope == CHECK_SCOPE_PROGRAM && pass->options->is_part);
        }
    return named;
}

/* A comment that is a mark with one name and its reason, and nothing else. */
static bool is_mark_alone(const struct fact_comment *comment, const char *glob)
{
    static const char *const words[] = {"NOLINT(", "NOLINTNEXTLINE("};
    const char *text = comment->text + strspn(comment->text, " \t");
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++) {
        size_t length = strlen(words[i]);
        const char *name = text + length;
        if (!strncmp(text, words[i], length) && !strncmp(name, glob, strlen(glob)) && name[strlen(glob)] == ')' &&
            !strstr(name, "NOLINT"))
            return true;
    }
    return false;
}

/* Takes the comment out where there can be no doubt which one it is. */
static void repair(const struct check_pass *pass, const struct suppression *mark, const char *glob,
                   struct check_place *place)
{
    const struct fact_comment *found = NULL;
    for (uint32_t i = 0; i < pass->facts->comment_count; i++) {
        const struct fact_comment *comment = &pass->facts->comments[i];
        if (comment->range.file != mark->file || comment->range.line != mark->line ||
            comment->range.end_line != mark->line || !strstr(comment->text, "NOLINT"))
            continue;
        if (found || !is_mark_alone(comment, glob))
            return;
        found = comment;
    }
    if (!found)
        return;
    place->range = found->range;
    place->edits[0] = (struct check_edit){found->range, " "};
}

static void look_at_glob(struct check_pass *pass, const struct suppression *mark, const char *glob)
{
    struct check_place place = {.range = {.file = mark->file, .line = mark->line, .end_line = mark->line}};
    bool all_ran;
    if (!is_ours(pass, glob))
        return;
    repair(pass, mark, glob, &place);
    if (!count_named(pass, glob, &all_ran))
        check_report(pass, &place, "'%s' is the name of no check; their names stand in docs/checks", glob);
    else if (all_ran && !silences_something(pass, mark, glob))
        check_report(pass, &place, "'%s' has nothing to say here; take it out of the mark", glob);
}

static void look_at_unmatched(struct check_pass *pass, const struct unmatched_mark *mark)
{
    struct check_place place = {.range = {.file = mark->file, .line = mark->line, .end_line = mark->line}};
    char *globs = arena_strdup(pass->arena, mark->globs);
    for (char *rest, *glob = strtok_r(globs, ", \t", &rest); glob; glob = strtok_r(NULL, ", \t", &rest))
        if (is_ours(pass, glob)) {
            check_report(pass, &place, "%s(%s) silences nothing, for no %s with the same names %s",
                         mark->is_begin ? "NOLINTBEGIN" : "NOLINTEND", mark->globs,
                         mark->is_begin ? "NOLINTEND" : "NOLINTBEGIN", mark->is_begin ? "follows" : "comes before it");
            return;
        }
}

void check_unused_suppression(struct check_pass *pass)
{
    for (size_t i = 0; i < pass->suppressions->count; i++) {
        const struct suppression *mark = &pass->suppressions->items[i];
        if (mark->is_bare)
            continue;
        char *globs = arena_strdup(pass->arena, mark->globs);
        for (char *rest, *glob = strtok_r(globs, ", \t", &rest); glob; glob = strtok_r(NULL, ", \t", &rest))
            look_at_glob(pass, mark, glob);
    }
    for (size_t i = 0; i < pass->suppressions->unmatched_count; i++)
        look_at_unmatched(pass, &pass->suppressions->unmatched[i]);
}
