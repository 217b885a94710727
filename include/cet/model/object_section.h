/* Whether a file is a program or a shared library that has a section of a certain name: how source-based coverage,
 * debug information and cet's own facts are told. */
#ifndef CET_MODEL_OBJECT_SECTION_H
#define CET_MODEL_OBJECT_SECTION_H

#include <stdbool.h>

/* False too for objects that are not linked yet, archives, and what cannot be read. */
bool program_has_section(const char *path, const char *section);

#endif
