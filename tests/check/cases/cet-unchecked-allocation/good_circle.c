#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A long way to the memory, whose end never returns and comes back to its beginning. The way is as long as summaries of
 * callees are followed, and is declared from its beginning: so quit is met where its own summary is not there yet. */
void *step11(size_t bytes);
void *step10(size_t bytes);
void *step9(size_t bytes);
void *step8(size_t bytes);
void *step7(size_t bytes);
void *step6(size_t bytes);
void *step5(size_t bytes);
void *step4(size_t bytes);
void *step3(size_t bytes);
void *step2(size_t bytes);
void *step1(size_t bytes);
void quit(int status);

void *step11(size_t bytes)
{
    return step10(bytes + 11);
}

void *step10(size_t bytes)
{
    return step9(bytes + 10);
}

void *step9(size_t bytes)
{
    return step8(bytes + 9);
}

void *step8(size_t bytes)
{
    return step7(bytes + 8);
}

void *step7(size_t bytes)
{
    return step6(bytes + 7);
}

void *step6(size_t bytes)
{
    return step5(bytes + 6);
}

void *step5(size_t bytes)
{
    return step4(bytes + 5);
}

void *step4(size_t bytes)
{
    return step3(bytes + 4);
}

void *step3(size_t bytes)
{
    return step2(bytes + 3);
}

void *step2(size_t bytes)
{
    return step1(bytes + 2);
}

void *step1(size_t bytes)
{
    void *memory = malloc(bytes);
    if (memory)
        return memory;
    fprintf(stderr, "no memory\n");
    quit(1);
    return NULL;
}

void save(const char *text)
{
    char *copy = step11(strlen(text) + 1);
    strcpy(copy, text);
    puts(copy);
    free(copy);
}

void quit(int status)
{
    save("leaving");
    exit(status);
}
