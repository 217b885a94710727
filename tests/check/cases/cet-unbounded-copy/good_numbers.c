#include <stdio.h>

struct header {
    unsigned short method;
};
struct archive {
    struct header entry;
};

void fits(unsigned short method, int any, struct archive *archive)
{
    char text[8] = "unk:", wide[6], unknown[8];
    if (method <= 999)
        sprintf(&text[4], "%03u", method);
    else
        sprintf(&text[3], "%04X", method);
    sprintf(wide, "%u", method);
    sprintf(unknown, "%d", any); /* what an int holds is not known */
    if (archive->entry.method <= 999)
        sprintf(&text[4], "%03u", archive->entry.method);
    puts(text);
    puts(wide);
    puts(unknown);
}
