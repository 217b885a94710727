/* Programs worth keeping, with what each reached, and the map of what all of them reached together. */
#ifndef EXPLORE_CORPUS_H
#define EXPLORE_CORPUS_H

#include "program.h"
#include "result.h"

struct corpus_entry {
    struct program *program; /* only as much of it as is used is stored */
    uint32_t cost;           /* how long it is to read and run */
    uint32_t picks;
    uint32_t edge_count, compare_count, token_count;
    uint8_t outcome;
    uint64_t digest;
    struct edge_hit *edges;
    struct compare *compares;
    struct compared_text *tokens;
};

void cet_corpus_open(void);
uint32_t cet_corpus_count(void);
struct corpus_entry *cet_corpus_get(uint32_t index);
/* Whether a run reached something new. */
bool cet_corpus_would_take(const struct result *result);
/* Takes program in when its run reached something new. True: it did. */
bool cet_corpus_offer(const struct program *program, const struct result *result);
/* Takes it in whatever it reached. */
struct corpus_entry *cet_corpus_add(const struct program *program, const struct result *result);
/* A program to build on: rare edges have as good a chance as common ones. NULL: none yet. */
struct corpus_entry *cet_corpus_pick(void);
bool cet_corpus_is_covered(uint32_t edge);
bool cet_corpus_has_reached(struct edge_hit hit);
uint32_t cet_corpus_covered(void); /* edges */
/* The function whose body holds an edge, EXPLORE_NONE: none of the unit's. */
uint32_t cet_edge_function(uint32_t edge);
/* A function to call next: more often those with edges left, less often those that crash. */
uint32_t cet_corpus_choose_function(void);
/* Remembers programs that ran, whatever they did. True: it is new. */
bool cet_corpus_is_new(const struct program *program);

#endif
