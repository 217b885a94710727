/* What the files of the runner know of each other. */
#ifndef SUITE_PARTS_H
#define SUITE_PARTS_H

#include "suite_support.h"

/* Of the runner's reports; the unit's own standard output is dropped. */
extern FILE *suite_out;

/* suite_files.c */
void suite_make_folder(void);
void suite_close_files(void);

/* suite_blocks.c; __real_x is the linker's name for the C library's x. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__real_reallocarray(void *block, size_t count, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
int __real_posix_memalign(void **ret, size_t alignment, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t max);
void __real_free(void *block);
int __real_fclose(FILE *file);
void suite_begin_blocks(void);
size_t suite_blocks_taken(void);
/* The byte that fresh memory holds, -1: as it comes. */
void suite_fill_fresh_blocks(int byte);
/* After a crash in the middle of the accounts. */
void suite_unlock_blocks(void);
void suite_free_all_blocks(void);

/* suite_laws.c */
uint64_t suite_next_random(uint64_t *state);
bool suite_is_law_running(void);
void suite_print_counterexample(void);
void suite_end_law(void);

#endif
