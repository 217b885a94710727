/* cJSON.c as somebody who fuzzes it by hand would: parse, print, give back. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    memcpy(text, data, size);
    text[size] = '\0';
    cJSON *json = cJSON_Parse(text);
    if (json) {
        free(cJSON_Print(json));
        free(cJSON_PrintUnformatted(json));
        cJSON_Minify(text);
    }
    cJSON_Delete(json);
    free(text);
    return 0;
}
