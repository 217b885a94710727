/* The folder that names of a source are relative to, so that they are the same wherever the project lies.
 *
 *     char *root = source_root_find("/home/me/p/src/a.c", "/home/me/p/build"); // "/home/me/p"
 *     char *name = source_root_relative("/home/me/p/src/a.c", root);           // "src/a.c"
 *
 * All return malloc'ed text. */
#ifndef CET_MODEL_SOURCE_ROOT_H
#define CET_MODEL_SOURCE_ROOT_H

/* Of a source, compiled in folder; both absolute. The outermost folder above the source that holds a repository or a
 * cet.json: submodules and parts of a project share one root. Else the outermost of the unbroken row of folders above
 * the source that hold build instructions. Else the folder that source and compilation have in common. */
char *source_root_find(const char *path, const char *folder);
/* The nearest folder at or above this absolute one that is a git checkout, else the folder itself. */
char *source_root_checkout(const char *folder);
/* With ../ for what lies outside of root. */
char *source_root_relative(const char *path, const char *root);

#endif
