#include <stdio.h>
#include <stdlib.h>

/* Adds what is there; the result is in cents. Call it once for each list; it must not be empty. */
int sum(const int *items, int count);

/* How it is called:
 *
 *     int total = sum(items, 3);
 *     if (total < 0)
 *         abort();
 *
 * A negative total means that one of the items was too large. */
int add(const int *items, int count);

/**
 * Opens a file.
 * @param path where it is
 * @code
 * FILE *in = open_file("a.txt");
 * fclose(in);
 * @endcode
 */
FILE *open_file(const char *path);

/*
 *   +------+------+
 *   | head | tail |
 *   +------+------+
 *      |      |
 *      v      v
 *    (a) -> (b);
 */
struct queue {
    int head; /* where the next one is read; */
    int tail; // == head when it is empty;
};

/* expression ::= term { ('+' | '-') term } ;
 * term       ::= factor { ('*' | '/') factor } ; */
int parse(const char *text);

int step(struct queue *q, int n)
{
    // first the simple case; then the rest
    if (n == 0)
        return 0; /* q->head == q->tail */
    /* x = a + b */
    q->head = (q->head + 1) % n; /* head = (head + 1) mod n; */
    // (see also the note in parse)
    // O(n log n)
    goto out; /* return leave(q); */
    // NOLINTNEXTLINE(bugprone-magic)
out:
    return q->tail;
}

/* Turn this on to see every step. */
/* #define TRACE 1 */

/* 1. read the header; 2. check it; 3. read the body */
/* foo(), bar() and baz() call each other; so does main(). */
/* i.e. n = 4; */
/* if (a) then b, else c */
/* for each item: call visit(item); stop when it returns 0. */
/* don't; it's slow */
/* else: nothing to do */
/* ---------------------------------------------------------------- ; */
/* ;;; */
/* This is it; */
/* width; height; depth; */
/* "quoted text"; 'x'; */
/* http://example.org/a;b=c; */
int nothing;
