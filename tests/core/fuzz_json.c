/* Whatever the bytes: a tree or a message, nothing lost; what cJSON prints of a tree parses again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    cJSON *root = NULL, *again = NULL;
    struct error err = {0};
    if (json_parse("fuzz", (const char *)bytes, length, &root, &err) != STATUS_OK) {
        if (root || err.message[0] == '\0' || strchr(err.message, '\n'))
            abort();
        return 0;
    }
    char *text = cJSON_PrintUnformatted(root);
    if (text && json_parse("printed", text, strlen(text), &again, &err) != STATUS_OK)
        abort();
    free(text);
    json_free(&again);
    json_free(&root);
    return 0;
}
