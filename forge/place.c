/* Which request the run belongs to, from what the runner tells. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "forge.h"

#define MAX_EVENT_BYTES (32u << 20)

struct lookup {
    forge_getenv_fn get;
    struct arena *arena;
    struct error *err;
};

/* NULL for a variable that is not set, or empty. */
static const char *find(const struct lookup *lookup, const char *name)
{
    const char *value = lookup->get(name);
    return value && *value ? arena_strdup(lookup->arena, value) : NULL;
}

static bool read_number(const char *text, uint64_t *ret_number)
{
    char *end;
    if (!isdigit((unsigned char)*text))
        return false;
    *ret_number = strtoull(text, &end, 10);
    return *ret_number && (!*end || *end == '/');
}

static enum status take_token(const struct lookup *lookup, const char *name, struct forge_place *place)
{
    place->token = find(lookup, name);
    place->token_name = name;
    if (!place->token)
        return STATUS_NOT_FOUND;
    for (const char *at = place->token; *at; at++)
        if ((unsigned char)*at <= ' ' || *at == 0x7f)
            return error_set(lookup->err, STATUS_INVALID, "%s holds a blank or line break, so it is no token", name);
    return STATUS_OK;
}

/* "//" at the end of the base and within would name something else. */
static const char *without_slash(const struct lookup *lookup, const char *url)
{
    size_t length = strlen(url);
    while (length && url[length - 1] == '/')
        length--;
    return arena_strndup(lookup->arena, url, length);
}

static bool is_repository(const char *name)
{
    const char *slash = strchr(name, '/');
    if (!slash || slash == name || !slash[1] || strchr(slash + 1, '/') || strstr(name, ".."))
        return false;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && !strchr("-_./", *name))
            return false;
    return true;
}

/* The event's file tells it; else the name of the merge that is built: refs/pull/7/merge. */
static enum status find_pull_request(const struct lookup *lookup, uint64_t *ret_number)
{
    SCOPED(json_free) cJSON *event = NULL;
    const char *path = find(lookup, "GITHUB_EVENT_PATH"), *ref = find(lookup, "GITHUB_REF");
    if (path) {
        enum status status = json_load(path, MAX_EVENT_BYTES, &event, lookup->err);
        if (status != STATUS_OK)
            return status;
        const cJSON *request = json_get(event, "pull_request"), *issue = json_get(event, "issue");
        int64_t number = json_get_int(request ? request : issue ? issue : event, "number", 0);
        *ret_number = number > 0 ? (uint64_t)number : 0;
        if (number > 0)
            return STATUS_OK;
    }
    if (ref && !strncmp(ref, "refs/pull/", 10) && read_number(ref + 10, ret_number))
        return STATUS_OK;
    return error_set(lookup->err, STATUS_NOT_FOUND,
                     "neither GITHUB_EVENT_PATH nor GITHUB_REF names a pull request to comment on");
}

static enum status find_github(const struct lookup *lookup, struct forge_place *place)
{
    const char *api = find(lookup, "GITHUB_API_URL");
    place->forge = &forge_github;
    place->api = without_slash(lookup, api ? api : "https://api.github.com");
    place->project = find(lookup, "GITHUB_REPOSITORY");
    if (!is_repository(place->project))
        return error_set(lookup->err, STATUS_INVALID, "GITHUB_REPOSITORY, '%.100s', is no OWNER/NAME", place->project);
    enum status status = take_token(lookup, "GITHUB_TOKEN", place);
    if (status == STATUS_NOT_FOUND)
        return error_set(lookup->err, status,
                         "GITHUB_TOKEN is not set; give the step env: GITHUB_TOKEN: ${{ github.token }}");
    return status == STATUS_OK ? find_pull_request(lookup, &place->number) : status;
}

static enum status find_gitlab(const struct lookup *lookup, struct forge_place *place)
{
    const char *api = find(lookup, "CI_API_V4_URL"), *number = find(lookup, "CI_MERGE_REQUEST_IID");
    place->forge = &forge_gitlab;
    place->api = without_slash(lookup, api ? api : "https://gitlab.com/api/v4");
    place->project = find(lookup, "CI_PROJECT_ID");
    if (!number || !read_number(number, &place->number))
        return error_set(lookup->err, STATUS_NOT_FOUND,
                         "CI_MERGE_REQUEST_IID names no merge request; run the job with rules: if: "
                         "$CI_PIPELINE_SOURCE == \"merge_request_event\"");
    enum status status = take_token(lookup, "GITLAB_TOKEN", place);
    if (status == STATUS_NOT_FOUND)
        status = take_token(lookup, "CI_JOB_TOKEN", place);
    if (status == STATUS_NOT_FOUND)
        return error_set(lookup->err, status, "GITLAB_TOKEN is not set; make it a masked variable of the project");
    return status;
}

enum status forge_find_place(forge_getenv_fn get, struct arena *arena, struct forge_place *ret_place, struct error *err)
{
    const struct lookup lookup = {get, arena, err};
    const char *gitlab_authority = find(&lookup, "CI_SERVER_TLS_CA_FILE");
    struct forge_place place = {.ca_file = find(&lookup, "SSL_CERT_FILE")};
    enum status status;
    if (gitlab_authority)
        place.ca_file = gitlab_authority;
    if (find(&lookup, "GITHUB_REPOSITORY"))
        status = find_github(&lookup, &place);
    else if (find(&lookup, "CI_PROJECT_ID"))
        status = find_gitlab(&lookup, &place);
    else
        status = error_set(err, STATUS_NOT_FOUND,
                           "no pull request to comment on: neither GITHUB_REPOSITORY nor CI_PROJECT_ID is set");
    if (status == STATUS_OK)
        *ret_place = place;
    return status;
}
