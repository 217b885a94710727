#include "cet/store/store.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "database.h"

#define BUSY_TIMEOUT_MS 10000

void store_default_path(struct strbuf *out)
{
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    /* The XDG base directory specification: relative values are to be ignored. */
    if (state && state[0] == '/')
        strbuf_printf(out, "%s/cet/store.db", state);
    else if (home && home[0] == '/')
        strbuf_printf(out, "%s/.local/state/cet/store.db", home);
}

static enum status choose_path(const char *wanted, char **ret_path, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf path = {0};
    if (wanted)
        strbuf_add_text(&path, wanted);
    else
        store_default_path(&path);
    if (path.length == 0)
        return error_set(err, STATUS_NOT_FOUND, "no place for the store: neither XDG_STATE_HOME nor HOME is set");
    SCOPED(memory_free_pointer) char *folder = path_folder(strbuf_text(&path));
    enum status status = folder_make(folder, err);
    if (status == STATUS_OK)
        *ret_path = strbuf_take(&path);
    return status;
}

/* Write-ahead logging lets readers and a writer work at once; where the file system has no shared memory, SQLite keeps
 * its rollback journal, which is as safe. */
static enum status set_up(struct store *store, struct error *err)
{
    sqlite3_extended_result_codes(store->database, 1);
    sqlite3_busy_timeout(store->database, BUSY_TIMEOUT_MS);
    sqlite3_db_config(store->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_limit(store->database, SQLITE_LIMIT_LENGTH, STORE_JSON_MAX_BYTES + 4096);
    enum status status = database_execute(store, "PRAGMA trusted_schema = OFF", "cannot be opened", err);
    if (status == STATUS_OK)
        status = schema_prepare(store, err);
    if (status == STATUS_OK)
        status = database_execute(store, "PRAGMA journal_mode = WAL", "cannot be opened", err);
    if (status == STATUS_OK)
        status = database_execute(store, "PRAGMA synchronous = NORMAL", "cannot be opened", err);
    return status;
}

enum status store_open(const char *path, struct store **ret_store, struct error *err)
{
    struct store *store = memory_new(1, sizeof *store);
    store->cache_max_bytes = STORE_CACHE_MAX_BYTES;
    enum status status = choose_path(path, &store->path, err);
    if (status == STATUS_OK &&
        sqlite3_open_v2(store->path, &store->database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        status = database_error(store->database, store->path, "cannot be opened", err);
    if (status == STATUS_OK)
        status = set_up(store, err);
    if (status != STATUS_OK) {
        store_close(store);
        return status;
    }
    *ret_store = store;
    return STATUS_OK;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    sqlite3_close(store->database);
    free(store->path);
    free(store);
}

void store_release(struct store **store)
{
    store_close(*store);
    *store = NULL;
}

const char *store_path(const struct store *store)
{
    return store ? store->path : "";
}
