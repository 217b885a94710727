#include <stdio.h>
#include <stdlib.h>

#if defined __has_attribute
#define FALLTHROUGH __attribute__((fallthrough))
#if __clang_major__ > 16
#define STANDARD_FALLTHROUGH [[fallthrough]]
#else /* takes it in C23 only */
#define STANDARD_FALLTHROUGH __attribute__((fallthrough))
#endif
#endif

int says_so(int kind, int n)
{
    switch (kind) {
    case 1:
        n++;
        /* FALLTHROUGH */
    case 2:
        n++;
        // falls through, as two is more than one
    case 3:
        n++;
        FALLTHROUGH;
    case 4:
        n++;
        STANDARD_FALLTHROUGH;
    case 5: {
        n++;
    } /* fall-through */
    case 6:
        n++; /* fallthru */
    default:
        n++;
    }
    return n;
}

static void give_up(const char *message)
{
    fprintf(stderr, "%s\n", message);
    exit(1);
    return;
}

/* The helper does not come back, though it does not say so. */
int ends_in_a_helper(int kind)
{
    switch (kind) {
    case 1:
        give_up("one");
    case 2:
        give_up("two");
    }
    return 0;
}

int labels_together(int kind)
{
    switch (kind) {
    case 1:
    case 2:
    case 3:
        return 1;
    case 4:;
    default:
        return 0;
    }
}

int always_leaves(int kind, int n)
{
    switch (kind) {
    case 1:
        if (n)
            return 1;
        else
            return 2;
    case 2:
        for (;;)
            n = getchar();
    case 3:
        abort();
    case 4: {
        n = 3;
        break;
    }
    case 5:
        goto out;
    default:
        return 0;
    }
out:
    return n;
}

/* What is left over, byte by byte. */
unsigned tail(const unsigned char *bytes, unsigned length)
{
    unsigned hash = 0;
    switch (length & 3) {
    case 3:
        hash ^= (unsigned)bytes[2] << 16;
    case 2:
        hash ^= (unsigned)bytes[1] << 8;
    case 1:
        hash ^= bytes[0];
        hash *= 31;
        break;
    case 0:
        break;
    }
    return hash;
}

int depends_on_the_build(int kind)
{
    switch (kind) {
    case 1:
        kind++;
#ifdef STRICT
        break;
#endif
    default:
        kind++;
    }
    return kind;
}

void ends_with_a_break_anyway(int kind)
{
    switch (kind) {
    case 1:
        puts("one");
    case 2:
        break;
    default:
        puts("other");
    }
}

#define WORD_CASES(c, count)                                                                                           \
    case '_':                                                                                                          \
        if (!(count))                                                                                                  \
            return 0;                                                                                                  \
        /* fall through */                                                                                             \
    case 'a':                                                                                                          \
        (count) += (c);                                                                                                \
        break;

int said_in_a_macro(int c, int count)
{
    switch (c) {
        WORD_CASES(c, count)
    default:
        return -1;
    }
    return count;
}
