#include <stdlib.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "file_bytes.h"
#include "file_error.h"
#include "temporary.h"

enum status file_output_open(struct file_output *output, const char *path, struct error *err)
{
    struct temporary temporary;
    const enum status status = temporary_open(&temporary, path, 0666, err);
    if (status != STATUS_OK)
        return status;
    *output = (struct file_output){.path = path, .temporary = memory_new(1, sizeof temporary)};
    *output->temporary = temporary;
    return STATUS_OK;
}

enum status file_output_add(struct file_output *output, const void *bytes, size_t length, struct error *err)
{
    return bytes_write(output->temporary->fd, bytes, length) != 0 ? file_error(err, "write", output->path) : STATUS_OK;
}

enum status file_output_commit(struct file_output *output, struct error *err)
{
    const enum status status = temporary_commit(output->temporary, err);
    free(output->temporary);
    *output = (struct file_output){0};
    return status;
}

void file_output_abandon(struct file_output *output)
{
    if (output->temporary)
        temporary_abandon(output->temporary);
    free(output->temporary);
    *output = (struct file_output){0};
}
