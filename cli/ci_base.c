/* What a change is counted from. Runners say it in variables; at a desk it is where the branch left the main one. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "ci.h"
#include "git.h"

#define MAX_EVENT_BYTES (32u << 20)

void ci_base_release(struct ci_base *base)
{
    if (!base)
        return;
    free(base->name);
    free(base->commit);
    *base = (struct ci_base){0};
}

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

static bool is_commit(const char *name)
{
    SCOPED(strbuf_release) struct strbuf whole = {0}, out = {0};
    strbuf_printf(&whole, "%s^{commit}", name);
    const char *const words[] = {"git", "rev-parse", "--verify", "--quiet", "--end-of-options", strbuf_text(&whole),
                                 NULL};
    return git_ask(&(struct git_request){.argv = words}, &out, NULL) == STATUS_OK;
}

/* A branch of the server's, as it was fetched, or a local one of that name; malloc'ed, NULL: neither is there. */
static char *find_branch(const char *branch)
{
    SCOPED(strbuf_release) struct strbuf remote = {0};
    strbuf_printf(&remote, "origin/%s", branch);
    if (is_commit(strbuf_text(&remote)))
        return strbuf_take(&remote);
    return is_commit(branch) ? memory_strdup(branch) : NULL;
}

static enum status need_branch(const char *branch, const char *variable_name, char **ret_name, struct error *err)
{
    *ret_name = find_branch(branch);
    if (*ret_name)
        return STATUS_OK;
    return error_set(err, STATUS_NOT_FOUND,
                     "git does not have the target branch '%.100s' (%s); fetch it: git fetch origin %.100s (GitHub: "
                     "fetch-depth: 0, GitLab: GIT_DEPTH: 0)",
                     branch, variable_name, branch);
}

/* A push tells the commit that the branch pointed to; a new branch has none, and a commit of zeros stands there. */
static bool is_earlier(const char *commit)
{
    return commit && strspn(commit, "0") != strlen(commit) && is_commit(commit);
}

static char *pushed_from(void)
{
    SCOPED(json_free) cJSON *event = NULL;
    const char *path = variable("GITHUB_EVENT_PATH"), *before = variable("CI_COMMIT_BEFORE_SHA");
    if (path && json_load(path, MAX_EVENT_BYTES, &event, NULL) == STATUS_OK)
        before = json_get_text(event, "before", NULL);
    return is_earlier(before) ? memory_strdup(before) : NULL;
}

static char *main_branch(void)
{
    static const char *const names[] = {"origin/HEAD", "origin/main", "origin/master", "main", "master"};
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        if (is_commit(names[i]))
            return memory_strdup(names[i]);
    return NULL;
}

/* Whether what is checked out is the branch itself, or an earlier state of it. */
static bool is_part_of(const char *branch)
{
    const char *const words[] = {"git", "merge-base", "--is-ancestor", "HEAD", branch, NULL};
    SCOPED(strbuf_release) struct strbuf out = {0};
    return git_ask(&(struct git_request){.argv = words}, &out, NULL) == STATUS_OK;
}

static enum status find_name(const char *said, char **ret_name, struct error *err)
{
    const char *target = variable("GITHUB_BASE_REF"), *commit = variable("CI_MERGE_REQUEST_DIFF_BASE_SHA");
    if (said) {
        if (!is_commit(said))
            return error_set(err, STATUS_NOT_FOUND, "'%.200s' (--base) is no commit that git has here", said);
        *ret_name = memory_strdup(said);
        return STATUS_OK;
    }
    if (target)
        return need_branch(target, "GITHUB_BASE_REF", ret_name, err);
    if (commit && is_commit(commit)) {
        *ret_name = memory_strdup(commit);
        return STATUS_OK;
    }
    if (variable("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"))
        return need_branch(variable("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"), "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
                           ret_name, err);
    *ret_name = main_branch();
    if (!*ret_name || is_part_of(*ret_name)) {
        char *before = pushed_from();
        free(before ? *ret_name : NULL);
        *ret_name = before ? before : *ret_name;
    }
    return *ret_name ? STATUS_OK
                     : error_set(err, STATUS_NOT_FOUND,
                                 "no base to compare with: there is no origin/HEAD, main or master; give --base REF");
}

static bool is_shallow(void)
{
    static const char *const words[] = {"git", "rev-parse", "--is-shallow-repository", NULL};
    SCOPED(strbuf_release) struct strbuf answer = {0};
    return git_ask_line(&(struct git_request){.argv = words}, &answer, NULL) == STATUS_OK &&
           !strcmp(strbuf_text(&answer), "true");
}

static enum status find_fork(const char *name, char **ret_commit, struct error *err)
{
    const char *const words[] = {"git", "merge-base", "--end-of-options", name, "HEAD", NULL};
    SCOPED(strbuf_release) struct strbuf commit = {0};
    if (!is_commit("HEAD"))
        return error_set(err, STATUS_NOT_FOUND, "this is no git repository with a commit; cet ci judges what changed");
    if (git_ask_line(&(struct git_request){.argv = words}, &commit, NULL) == STATUS_OK && commit.length) {
        *ret_commit = strbuf_take(&commit);
        return STATUS_OK;
    }
    if (is_shallow())
        return error_set(err, STATUS_NOT_FOUND,
                         "git's history ends before this branch left '%.100s'; fetch it: git fetch --unshallow origin "
                         "(GitHub: fetch-depth: 0, GitLab: GIT_DEPTH: 0)",
                         name);
    return error_set(err, STATUS_INVALID, "'%.100s' and HEAD have no commit in common; give --base REF", name);
}

enum status ci_base_find(const char *said, struct ci_base *ret_base, struct error *err)
{
    SCOPED(ci_base_release) struct ci_base base = {0};
    SCOPED(strbuf_release) struct strbuf top = {0};
    enum status status = git_top(&top, err);
    if (status == STATUS_OK)
        status = find_name(said, &base.name, err);
    if (status == STATUS_OK)
        status = find_fork(base.name, &base.commit, err);
    if (status != STATUS_OK)
        return status;
    *ret_base = base;
    base = (struct ci_base){0};
    return STATUS_OK;
}
