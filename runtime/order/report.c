#include "report.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define LINE_MAX_BYTES 5000

static const char *place(void)
{
    const char *path = getenv("CET_ORDER_REPORT");
    return path && *path ? path : NULL;
}

bool order_is_asked_for(void)
{
    return place() != NULL;
}

/* Opened for each line: tests close what they do not know, and end the process where they like. */
static void append(const char *line, size_t length)
{
    const char *path = place();
    int file = path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644) : -1;
    if (file < 0)
        return;
    if (write(file, line, length) != (ssize_t)length)
        fprintf(stderr, "libcet-order: '%s' cannot be written\n", path);
    close(file);
}

void order_report(const char *format, ...)
{
    char line[LINE_MAX_BYTES];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(line, sizeof line - 1, format, values);
    va_end(values);
    if (length < 0)
        return;
    size_t end = (size_t)length < sizeof line - 1 ? (size_t)length : sizeof line - 2;
    for (size_t i = 0; i < end; i++)
        if ((unsigned char)line[i] < ' ' || line[i] == 127)
            line[i] = ' ';
    line[end] = '\n';
    append(line, end + 1);
}

void order_program_path(char *path, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", path, size - 1);
    path[length > 0 ? length : 0] = '\0';
}

void order_report_program(void)
{
    char path[4096];
    order_program_path(path, sizeof path);
    order_report("program %s", path);
}
