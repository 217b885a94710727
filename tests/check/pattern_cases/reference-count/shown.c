#include <stdlib.h>

struct image { /* pattern: reference-count */
    int holders;
    char *pixels;
};

struct image *image_hold(struct image *image)
{
    image->holders++;
    return image;
}

void image_drop(struct image *image)
{
    if (--image->holders > 0)
        return;
    free(image->pixels);
    free(image);
}

struct value { /* pattern: reference-count */
    unsigned references;
};

void value_copy(struct value **to, struct value *from)
{
    from->references += 1;
    *to = from;
}

void value_release(struct value *value)
{
    value->references -= 1;
    if (value->references == 0)
        free(value);
}

struct session { /* pattern: reference-count */
    long users;
};

static void session_destroy(struct session *session)
{
    free(session);
}

void session_enter(struct session *session)
{
    ++session->users;
}

void session_leave(struct session *session)
{
    if (session && !--session->users)
        session_destroy(session);
}
