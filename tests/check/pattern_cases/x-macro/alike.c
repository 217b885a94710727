/* A table that is read once, a header that is included twice, and a header of the system's. */
#include "plain.h"
#include "plain.h"
#include <assert.h>
#include <assert.h>
static const int rows[] = {
#define ROW(n) n,
#include "once.def"
#undef ROW
};
int row(unsigned i)
{
    return rows[i];
}
