/* One observation at a time, as hash and, where the run asks for it, with path and value. */
#ifndef EXPLORE_SEEN_H
#define EXPLORE_SEEN_H

#include "run.h"

#define LOOKER_VISITED 48u
#define LOOKER_PATH 160u

struct looker {
    struct run *run;
    uint16_t step;
    uint8_t root_kind;
    uint16_t root;
    bool is_arrow; /* the next field is behind a pointer */
    uint32_t path_hash, path_length;
    char path[LOOKER_PATH];
    const void *visited[LOOKER_VISITED];
    uint32_t visited_count;
    uint64_t roots_seen[(PROGRAM_VALUES + 63) / 64];
};

struct path_mark {
    uint32_t hash, length;
};

void cet_look_begin(struct looker *l, struct run *run, uint16_t step);
void cet_look_root(struct looker *l, enum observation_root kind, uint16_t root);
struct path_mark cet_path_mark(const struct looker *l);
void cet_path_return(struct looker *l, struct path_mark mark);
void cet_path_add(struct looker *l, const char *format, ...) __attribute__((format(printf, 2, 3)));

void cet_seen_plain(struct looker *l, enum observation_kind kind, uint32_t type, int64_t number);
void cet_seen_real(struct looker *l, uint32_t type, double real);
void cet_seen_bytes(struct looker *l, enum observation_kind kind, uint32_t type, const void *bytes, size_t length);
/* Of more bytes than an observation holds. */
void cet_seen_sum(struct looker *l, uint32_t type, const void *bytes, uint32_t size);
void cet_seen_points(struct looker *l, uint32_t type, uint16_t value, int64_t offset);
/* Not observed: remembered for what reads such texts, if it is the longest. */
void cet_seen_text(struct looker *l, const void *text, size_t length);
void cet_seen_log(struct looker *l);
void cet_seen_errno(struct looker *l, int number);
void cet_seen_output(struct looker *l, const struct value *v, FILE *file);
/* What stands now in the file of this name. */
void cet_seen_written(struct looker *l, const struct value *v, const char *path);

#endif
