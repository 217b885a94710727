/* The one comment on a pull or merge request that every run brings up to date, on GitHub and GitLab.
 *
 *     SCOPED(arena_release) struct arena arena = {0};
 *     struct forge_place place;
 *     status = forge_find_place(getenv, &arena, &place, err);
 *     if (status == STATUS_OK)
 *         status = forge_post_sticky(&place, "<!-- cet -->", markdown, &posted, err);
 *
 * The comment is known by its first line, the marker; only one that the token's owner, a bot or somebody who belongs to
 * the repository wrote is taken for ours. Texts of a place live in the arena. At most FORGE_MAX_PAGES pages of comments
 * are read. No message holds the token. */
#ifndef CET_FORGE_STICKY_H
#define CET_FORGE_STICKY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"

#define FORGE_MAX_PAGES 50
#define FORGE_COMMENT_MAX_BYTES 65536u /* of GitHub, counted in characters there; GitLab takes more */

struct forge; /* what differs between them */

struct forge_place {
    const struct forge *forge;
    const char *api;     /* "https://api.github.com" */
    const char *project; /* "owner/name", GitLab: a number or a path */
    uint64_t number;     /* of the pull or merge request */
    const char *token;
    const char *token_name; /* the variable that it comes from */
    const char *ca_file;    /* certificates to trust; NULL: the system's */
    uint64_t timeout_ms;    /* of an attempt; 0: the standard */
};

struct forge_posted {
    bool was_updated;
    char url[512]; /* of the comment, "": not told */
};

typedef char *(*forge_getenv_fn)(const char *name);

/* From the variables that GitHub Actions and GitLab CI set: GITHUB_REPOSITORY, GITHUB_API_URL, GITHUB_EVENT_PATH,
 * GITHUB_TOKEN; CI_PROJECT_ID, CI_API_V4_URL, CI_MERGE_REQUEST_IID, GITLAB_TOKEN or CI_JOB_TOKEN,
 * CI_SERVER_TLS_CA_FILE; SSL_CERT_FILE for both. STATUS_NOT_FOUND with the one that is missing. */
enum status forge_find_place(forge_getenv_fn get, struct arena *arena, struct forge_place *ret_place,
                             struct error *err);
/* Updates the comment whose first line is marker, or makes it; text begins with that line. */
enum status forge_post_sticky(const struct forge_place *place, const char *marker, const char *text,
                              struct forge_posted *ret_posted, struct error *err);

#endif
