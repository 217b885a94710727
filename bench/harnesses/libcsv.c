/* libcsv.c as somebody who fuzzes it by hand would: a parser with options from the first byte, callbacks that count,
 * and each field written again. */
#include <stdint.h>
#include <stdio.h>

#include "csv.h"

static void on_field(void *field, size_t length, void *context)
{
    char quoted[256];
    csv_write(quoted, sizeof quoted, field, length);
    ++*(unsigned *)context;
}

static void on_row(int end, void *context)
{
    (void)end;
    ++*(unsigned *)context;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct csv_parser parser;
    unsigned count = 0;
    if (size == 0 || csv_init(&parser, data[0]) != 0)
        return 0;
    if (csv_parse(&parser, data + 1, size - 1, on_field, on_row, &count) == size - 1)
        csv_fini(&parser, on_field, on_row, &count);
    csv_strerror(csv_error(&parser));
    csv_free(&parser);
    return 0;
}
