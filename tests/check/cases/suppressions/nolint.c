#include <unistd.h>

void silenced(int fd, char *b)
{
    read(fd, b, 1); /* NOLINT */
    read(fd, b, 1); // NOLINT(cet-unchecked-result)
    read(fd, b, 1); // NOLINT(cet-*): the reader does not care
    read(fd, b, 1); /* NOLINT(bugprone-x, cet-unchecked-result) */
    // NOLINTNEXTLINE(cet-unchecked-result)
    read(fd, b, 1);
    /* Two lines, and the mark in the first: NOLINTNEXTLINE
     * means the line behind the comment. */
    read(fd, b, 1);
    // NOLINTBEGIN(cet-unchecked-result)
    read(fd, b, 1);
    read(fd, b, 1);
    // NOLINTEND(cet-unchecked-result)
    read(fd, b, 1); /* expect: cet-unchecked-result */
}

void not_silenced(int fd, char *b)
{
    /* NOLINT(cet-errno-stale) */ read(fd, b, 1); /* expect: cet-unchecked-result, cet-unused-suppression */
    /* NOLINT() */ read(fd, b, 1);                /* expect: cet-unchecked-result */
    /* NOLINTING */ read(fd, b, 1);               /* expect: cet-unchecked-result */
    /* NOLINT(*,-cet-*) */ read(fd, b, 1);        /* expect: cet-unchecked-result */
    // NOLINTNEXTLINE

    read(fd, b, 1); /* expect: cet-unchecked-result */
    // NOLINTBEGIN(cet-unchecked-result) /* expect: cet-unused-suppression */
    read(fd, b, 1); /* expect: cet-unchecked-result */
}
