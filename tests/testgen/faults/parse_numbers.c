/* fault: parse_numbers, leak
 * The array is forgotten where the text is refused. */
#include <ctype.h>
#include <stdlib.h>

/* The decimal digits of `text`, which are separated by commas, as a new array of *count numbers: "1,7,3". NULL when the
 * text is of another shape or there is no memory; *count is then 0. */
int *parse_numbers(const char *text, size_t *count)
{
    int *numbers = NULL;
    *count = 0;
    for (;;) {
        if (!isdigit((unsigned char)*text)) {
#ifdef REPAIRED
            free(numbers);
#endif
            *count = 0;
            return NULL;
        }
        int *more = realloc(numbers, (*count + 1) * sizeof *numbers);
        if (more == NULL) {
            free(numbers);
            *count = 0;
            return NULL;
        }
        numbers = more;
        numbers[(*count)++] = *text - '0';
        text++;
        if (*text == '\0')
            return numbers;
        if (*text++ != ',') {
            free(numbers);
            *count = 0;
            return NULL;
        }
    }
}
