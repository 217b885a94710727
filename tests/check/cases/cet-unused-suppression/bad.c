#include <stdlib.h>
#include <unistd.h>

/* The result is looked at since then; the mark was left behind. */
int send_all(int fd, const char *bytes, size_t count)
{
    return write(fd, bytes, count) ==
           (ssize_t)count; // NOLINT(cet-unchecked-result) /* expect: cet-unused-suppression */
}

/* One name of two still silences. */
void announce(int fd, const char *bytes, size_t count)
{
    write(fd, bytes, count); // NOLINT(cet-unchecked-result, cet-realloc-self) /* expect: cet-unused-suppression */
}

/* A misspelt name silences nothing. */
void announce_again(int fd, const char *bytes, size_t count)
{
    // NOLINTNEXTLINE(cet-unchecked-results) /* expect: cet-unused-suppression */
    write(fd, bytes, count); // NOLINT(cet-unchecked-result)
}

/* The wrong line. */
char *grow(char *text, size_t size)
{
    static char *kept;
    // NOLINTNEXTLINE(cet-realloc-self) /* expect: cet-unused-suppression */

    kept = text;
    return realloc(text, size);
}

/* NOLINTBEGIN(cet-errno-stale) */ /* expect: cet-unused-suppression */
int twice(int number)
{
    return 2 * number;
}
/* NOLINTEND(cet-errno-stale) */

/* One half is missing, or the halves name different checks. */
/* NOLINTBEGIN(cet-unchecked-result, cet-errno-stale) */ /* expect: cet-unused-suppression */
int thrice(int number)
{
    return 3 * number;
}
/* NOLINTEND(cet-unchecked-result) */ /* expect: cet-unused-suppression */
