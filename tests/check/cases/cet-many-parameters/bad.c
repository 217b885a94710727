#include <stddef.h>

typedef struct image image;

void draw_line(image *target, int x0, int y0, int x1, int y1, int colour, int width) /* expect: cet-many-parameters */
{
    (void)target, (void)x0, (void)y0, (void)x1, (void)y1, (void)colour, (void)width;
}

static int connect_to(const char *host, int port, const char *user, const char *password, int timeout_ms, /* expect: cet-many-parameters */
                      int retries, int verbose, void (*log)(const char *))
{
    if (verbose)
        log(host);
    return port + timeout_ms + retries + (user == password);
}

int try_all(const char *const *hosts, size_t count, int port, const char *user, const char *password, int timeout_ms, int retries) /* expect: cet-many-parameters */
{
    for (size_t i = 0; i < count; i++)
        if (connect_to(hosts[i], port, user, password, timeout_ms, retries, 0, NULL) == 0)
            return 0;
    return -1;
}
