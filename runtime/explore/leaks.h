/* Leaks as findings. */
#ifndef EXPLORE_LEAKS_H
#define EXPLORE_LEAKS_H

/* Runs what the search kept once more and remembers each function that loses a block, made small. */
void cet_find_leaks(void);

#endif
