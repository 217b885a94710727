/* Results by key. "used" counts up with each use, so that the order of leaving depends on no clock. */
#include <string.h>

#include "cet/core/memory.h"
#include "database.h"

#define NEXT_USE "(SELECT coalesce(max(used), 0) + 1 FROM cache)"

void store_cache_limit(struct store *store, uint64_t max_bytes)
{
    if (store)
        store->cache_max_bytes = max_bytes;
}

/* Only worth a try: where the file cannot be written now, the entry just looks older. */
static void mark_used(struct store *store, const char *key)
{
    SCOPED(statement_release) sqlite3_stmt *statement = NULL;
    if (statement_prepare(
            store, "UPDATE cache SET used = " NEXT_USE " WHERE key = ?1 AND used < (SELECT max(used) FROM cache)",
            &statement, NULL) != STATUS_OK)
        return;
    statement_bind_text(statement, 1, key);
    statement_run(store, statement, "", NULL);
}

enum status store_cache_find(struct store *store, const char *key, struct strbuf *out, bool *ret_found,
                             struct error *err)
{
    if (!store) {
        *ret_found = false;
        return STATUS_OK;
    }
    SCOPED(statement_release) sqlite3_stmt *statement = NULL;
    enum status status = statement_prepare(store, "SELECT bytes FROM cache WHERE key = ?1", &statement, err);
    if (status != STATUS_OK)
        return status;
    statement_bind_text(statement, 1, key);
    int code = sqlite3_step(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return database_error(store->database, store->path, "the cache cannot be read", err);
    *ret_found = code == SQLITE_ROW;
    if (!*ret_found)
        return STATUS_OK;
    const void *bytes = sqlite3_column_blob(statement, 0);
    if (bytes)
        strbuf_add(out, bytes, (size_t)sqlite3_column_bytes(statement, 0));
    sqlite3_reset(statement); /* else the update waits for this reader */
    mark_used(store, key);
    return STATUS_OK;
}

static enum status insert(struct store *store, const char *key, const void *bytes, size_t length, struct error *err)
{
    SCOPED(statement_release) sqlite3_stmt *statement = NULL;
    enum status status = statement_prepare(store,
                                           "INSERT INTO cache(key, used, size, bytes)"
                                           " VALUES(?1, " NEXT_USE ", ?2, ?3)"
                                           " ON CONFLICT(key) DO UPDATE SET used = excluded.used,"
                                           " size = excluded.size, bytes = excluded.bytes",
                                           &statement, err);
    if (status != STATUS_OK)
        return status;
    statement_bind_text(statement, 1, key);
    sqlite3_bind_int64(statement, 2, (int64_t)(length + strlen(key)));
    if (length)
        sqlite3_bind_blob64(statement, 3, bytes, length, SQLITE_STATIC);
    else
        sqlite3_bind_zeroblob(statement, 3, 0);
    return statement_run(store, statement, "a result cannot be kept", err);
}

/* The oldest entries beyond the bound, counted from the youngest. */
static enum status evict(struct store *store, struct error *err)
{
    SCOPED(statement_release) sqlite3_stmt *statement = NULL;
    enum status status =
        statement_prepare(store,
                          "DELETE FROM cache WHERE key IN (SELECT key FROM (SELECT key,"
                          " sum(size) OVER (ORDER BY used DESC, key) AS sum_size FROM cache) WHERE sum_size > ?1)",
                          &statement, err);
    if (status != STATUS_OK)
        return status;
    sqlite3_bind_int64(statement, 1, (int64_t)store->cache_max_bytes);
    return statement_run(store, statement, "the cache cannot be trimmed", err);
}

enum status store_cache_set(struct store *store, const char *key, const void *bytes, size_t length, struct error *err)
{
    if (!store || length + strlen(key) > store->cache_max_bytes / 4 || length > STORE_JSON_MAX_BYTES)
        return STATUS_OK;
    enum status status = database_execute(store, "BEGIN IMMEDIATE", "a result cannot be kept", err);
    if (status != STATUS_OK)
        return status;
    status = insert(store, key, bytes, length, err);
    if (status == STATUS_OK)
        status = evict(store, err);
    if (status == STATUS_OK)
        status = database_execute(store, "COMMIT", "a result cannot be kept", err);
    return status == STATUS_OK ? STATUS_OK : database_roll_back(store, status, err);
}
