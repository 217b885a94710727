#include <stdlib.h>

struct config {
    int level;
};

static struct config *config; /* pattern: singleton */

struct config *config_get(void)
{
    if (!config)
        config = calloc(1, sizeof *config);
    return config;
}

const char *home_get(void)
{
    static const char *home; /* pattern: singleton */
    if (home == NULL) {
        home = getenv("HOME");
    }
    return home;
}

static int *counter = NULL; /* pattern: singleton */
static int storage;

int *counter_get(void)
{
    if (counter)
        return counter;
    else
        counter = &storage;
    return counter;
}
