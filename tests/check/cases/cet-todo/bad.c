/* TODO: handle the empty list */ /* expect: cet-todo */
int first(const int *list);

int parse(const char *text)
{
    // FIXME this reads one byte too many /* expect: cet-todo */
    int value = text[0]; /* XXX: signed? */ /* expect: cet-todo */
    return value; // HACK(anna): the old format has no length /* expect: cet-todo */
}

/*
 * Reads the header.
 *
 * @todo is not looked at, TODO: is, in the middle of a line too. expect here as well: /* expect: cet-todo
 */
int header(void);

/* The number of a line is none of an issue.
 * TODO (anna): see line 27 of the manual   /* expect: cet-todo
 *
 * TODO(bob, 2025-03-01): with a name and a date it can be found again
 */
int body(void);
