#include <string.h>

#include "database.h"

static enum status status_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return STATUS_INVALID;
    case SQLITE_TOOBIG:
        return STATUS_LIMIT;
    default:
        return STATUS_IO;
    }
}

static const char *advice_for(int code)
{
    switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return "; it is damaged or no store of cet: move it away, a new one is made";
    case SQLITE_FULL:
        return "; the disk is full";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "; another process is using it";
    default:
        return "";
    }
}

enum status database_error(sqlite3 *database, const char *path, const char *what, struct error *err)
{
    int code = database ? sqlite3_extended_errcode(database) : SQLITE_NOMEM;
    const char *message = database ? sqlite3_errmsg(database) : "out of memory";
    return error_set(err, status_of(code), "'%s': %s: %s%s", path, what, message, advice_for(code));
}

enum status database_execute(struct store *store, const char *sql, const char *what, struct error *err)
{
    if (sqlite3_exec(store->database, sql, NULL, NULL, NULL) != SQLITE_OK)
        return database_error(store->database, store->path, what, err);
    return STATUS_OK;
}

enum status database_roll_back(struct store *store, enum status failure, struct error *err)
{
    struct error second = {0};
    if (sqlite3_get_autocommit(store->database)) /* SQLite has done it itself, as it does on a full disk */
        return failure;
    if (database_execute(store, "ROLLBACK", "what was begun cannot be taken back", &second) != STATUS_OK && err)
        return error_set(err, failure, "%s; %s", err->message, second.message);
    return failure;
}

enum status statement_prepare(struct store *store, const char *sql, sqlite3_stmt **ret, struct error *err)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL) != SQLITE_OK)
        return database_error(store->database, store->path, "cannot be asked", err);
    *ret = statement;
    return STATUS_OK;
}

void statement_release(sqlite3_stmt **statement)
{
    sqlite3_finalize(*statement);
    *statement = NULL;
}

void statement_bind_text(sqlite3_stmt *statement, int number, const char *text)
{
    if (text)
        sqlite3_bind_text(statement, number, text, -1, SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, number);
}

enum status statement_run(struct store *store, sqlite3_stmt *statement, const char *what, struct error *err)
{
    if (sqlite3_step(statement) != SQLITE_DONE)
        return database_error(store->database, store->path, what, err);
    return STATUS_OK;
}
