/* TODO(#12): handle the empty list */
int first(const int *list);

/* FIXME: one byte too many, see https://example.org/issues/77 */
int second(const int *list);

// TODO PROJ-418: drop this with the old format
int third(const int *list);

// TODO(anna, 2025-03-01): the lock is held for too long
int fourth(const int *list);

/* XXX bug 1234: the driver answers twice */
int fifth(const int *list);

// TODO: the table should grow
// (issue #9 has the figures)
int sixth(const int *list);

/* Prints what is left TODO in the user's list; a todo item is a line. Todo lists are sorted. */
int print_todo_list(void);

/* Dates look like XX-XXX-XXXX, a temporary file's name ends in XXXXXX. */
const char *name_pattern = "log-XXXXXX"; /* TODOs of the user's own are in "TODO.txt" */

/* TODO, FIXME and HACK are words that this program looks for. */
int count_words(const char *text);
