/* What a sandbox is made of; shared by the files that build and use it. */
#ifndef CET_EXEC_BOX_H
#define CET_EXEC_BOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "cet/exec/sandbox.h"
#include "launch.h"
#include "words.h"

/* How bubblewrap can be used here. */
enum bubblewrap_way {
    BUBBLEWRAP_NONE,
    /* root: the box is laid out as root, so that inputs below closed folders are visible in it; setpriv then becomes
     * the unprivileged user inside */
    BUBBLEWRAP_ROOT,
    BUBBLEWRAP_USER, /* in a user namespace, as the caller or, when that is root, as the unprivileged user */
};

/* What is shown at path, and at all below it that no longer path names: place. */
struct stand_in {
    char *path;
    char *place; /* path itself below a copy, where the copy does not have it */
};

struct sandbox {
    enum sandbox_kind kind; /* never SANDBOX_AUTOMATIC */
    enum bubblewrap_way way;
    char *root;      /* temporary folder that holds the next two */
    char *staging;   /* writable inside, under the same path */
    char *temporary; /* TMPDIR inside */
    bool keep_staging;
    bool drops_user; /* the child is `user`, not the caller */
    bool keeps_root; /* without its rights, as the sources are closed to every other user */
    uid_t user;
    gid_t group;
    struct words readable; /* absolute, existing, without the system's */
    struct words writable; /* the same, with staging */
    struct stand_in *stand_ins;
    size_t stand_in_count;
    size_t stand_in_capacity;
    struct words bubblewrap; /* its command line up to what depends on the run */
    struct confinement confinement;
    struct sock_filter *filter;
    size_t filter_length; /* instructions */
    uint64_t tmp_max_bytes;
    uint64_t processes;
    struct words enforced;
    struct words not_enforced;
    struct sandbox_description description;
};

/* The system's files that every child may read: what exists of them. */
extern const char *const system_folders[]; /* /usr, ... */
extern const char *const system_files[];   /* below /etc */

/* Fills the filter. strict: the restricted way, where no namespace stands behind the filter. */
enum status syscall_filter_build(bool strict, bool deny_truncate, struct sock_filter **ret_filter, size_t *ret_length,
                                 struct error *err);

/* Landlock: the kernel's version, 0 when it has none. */
int landlock_version(void);
enum status landlock_build(const struct sandbox *box, int *ret_ruleset, struct error *err);

/* The part of bubblewrap's command line that is the same for all runs in the box. */
enum status bubblewrap_lay_out(struct sandbox *box, struct error *err);
/* The whole command line for one run; the descriptors are numbers in the child. */
void bubblewrap_command(const struct sandbox *box, const char *program, const char *const *argv, const char *folder,
                        const struct words *environment, int status_descriptor, int filter_descriptor,
                        bool fixed_addresses, struct words *out);

/* Whether this process is root and may become the unprivileged user; tried once. */
bool unprivileged_user(uid_t *ret_user, gid_t *ret_group);
/* Fills enforced, not_enforced and description. */
void box_describe(struct sandbox *box);

/* Adds what exists of paths to out: absolute, and without links where that differs. */
void box_add_paths(struct words *out, const char *const *paths);
/* Whether path is or lies below one of the NULL-terminated paths. */
bool path_is_among(const char *path, const char *const *paths);
/* Whether the unprivileged user passes all folders above path. */
bool path_is_reachable(const char *path, uid_t user, gid_t group);

/* Whether user has the right, S_IROTH or S_IXOTH. */
bool is_permitted(const struct stat *info, uid_t user, gid_t group, mode_t right_of_others);

/* For a child that is another user than the caller: what of the readable paths is closed to it gets a copy that is
 * open. STATUS_LIMIT when a named path is too large for that, STATUS_INVALID when nothing can be shown in its place;
 * what lies closed below a named path and is too large stays closed. */
enum status stand_ins_make(struct sandbox *box, struct error *err);
/* What is shown at path, malloc'ed: path itself, or its place in a copy. */
char *stand_ins_place(const struct sandbox *box, const char *path);
void stand_ins_release(struct sandbox *box);

/* Gives folder and all below it that is not yet his to user; follows no link. What cannot be given stays. */
void hand_over(const char *folder, uid_t user, gid_t group);

#endif
