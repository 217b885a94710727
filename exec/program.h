#ifndef CET_EXEC_PROGRAM_H
#define CET_EXEC_PROGRAM_H

/* As program_find, with the folders of path, and relative names seen from folder (NULL: the current one). */
char *program_find_in(const char *name, const char *path, const char *folder);

#endif
