/* A table that is read once, a header that is included twice, and a header of the system's. */
#include <assert.h>

#include "plain.h"

/* Once more: nothing comes of it. */
#include <assert.h>

#include "plain.h"

static const int rows[] = {
#define ROW(n) n,
#include "once.def"
#undef ROW
};
int row(unsigned i)
{
    return rows[i];
}
