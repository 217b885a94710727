/* What printer_reset sets is not all that a printer needs: printer_new has to come first. */
#include <stdlib.h>

struct printer {
    int depth;
    int (*put)(int character);
};

struct printer *printer_new(int (*put)(int character))
{
    struct printer *printer = calloc(1, sizeof *printer);
    if (printer)
        printer->put = put;
    return printer;
}

void printer_free(struct printer *printer)
{
    free(printer);
}

void printer_reset(struct printer *printer, int separator)
{
    printer->depth = 0;
    if (separator)
        printer->put(separator);
}
