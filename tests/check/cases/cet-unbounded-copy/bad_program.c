#include <string.h>

int has_suffix(const char *path, const char *suffix);
void keep(const char *name);
void keep_other(const char *name);

static char kept[8];

int has_suffix(const char *path, const char *suffix)
{
    char upper[10];
    strcpy(upper, suffix); /* expect: cet-unbounded-copy */
    upper[0] = '.';
    return strstr(path, upper) != NULL;
}

void keep(const char *name)
{
    strcpy(kept, name); /* expect: cet-unbounded-copy */
}

void keep_other(const char *name)
{
    strcpy(kept, name); /* expect: cet-unbounded-copy */
}

int main(int argc, char **argv)
{
    void (*const keeper)(const char *) = keep_other;
    if (argc < 3)
        return 1;
    keep("long enough to fail");
    keeper(argv[2]);
    return has_suffix(argv[1], ".flf");
}
