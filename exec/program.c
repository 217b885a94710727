/* Where a program lies, by the rules of PATH. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "cet/exec/compiler.h"
#include "program.h"

static bool is_executable_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && access(path, X_OK) == 0;
}

char *program_find_in(const char *name, const char *path, const char *folder)
{
    if (strchr(name, '/')) {
        char *absolute = path_absolute(name, folder);
        if (is_executable_file(absolute))
            return absolute;
        free(absolute);
        return NULL;
    }
    while (path && *path) {
        size_t length = strcspn(path, ":");
        SCOPED(strbuf_release) struct strbuf candidate = {0};
        strbuf_add(&candidate, path, length);
        strbuf_printf(&candidate, "%s%s", length ? "/" : "./", name);
        if (is_executable_file(strbuf_text(&candidate)))
            return path_absolute(strbuf_text(&candidate), folder);
        path += length + (path[length] == ':');
    }
    return NULL;
}

char *program_find(const char *name)
{
    const char *path = getenv("PATH");
    return program_find_in(name, path ? path : "/usr/local/bin:/usr/bin:/bin", NULL);
}
