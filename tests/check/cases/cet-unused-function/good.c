#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct command {
    const char *name;
    int (*run)(void);
};

static int run_help(void)
{
    return puts("help") == EOF;
}

/* Named in a table only. */
static const struct command commands[] = {{"help", run_help}};

static int compare(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void close_file(FILE **file)
{
    if (*file)
        fclose(*file);
}

__attribute__((constructor)) static void start_log(void)
{
    setvbuf(stderr, NULL, _IONBF, 0);
}

__attribute__((used)) static void dump_for_debugger(const int *items)
{
    printf("%d\n", items[0]);
}

__attribute__((unused)) static int only_on_some_systems(void)
{
    return 1;
}

/* The one call stands in a macro that this build does not use. */
static int slow_check(const int *items)
{
    return items != NULL;
}
#define EXPENSIVE_ASSERT(items) ((void)(slow_check(items) || (abort(), 0)))

static int real_work(void)
{
    return 4;
}
int public_work(void) __attribute__((alias("real_work")));

int main(int argc, char **argv)
{
    int items[] = {3, 1, 2};
    __attribute__((cleanup(close_file))) FILE *file = fopen("/dev/null", "r");
    qsort(items, 3, sizeof *items, compare);
    if (argc > 1 && !strcmp(argv[1], commands[0].name))
        return commands[0].run();
    return items[0] + (file == NULL) + public_work();
}
