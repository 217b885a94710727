/* Words parted by NUL: whatever they are, each is an option, a value, an operand or behind "--", or the line is
 * refused with a message. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/core/options.h"

#define MAX_WORDS 64

struct args {
    bool flag;
    const char *text;
    struct option_list list;
    uint64_t number;
    double ratio;
};

static const struct option_spec specs[] = {{'f', "flag", NULL, "", OPTION_FLAG, offsetof(struct args, flag)},
                                           {'t', "text", "T", "", OPTION_TEXT, offsetof(struct args, text)},
                                           {'l', "list", "L", "", OPTION_LIST, offsetof(struct args, list)},
                                           {'n', "number", "N", "", OPTION_UINT, offsetof(struct args, number)},
                                           {0, "ratio", "R", "", OPTION_NUMBER, offsetof(struct args, ratio)},
                                           OPTION_END};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *words = memory_resize(NULL, length + 1, 1);
    if (length != 0)
        memcpy(words, bytes, length);
    words[length] = '\0';
    char *argv[MAX_WORDS + 1] = {words};
    int argc = 0;
    for (size_t place = 0; place <= length && argc < MAX_WORDS; place += strlen(words + place) + 1)
        argv[argc++] = words + place;

    struct args args = {0};
    struct option_rest rest = {0};
    struct error err = {0};
    if (options_parse(specs, &args, argc, argv, &rest, &err) != STATUS_OK) {
        if (err.status != STATUS_INVALID || err.message[0] == '\0' || rest.operands)
            abort();
    } else if (rest.operand_count + rest.after_dashes_count + args.list.count >= (size_t)argc) {
        abort();
    }
    option_list_release(&args.list);
    option_rest_release(&rest);
    free(words);
    return 0;
}
