#include "cet/model/source_root.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"

static const char *const project_marks[] = {".git", "cet.json", ".hg", ".svn", NULL};
static const char *const build_marks[] = {"CMakeLists.txt", "Makefile",    "makefile",    "GNUmakefile", "configure",
                                          "configure.ac",   "meson.build", "Makefile.in", "Makefile.am", NULL};

static bool holds_any(const char *folder, const char *const *names)
{
    bool is_found = false;
    for (size_t i = 0; names[i] && !is_found; i++) {
        char *path = path_join(folder, names[i]);
        is_found = access(path, F_OK) == 0;
        free(path);
    }
    return is_found;
}

static void go_up(char **folder)
{
    char *parent = path_folder(*folder);
    free(*folder);
    *folder = parent;
}

static void replace(char **text, const char *with)
{
    free(*text);
    *text = with ? memory_strdup(with) : NULL;
}

static char *outermost_project(const char *path)
{
    char *found = NULL;
    char *folder = path_folder(path);
    for (; folder[0] == '/' && folder[1]; go_up(&folder))
        if (holds_any(folder, project_marks))
            replace(&found, folder);
    free(folder);
    return found;
}

static char *outermost_build(const char *path)
{
    char *found = NULL;
    char *folder = path_folder(path);
    for (; folder[0] == '/' && folder[1]; go_up(&folder)) {
        bool is_build = holds_any(folder, build_marks);
        if (is_build)
            replace(&found, folder);
        else if (found)
            break;
    }
    free(folder);
    return found;
}

char *source_root_checkout(const char *folder)
{
    static const char *const mark[] = {".git", NULL};
    char *found = memory_strdup(folder);
    while (found[0] == '/' && found[1] && !holds_any(found, mark))
        go_up(&found);
    if (found[0] != '/' || !found[1])
        replace(&found, folder);
    return found;
}

/* How many bytes of two absolute paths name the same folders: "/a/b/c" and "/a/bd" share "/a". */
static size_t shared_folders(const char *path, const char *folder)
{
    size_t length = 0, end = 0;
    for (; path[length] && path[length] == folder[length]; length++)
        if (path[length] == '/')
            end = length;
    bool is_whole = folder[length] == '\0' && path[length] == '/';
    return is_whole ? length : end;
}

char *source_root_find(const char *path, const char *folder)
{
    char *root = outermost_project(path);
    if (!root)
        root = outermost_build(path);
    if (root)
        return root;
    size_t length = shared_folders(path, folder);
    return length ? memory_strndup(path, length) : memory_strdup("/");
}

char *source_root_relative(const char *path, const char *root)
{
    size_t root_length = strcmp(root, "/") == 0 ? 0 : strlen(root);
    size_t shared = 0;
    for (size_t i = 0; i <= root_length; i++) { /* to the last '/' of path up to which both agree */
        if (path[i] == '/' && (i == root_length || root[i] == '/'))
            shared = i;
        if (i == root_length || path[i] != root[i])
            break;
    }
    struct strbuf out = {0};
    for (size_t i = shared; i < root_length; i++)
        if (root[i] == '/')
            strbuf_add_text(&out, "../");
    strbuf_add_text(&out, path + shared + (path[shared] == '/'));
    return strbuf_take(&out);
}
