#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* class: file-leak-on-error */
int first_number(const char *path, int *ret_number)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return -1;
    if (fscanf(file, "%d", ret_number) != 1)
        return -1; /* expect: cet-file-leak */
    fclose(file);
    return 0;
}

int count_entries(const char *path)
{
    DIR *folder = opendir(path);
    int count = 0;
    if (folder == NULL)
        return -1;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL; count++)
        if (entry->d_name[0] == '\n')
            return -1; /* expect: cet-file-leak */
    closedir(folder);
    return count;
}

char *whole_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return NULL;
    fseek(f, 0, SEEK_END);
    long length = ftell(f);
    rewind(f);
    char *bytes = malloc((size_t)length + 1);
    if (bytes == NULL)
        return NULL; /* expect: cet-file-leak */
    if (fread(bytes, 1, (size_t)length, f) != (size_t)length) {
        fclose(f);
        free(bytes);
        return NULL;
    }
    bytes[length] = '\0';
    fclose(f);
    return bytes;
}

int from_a_command(const char *line, char *bytes, int size)
{
    FILE *pipe = popen("sort -u", "r");
    if (!pipe)
        return 1;
    switch (line[0]) {
    case '#':
        return 0; /* expect: cet-file-leak */
    default:
        break;
    }
    if (!fgets(bytes, size, pipe))
        bytes[0] = '\0';
    return pclose(pipe);
}

struct reader {
    FILE *file;
    int line;
};

struct reader *reader_open(const char *path)
{
    struct reader *reader = malloc(sizeof *reader);
    if (!reader)
        return NULL;
    reader->line = 1;
    reader->file = fopen(path, "r");
    if (!reader->file) {
        free(reader);
        return NULL;
    }
    if (getc(reader->file) == EOF) {
        free(reader); /* expect: cet-file-leak */
        return NULL;
    }
    return reader;
}

void copies(const char *from, const char *to)
{
    FILE *in = fopen(from, "r");
    FILE *out = fopen(to, "w");
    if (in && out) {
        int c;
        while ((c = getc(in)) != EOF)
            putc(c, out);
        fclose(in);
        fclose(out);
    }
} /* expect: cet-file-leak */
