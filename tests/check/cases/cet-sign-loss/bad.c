#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct packet {
    int length;
    char data[512];
};

static int find(const char *text, char wanted)
{
    for (int i = 0; text[i]; i++)
        if (text[i] == wanted)
            return i;
    return -1;
}

/* class: sign-loss */
void echoes_what_may_not_have_been_read(int in, int out)
{
    char buf[256];
    ssize_t n = read(in, buf, sizeof buf);
    write(out, buf, n); /* expect: cet-sign-loss */
}

/* class: sign-loss */
char *copies_up_to_what_may_not_be_there(const char *text)
{
    int at = find(text, '=');
    char *name = malloc(strlen(text) + 1);
    if (name)
        memcpy(name, text, at); /* expect: cet-sign-loss */
    return name;
}

/* class: sign-loss */
int goes_on_after_the_test(char *into, const char *from, int length)
{
    if (length < 0)
        fprintf(stderr, "negative length %d\n", length);
    memcpy(into, from, length); /* expect: cet-sign-loss */
    return 0;
}

/* class: sign-loss */
int compares_with_sizeof(int in, char *into)
{
    char buf[64];
    int n = read(in, buf, sizeof buf);
    if (n < sizeof buf) /* expect: cet-sign-loss */
        return 0;
    into[0] = buf[0];
    return 1;
}

/* class: sign-loss */
int a_field_that_was_tested(struct packet *packet, char *into)
{
    if (packet->length < 0)
        puts("odd packet");
    memcpy(into, packet->data, packet->length); /* expect: cet-sign-loss */
    return packet->length;
}

/* class: sign-loss */
size_t counts_the_failure_as_a_size(int in, char *buf)
{
    size_t n = read(in, buf, 16); /* expect: cet-sign-loss */
    return n * 2;
}

/* class: sign-loss */
void one_branch_of_a_switch(char *into, const char *from, int kind)
{
    int length = 0;
    switch (kind) {
    case 1:
        length = 8;
        break;
    case 2:
        length = 16;
        break;
    default:
        length = -1;
        break;
    }
    memset(into, 0, (size_t)length); /* expect: cet-sign-loss */
    into[0] = from[0];
}

/* class: sign-loss */
char *as_large_as_the_file(FILE *in)
{
    if (fseek(in, 0, SEEK_END))
        return NULL;
    long size = ftell(in);
    return malloc(size); /* expect: cet-sign-loss */
}
