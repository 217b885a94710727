/* Includes itself to say its list in another form. */
#ifdef LIST_ITEM
LIST_ITEM(FIRST)
LIST_ITEM(SECOND)
#elif defined WANT_NAMES
#define LIST_ITEM(name) #name,
static const char *const names[] = {
#include "good_table.h"
};
#undef LIST_ITEM
#else
#define LIST_ITEM(name) name,
enum item {
#include "good_table.h"
};
#undef LIST_ITEM
#endif
