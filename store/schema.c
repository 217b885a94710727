/* The tables, as steps from version to version. A step once released is never changed: a new version adds one. */
#include <string.h>

#include "cet/core/memory.h"
#include "database.h"

/* 'cet' and a zero byte as SQLite's application id: tells our file from other programs' databases. */
#define APPLICATION_ID 0x63657400

static const char *const steps[] = {
    /* 0 -> 1 */
    "CREATE TABLE run("
    " id INTEGER PRIMARY KEY AUTOINCREMENT, verb TEXT NOT NULL, subject TEXT NOT NULL, digest TEXT,"
    " status TEXT, exit_code INTEGER NOT NULL, time TEXT NOT NULL, seed INTEGER NOT NULL, json TEXT);"
    "CREATE INDEX run_by_digest ON run(digest);"
    "CREATE INDEX run_by_subject ON run(subject);"
    "CREATE TABLE cache("
    " key TEXT PRIMARY KEY, used INTEGER NOT NULL, size INTEGER NOT NULL, bytes BLOB NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX cache_by_use ON cache(used, size);"
    "PRAGMA application_id = 1667593216;",
};
_Static_assert(ARRAY_LENGTH(steps) == STORE_SCHEMA_VERSION, "each version needs its step");
_Static_assert(APPLICATION_ID == 1667593216, "the number in the first step");

static enum status read_number(struct store *store, const char *sql, int64_t *ret, struct error *err)
{
    SCOPED(statement_release) sqlite3_stmt *statement = NULL;
    enum status status = statement_prepare(store, sql, &statement, err);
    if (status != STATUS_OK)
        return status;
    if (sqlite3_step(statement) != SQLITE_ROW)
        return database_error(store->database, store->path, "cannot be read", err);
    *ret = sqlite3_column_int64(statement, 0);
    return STATUS_OK;
}

/* A database that is not ours and not empty is left alone. */
static enum status check_owner(struct store *store, struct error *err)
{
    int64_t application = 0;
    int64_t tables = 0;
    enum status status = read_number(store, "PRAGMA application_id", &application, err);
    if (status == STATUS_OK)
        status = read_number(store, "SELECT count(*) FROM sqlite_schema", &tables, err);
    if (status == STATUS_OK && tables > 0 && application != APPLICATION_ID)
        return error_set(err, STATUS_INVALID, "'%s': is a database of another program; name another file", store->path);
    return status;
}

static enum status climb(struct store *store, int64_t version, struct error *err)
{
    enum status status = STATUS_OK;
    for (; status == STATUS_OK && version < STORE_SCHEMA_VERSION; version++)
        status = database_execute(store, steps[version], "cannot be brought up to date", err);
    if (status != STATUS_OK)
        return status;
    char sql[64];
    sqlite3_snprintf(sizeof sql, sql, "PRAGMA user_version = %d", STORE_SCHEMA_VERSION);
    return database_execute(store, sql, "cannot be brought up to date", err);
}

/* At one moment: another process may be making the tables. */
static enum status look(struct store *store, int64_t *ret_version, struct error *err)
{
    enum status status = database_execute(store, "BEGIN", "cannot be read", err);
    if (status != STATUS_OK)
        return status;
    status = check_owner(store, err);
    if (status == STATUS_OK)
        status = read_number(store, "PRAGMA user_version", ret_version, err);
    if (status == STATUS_OK)
        status = database_execute(store, "COMMIT", "cannot be read", err);
    return status == STATUS_OK ? STATUS_OK : database_roll_back(store, status, err);
}

enum status schema_prepare(struct store *store, struct error *err)
{
    int64_t version = 0;
    enum status status = look(store, &version, err);
    if (status != STATUS_OK)
        return status;
    if (version > STORE_SCHEMA_VERSION || version < 0)
        return error_set(err, STATUS_INVALID,
                         "'%s': has version %lld, this cet knows up to %d; use a newer cet or name another file",
                         store->path, (long long)version, STORE_SCHEMA_VERSION);
    if (version == STORE_SCHEMA_VERSION)
        return STATUS_OK;
    /* Asked again inside of the transaction: two processes may have come to an empty file at once. */
    status = database_execute(store, "BEGIN IMMEDIATE", "cannot be written", err);
    if (status != STATUS_OK)
        return status;
    status = read_number(store, "PRAGMA user_version", &version, err);
    if (status == STATUS_OK)
        status = climb(store, version, err);
    if (status == STATUS_OK)
        status = database_execute(store, "COMMIT", "cannot be written", err);
    return status == STATUS_OK ? STATUS_OK : database_roll_back(store, status, err);
}
