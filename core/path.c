#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

char *path_join(const char *folder, const char *name)
{
    if (name[0] == '/' || folder[0] == '\0')
        return memory_strdup(name);
    struct strbuf path = {0};
    strbuf_add_text(&path, folder);
    if (path.bytes[path.length - 1] != '/')
        strbuf_add_char(&path, '/');
    strbuf_add_text(&path, name);
    return strbuf_take(&path);
}

char *path_folder(const char *path)
{
    size_t length = (size_t)(path_name(path) - path);
    if (length == 0)
        return memory_strdup(".");
    while (length > 1 && path[length - 1] == '/')
        length--;
    return memory_strndup(path, length);
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *path_stem(const char *path)
{
    const char *name = path_name(path);
    const char *dot = strrchr(name, '.');
    /* The dot of ".profile" begins a name, it does not end one. */
    return dot && dot != name ? memory_strndup(name, (size_t)(dot - name)) : memory_strdup(name);
}

bool path_has_extension(const char *path, const char *extension)
{
    const char *name = path_name(path);
    const size_t name_length = strlen(name), length = strlen(extension);
    return name_length > length && strcmp(name + name_length - length, extension) == 0;
}

static void add_folded(struct strbuf *out, const char *path)
{
    while (*path) {
        const size_t length = strcspn(path, "/");
        if (length == 2 && memcmp(path, "..", 2) == 0) {
            while (out->length > 0 && out->bytes[out->length - 1] != '/')
                out->length--;
            if (out->length > 0)
                out->length--;
        } else if (length > 0 && !(length == 1 && path[0] == '.')) {
            strbuf_add_char(out, '/');
            strbuf_add(out, path, length);
        }
        path += length + (path[length] == '/');
    }
}

char *path_absolute(const char *path, const char *folder)
{
    struct strbuf out = {0};
    if (path[0] != '/') {
        char current[PATH_MAX];
        if (!folder)
            folder = getcwd(current, sizeof current) ? current : "/";
        if (folder[0] != '/') {
            SCOPED(memory_free_pointer) char *absolute = path_absolute(folder, NULL);
            add_folded(&out, absolute);
        } else {
            add_folded(&out, folder);
        }
    }
    add_folded(&out, path);
    if (out.length == 0)
        strbuf_add_char(&out, '/');
    out.bytes[out.length] = '\0'; /* ".." only shortens */
    return strbuf_take(&out);
}

const char *path_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    while (length > 0 && folder[length - 1] == '/')
        length--;
    if (strncmp(path, folder, length) != 0 || path[length] != '/')
        return path;
    const char *rest = path + length;
    while (*rest == '/')
        rest++;
    return *rest ? rest : path;
}

char *path_real(const char *path)
{
    return realpath(path, NULL);
}
