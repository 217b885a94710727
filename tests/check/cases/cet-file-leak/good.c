#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int first_number(const char *path, int *ret_number)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return -1;
    int count = fscanf(file, "%d", ret_number);
    fclose(file);
    return count == 1 ? 0 : -1;
}

int count_entries(const char *path)
{
    DIR *folder = opendir(path);
    int count = 0;
    if (folder == NULL)
        return -1;
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count;
}

int standard_input_or_file(const char *path)
{
    FILE *file = stdin;
    int lines = 0, c;
    if (strcmp(path, "-") != 0) {
        file = fopen(path, "r");
        if (!file)
            return -1;
    }
    while ((c = getc(file)) != EOF)
        lines += c == '\n';
    if (file != stdin)
        fclose(file);
    return lines;
}

void each_that_was_opened(const char *from, const char *to)
{
    FILE *in = fopen(from, "r");
    FILE *out = fopen(to, "w");
    if (in && out) {
        int c;
        while ((c = getc(in)) != EOF)
            putc(c, out);
    }
    if (in)
        fclose(in);
    if (out)
        fclose(out);
}

struct reader {
    FILE *file;
};

struct reader *reader_open(const char *path)
{
    struct reader *reader = malloc(sizeof *reader);
    if (!reader)
        return NULL;
    reader->file = fopen(path, "r");
    if (!reader->file) {
        free(reader);
        return NULL;
    }
    return reader;
}

FILE *open_or_end(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        perror(path);
        exit(1);
    }
    return file;
}

int line_count(const char *path)
{
    char line[100];
    int count = 0;
    FILE *file = open_or_end(path);
    while (fgets(line, sizeof line, file))
        count++;
    if (ferror(file)) {
        fclose(file);
        return -1;
    }
    fclose(file);
    return count;
}

static FILE *log_file;

int log_open(const char *path)
{
    log_file = fopen(path, "a");
    return log_file ? 0 : -1;
}
