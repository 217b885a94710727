#include <stddef.h>
#include <string.h>

struct item {
    int kind, count;
    const char *name;
    struct item *next;
};

int count_matches(struct item *list, const char *name, int kind) /* expect: cet-cognitive */
{
    int found = 0;
    for (struct item *i = list; i; i = i->next) {
        if (i->kind == kind) {
            for (int k = 0; k < i->count; k++) {
                if (i->name && name) {
                    if (strcmp(i->name, name) == 0) {
                        found++;
                    } else if (i->name[0] == '*') {
                        if (k == 0)
                            found++;
                    }
                } else {
                    found--;
                }
            }
        } else if (kind < 0) {
            while (i->count > 0)
                i->count--;
        }
    }
    return found;
}

int parse_flags(const char *text) /* expect: cet-cognitive */
{
    int flags = 0;
    for (; *text; text++) {
        if (*text == '-') {
            if (text[1] == '-') {
                if (text[2] == '\0')
                    break;
                else if (text[2] == 'v')
                    flags |= 1;
                else
                    goto unknown;
            } else {
                while (text[1] && text[1] != ' ') {
                    if (text[1] == 'q')
                        flags |= 2;
                    else if (text[1] == 'x')
                        flags |= 4;
                    else
                        goto unknown;
                    text++;
                }
            }
        }
    }
    return flags;
unknown:
    return -1;
}

int state_machine(const int *in, int n) /* expect: cet-cognitive */
{
    int state = 0;
    for (int i = 0; i < n; i++) {
        switch (state) {
        case 0:
            if (in[i] > 0 && (i == 0 || in[i - 1] < 0)) {
                state = in[i] > 9 ? 1 : 2;
            }
            break;
        case 1:
            if (in[i] == 0) {
                if (i + 1 < n && in[i + 1] == 0)
                    state = 2;
                else
                    state = 0;
            }
            break;
        default:
            do {
                if (in[i] < 0)
                    return i;
            } while (++i < n);
        }
    }
    return state;
}
