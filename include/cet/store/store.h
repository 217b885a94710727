/* What cet remembers between runs, in one SQLite file: runs with their verdicts, and results worth keeping.
 *
 *     struct store *store = NULL;
 *     if (store_open(NULL, &store, &err) == STATUS_OK)
 *         store_add_run(store, &(struct store_run){.verb = "accept", .subject = "csv", .digest = digest,
 *                                                  .status = "accepted", .json = verdict}, &id, &err);
 *     store_close(store);
 *
 * Losing the store loses no result that a user asked for: a command whose store fails says so in one line and goes on.
 * Several processes may use one file at once; a write waits up to 10 s for another's. What was written when a disk
 * fills up or a process dies stays whole. Every function but store_open takes NULL for the store: nothing is kept,
 * nothing found, STATUS_OK. */
#ifndef CET_STORE_STORE_H
#define CET_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/core/strbuf.h"

#define STORE_SCHEMA_VERSION 1
#define STORE_JSON_MAX_BYTES (64u << 20)

struct store;

/* $XDG_STATE_HOME/cet/store.db or ~/.local/state/cet/store.db, appended to out; nothing when there is no home. */
void store_default_path(struct strbuf *out);

/* Creates folder, file and tables where they are missing and brings an older schema up to date. NULL: the default path.
 * STATUS_INVALID: damaged, not a store, or of a newer cet; STATUS_IO: cannot be created or written. */
enum status store_open(const char *path, struct store **ret_store, struct error *err);
void store_close(struct store *store);
void store_release(struct store **store); /* for SCOPED */
const char *store_path(const struct store *store);

struct store_run {
    int64_t id;          /* given by the store, rising */
    const char *verb;    /* "accept", "testgen", "mutate run" */
    const char *subject; /* the tool's or project's name, or the file */
    const char *digest;  /* of all inputs */
    const char *status;  /* of the verdict: "accepted", ...; NULL where the verb gives none */
    int exit_code;
    const char *time; /* ISO 8601; NULL when adding: now */
    uint64_t seed;
    const char *json; /* the verdict or result, NULL: none */
};

/* Texts are copied. *ret_id may be NULL. */
enum status store_add_run(struct store *store, const struct store_run *run, int64_t *ret_id, struct error *err);

struct store_query {
    int64_t id; /* 0 or NULL fields match all */
    const char *verb;
    const char *subject;
    const char *digest;
    const char *status;
    unsigned limit; /* 0: 20 */
};

/* Latest first. The run's texts live during the call. A status that is not OK stops and is returned. */
typedef enum status (*store_run_fn)(void *context, const struct store_run *run, struct error *err);
enum status store_each_run(struct store *store, const struct store_query *query, store_run_fn visit, void *context,
                           struct error *err);

/* The result cache: key text -> bytes. The key names everything the result depends on. The least recently used leave
 * first when all together exceed the bound; a single one beyond a quarter of it is not kept. */
#define STORE_CACHE_MAX_BYTES (256ull << 20)

void store_cache_limit(struct store *store, uint64_t max_bytes);
/* Appends the bytes to out when found. */
enum status store_cache_find(struct store *store, const char *key, struct strbuf *out, bool *ret_found,
                             struct error *err);
enum status store_cache_set(struct store *store, const char *key, const void *bytes, size_t length, struct error *err);

#endif
