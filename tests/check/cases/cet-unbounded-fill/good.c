#include <string.h>

int use(const char *word);

int first_word(const char *line)
{
    char word[32];
    size_t i = 0;
    while (*line != ' ' && *line != 0 && i < sizeof word - 1)
        word[i++] = *line++;
    word[i] = 0;
    return use(word);
}

int gives_up(const char *text)
{
    char name[16];
    int length = 0;
    while (*text != ':') {
        if (length == 15)
            return -1;
        name[length++] = *text++;
    }
    name[length] = 0;
    return use(name);
}

int was_measured(const char *text)
{
    char copy[16];
    int i = 0;
    if (strlen(text) >= sizeof copy)
        return -1;
    while (*text)
        copy[i++] = *text++;
    copy[i] = 0;
    return use(copy);
}

int counts_another_way(const char *text, int limit)
{
    char copy[16];
    int i = 0, left = limit > 15 ? 15 : limit;
    while (*text) {
        if (left-- <= 0)
            break;
        copy[i++] = *text++;
    }
    copy[i] = 0;
    return use(copy);
}

static const char digits[] = "0123456789";

int a_known_text(void)
{
    const char *from = digits;
    char copy[16];
    int i = 0;
    while (*from)
        copy[i++] = *from++;
    copy[i] = 0;
    return use(copy);
}
