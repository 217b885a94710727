/* Files that a program under test gets by name: fresh in each run, in a folder where the executor lives. */
#ifndef EXPLORE_FILES_H
#define EXPLORE_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#define FILES_NAME_MAX 32u

/* In the parent. base: the temporary folder of the box that this runs in; NULL: no box, the files lie beside the plan.
 * Without it no file can be made. */
void cet_files_open(const char *base, const char *plan);
/* In an executor: its working directory from here on. */
void cet_files_enter(void);
/* Another name in a variant run, so that what depends on the name shows. */
bool cet_files_make(uint32_t number, bool is_variant, const void *bytes, size_t size, char name[FILES_NAME_MAX]);
/* Whether it is a folder above the run's own, or a file that lies neither there nor where temporary ones do. Without a
 * box these may be the machine's own disk: then only the folders above are told apart. */
bool cet_files_are_machines(const struct stat *info);
/* The run may have left something that was not made for it. */
void cet_files_note_use(void);
/* Whatever the last run left there, if it used the folder. */
void cet_files_clear(void);
/* In the parent, at the end. */
void cet_files_close(void);

#endif
