#include <string.h>

#include "cet/core/clock.h"
#include "cet/core/memory.h"
#include "database.h"

#define LIMIT_DEFAULT 20

enum status store_add_run(struct store *store, const struct store_run *run, int64_t *ret_id, struct error *err)
{
    if (!store)
        return STATUS_OK; /* without a store nothing is kept, and no id is given */
    SCOPED(statement_release) sqlite3_stmt *statement = NULL;
    enum status status = statement_prepare(store,
                                           "INSERT INTO run(verb, subject, digest, status, exit_code, time, seed, json)"
                                           " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                                           &statement, err);
    if (status != STATUS_OK)
        return status;
    if (run->json && strlen(run->json) > STORE_JSON_MAX_BYTES)
        return error_set(err, STATUS_LIMIT, "'%s': a result of more than %u MiB is not kept", store->path,
                         STORE_JSON_MAX_BYTES >> 20);
    char now[sizeof "2026-01-01T00:00:00Z"];
    clock_utc_text(now);
    statement_bind_text(statement, 1, run->verb);
    statement_bind_text(statement, 2, run->subject);
    statement_bind_text(statement, 3, run->digest);
    statement_bind_text(statement, 4, run->status);
    sqlite3_bind_int(statement, 5, run->exit_code);
    statement_bind_text(statement, 6, run->time ? run->time : now);
    sqlite3_bind_int64(statement, 7, (int64_t)run->seed); /* SQLite has no unsigned numbers: same bits */
    statement_bind_text(statement, 8, run->json);
    status = statement_run(store, statement, "a run cannot be kept", err);
    if (status == STATUS_OK && ret_id)
        *ret_id = sqlite3_last_insert_rowid(store->database);
    return status;
}

static const char *column_text(sqlite3_stmt *statement, int column)
{
    return (const char *)sqlite3_column_text(statement, column);
}

static struct store_run read_run(sqlite3_stmt *statement)
{
    return (struct store_run){
        .id = sqlite3_column_int64(statement, 0),
        .verb = column_text(statement, 1),
        .subject = column_text(statement, 2),
        .digest = column_text(statement, 3),
        .status = column_text(statement, 4),
        .exit_code = sqlite3_column_int(statement, 5),
        .time = column_text(statement, 6),
        .seed = (uint64_t)sqlite3_column_int64(statement, 7),
        .json = column_text(statement, 8),
    };
}

enum status store_each_run(struct store *store, const struct store_query *query, store_run_fn visit, void *context,
                           struct error *err)
{
    if (!store)
        return STATUS_OK;
    SCOPED(statement_release) sqlite3_stmt *statement = NULL;
    enum status status =
        statement_prepare(store,
                          "SELECT id, verb, subject, digest, status, exit_code, time, seed, json FROM run"
                          " WHERE (?1 = 0 OR id = ?1) AND (?2 IS NULL OR verb = ?2) AND (?3 IS NULL OR subject = ?3)"
                          " AND (?4 IS NULL OR digest = ?4) AND (?5 IS NULL OR status = ?5)"
                          " ORDER BY id DESC LIMIT ?6",
                          &statement, err);
    if (status != STATUS_OK)
        return status;
    sqlite3_bind_int64(statement, 1, query->id);
    statement_bind_text(statement, 2, query->verb);
    statement_bind_text(statement, 3, query->subject);
    statement_bind_text(statement, 4, query->digest);
    statement_bind_text(statement, 5, query->status);
    sqlite3_bind_int64(statement, 6, query->limit ? query->limit : LIMIT_DEFAULT);
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct store_run run = read_run(statement);
        status = visit(context, &run, err);
        if (status != STATUS_OK)
            return status;
    }
    return code == SQLITE_DONE ? STATUS_OK : database_error(store->database, store->path, "runs cannot be read", err);
}
