/* The open store, and what its files share. */
#ifndef CET_STORE_DATABASE_H
#define CET_STORE_DATABASE_H

#include <sqlite3.h>

#include "cet/store/store.h"

struct store {
    sqlite3 *database;
    char *path;
    uint64_t cache_max_bytes;
};

/* One line for what SQLite last refused: which file, what was tried, why, what to do. */
enum status database_error(sqlite3 *database, const char *path, const char *what, struct error *err);

/* Runs SQL without results. */
enum status database_execute(struct store *store, const char *sql, const char *what, struct error *err);

/* Ends a transaction in which something failed, and returns that failure's status; err holds its message, to which is
 * added when the transaction cannot be taken back either. */
enum status database_roll_back(struct store *store, enum status failure, struct error *err);

/* A prepared statement, for SCOPED(statement_release). */
enum status statement_prepare(struct store *store, const char *sql, sqlite3_stmt **ret, struct error *err);
void statement_release(sqlite3_stmt **statement);
/* NULL binds null. The text must live until the statement is released. */
void statement_bind_text(sqlite3_stmt *statement, int number, const char *text);
/* Runs a statement that gives no rows. */
enum status statement_run(struct store *store, sqlite3_stmt *statement, const char *what, struct error *err);

/* Tables and their versions; path stands in messages. */
enum status schema_prepare(struct store *store, struct error *err);

#endif
