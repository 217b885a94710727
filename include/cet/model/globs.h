/* Lists of globs as clang-tidy reads them: "*,-cet-errno-stale". Later globs win, '-' takes away. */
#ifndef CET_MODEL_GLOBS_H
#define CET_MODEL_GLOBS_H

#include <stdbool.h>

/* '*' stands for any text; blanks around a glob are ignored; an empty list matches nothing. A list that starts by
 * taking away starts from nothing, as there. */
bool globs_match(const char *list, const char *name);

#endif
