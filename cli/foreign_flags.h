/* Flags of another compiler, found in what clang says of them: a build made for gcc is read flag by flag with clang. */
#ifndef CET_CLI_FOREIGN_FLAGS_H
#define CET_CLI_FOREIGN_FLAGS_H

#include <stdbool.h>
#include <stddef.h>

/* Marks those of the flags that clang's errors without a place name, by themselves or by what stands behind their '=';
 * how many it marked. is_foreign has a place for each flag. */
size_t foreign_flags_find(const char *output, const char *const *flags, size_t count, bool *is_foreign);

#endif
