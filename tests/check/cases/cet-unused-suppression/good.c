#include <stdlib.h>
#include <unistd.h>

struct list {
    char *items;
    size_t size;
};

/* What it names is silenced, on the line, the next line, between two marks. */
void announce(int fd, const char *bytes, size_t count)
{
    write(fd, bytes, count); // NOLINT(cet-unchecked-result): nobody can be told
    // NOLINTNEXTLINE(cet-unchecked-result)
    write(fd, bytes, count);
    // NOLINTBEGIN(cet-*)
    write(fd, bytes, count);
    // NOLINTEND(cet-*)
}

/* Other tools' names and bare marks are theirs, and so are the marks of mutants. */
int twice(int number)
{
    number += number; // NOLINT
    number += 0;      // NOLINT(bugprone-branch-clone, readability-*)
    number += 0;      // NOLINT(cet-mutate): the same
    return number;    // NOLINT(*)
}

/* No marks: one in a text, one inside of a word, NOLINTING(cet-realloc-self). */
const char *explain(void)
{
    return "write // NOLINT(cet-realloc-self) behind it";
}

/* A mark may be kept on purpose. */
int thrice(int number)
{
    return 3 * number; // NOLINT(cet-realloc-self, cet-unused-suppression)
}
