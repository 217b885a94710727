#include <stdlib.h>
#include <string.h>

struct section {
    unsigned char *data;
    int kind;
};

static struct section *sections;
static int section_count;

/* What was freed is written over by the items behind it. */
void drop_kind(int kind)
{
    for (int i = 0; i < section_count;) {
        if (sections[i].kind != kind) {
            i++;
            continue;
        }
        free(sections[i].data);
        memmove(sections + i, sections + i + 1, sizeof *sections * (size_t)(section_count - i - 1));
        section_count--;
    }
}

void drop_first(struct section *items, int count)
{
    free(items[0].data);
    memmove(&items[0], &items[1], sizeof *items * (size_t)(count - 1));
    free(items[0].data);
}
