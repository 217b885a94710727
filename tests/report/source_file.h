/* A source file of a test's own, gone with the scope.
 *
 *     SCOPED(source_file_release) struct source_file source = source_file_new("int x;\n");
 */
#ifndef TESTS_REPORT_SOURCE_FILE_H
#define TESTS_REPORT_SOURCE_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

struct source_file {
    char *folder;
    char *path;
};

static inline struct source_file source_file_new(const char *text)
{
    struct error err = {0};
    struct strbuf folder = {0};
    if (folder_make_temporary(NULL, "cet-test-", &folder, &err) != STATUS_OK)
        abort();
    struct source_file source = {.folder = strbuf_take(&folder)};
    source.path = path_join(source.folder, "a.c");
    if (file_write(source.path, text, strlen(text), &err) != STATUS_OK)
        abort();
    return source;
}

static inline void source_file_release(struct source_file *source)
{
    remove(source->path);
    remove(source->folder);
    free(source->path);
    free(source->folder);
}

#endif
