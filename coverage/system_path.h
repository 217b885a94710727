/* Headers of the system are nobody's to cover. */
#ifndef CET_COVERAGE_SYSTEM_PATH_H
#define CET_COVERAGE_SYSTEM_PATH_H

#include <stdbool.h>

/* Below the folders that compilers search by default; absolute path. */
bool is_system_path(const char *path);

#endif
