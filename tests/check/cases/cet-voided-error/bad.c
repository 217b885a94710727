#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int truncated_or_not(const char *path, off_t size)
{
    int fd = open(path, O_WRONLY);
    if (fd < 0)
        return -1;
    (void)ftruncate(fd, size); /* expect: cet-voided-error */
    close(fd);
    return 0;
}

static int check_magic(const unsigned char *bytes)
{
    if (bytes[0] != 0x1f || bytes[1] != 0x8b)
        return -1;
    return 0;
}

int reads_what_it_did_not_check(const unsigned char *bytes, size_t length)
{
    if (length < 10)
        return -1;
    (void)check_magic(bytes); /* expect: cet-voided-error */
    return bytes[2];
}

int one_way_out(const char *path, const char *text)
{
    int rc = -1;
    FILE *file = fopen(path, "w");
    if (!file)
        goto out;
    fputs(text, file);
    (void)fclose(file); /* expect: cet-voided-error */
    rc = 0;
out:
    return rc;
}

enum status { STATUS_OK, STATUS_FAILED };

static enum status load(const char *name)
{
    return name[0] ? STATUS_OK : STATUS_FAILED;
}

enum status goes_on_all_the_same(const char *name)
{
    if (!name)
        return STATUS_FAILED;
    (void)load(name); /* expect: cet-voided-error */
    return STATUS_OK;
}

#define IGNORE(call) (void)(call)

char *text_of(FILE *file, size_t size)
{
    char *text = calloc(1, size);
    if (!text)
        return NULL;
    IGNORE(fread(text, 1, size - 1, file)); /* expect: cet-voided-error */
    return text;
}

int in_a_loop(FILE *file, const char *const *lines, int count)
{
    if (count < 0)
        return -1;
    for (int i = 0; i < count; i++) {
        size_t length = strlen(lines[i]);
        (void)!!fwrite(lines[i], 1, length, file);
        (void)fwrite("\n", 1, 1, file); /* expect: cet-voided-error */
    }
    return 0;
}
