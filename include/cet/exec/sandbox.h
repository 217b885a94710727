/* The box in which foreign code is compiled and run: no network, the system and the named paths read-only, one
 * writable staging folder, a private sized /tmp, no privileges, a clean environment.
 *
 *     const char *const readable[] = {"/home/me/project", NULL};
 *     struct sandbox *box = NULL;
 *     status = sandbox_open(&(struct sandbox_options){.readable = readable}, &box, err);
 *     process_run(&(struct process_request){.argv = argv, .sandbox = box}, &result, err); // starts in staging
 *     sandbox_close(box);                                                                   // removes staging
 *
 * Inside, all paths are the same as outside. bubblewrap is used where it works on this host (probed once per process),
 * else landlock, seccomp and limits as far as the kernel has them; sandbox_description says what is not enforced and
 * belongs into the verdict. A run costs 3-15 ms more than a plain one: box a batch, not a test.
 *
 * As root the child runs as a user of its own that owns nothing else. The staging folder and all that the caller put
 * into it are handed over to it before each run; what the child makes there is its property and readable to root. What
 * is closed to it at or below a readable path (mode 0700, 0600) is shown as a copy that is open, made when the box is
 * opened, without `.git` and without the hidden entries of the home folder; at most 1 GiB and 200000 entries, else
 * STATUS_LIMIT when the path itself is closed, while things below an open one stay closed, as all unnamed ones do in
 * folders that many share (the root, /tmp). The restricted kind cannot show copies: asked
 * for by name it refuses a closed path (STATUS_INVALID), chosen automatically it keeps root without its rights.
 * sandbox_can_read tells. A box may serve several runs at once. */
#ifndef CET_EXEC_SANDBOX_H
#define CET_EXEC_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"

#define SANDBOX_TMP_BYTES (256ull << 20)
#define SANDBOX_PROCESSES 512u

enum sandbox_kind {
    SANDBOX_AUTOMATIC, /* bubblewrap where it works, else restricted */
    SANDBOX_BUBBLEWRAP,
    SANDBOX_RESTRICTED, /* landlock, seccomp, limits, no new privileges */
};

struct sandbox_options {
    enum sandbox_kind kind;
    const char *const
        *readable; /* NULL-terminated: files and folders, with all below them; missing ones are left out */
    const char *const *writable; /* folders beside staging that the child may write to; as root they are handed over */
    const char *staging_base;    /* the staging folder is made here; NULL: TMPDIR or /tmp */
    bool keep_staging;           /* sandbox_close leaves it there */
    uint64_t tmp_max_bytes;      /* of the private /tmp (bubblewrap only); 0: SANDBOX_TMP_BYTES */
    unsigned processes_max;      /* at once; 0: SANDBOX_PROCESSES */
};

struct sandbox_description {
    const char *name;            /* "bubblewrap" or "restricted" */
    const char *const *enforced; /* short texts: "no network" */
    size_t enforced_count;
    const char *const *not_enforced; /* "a bound on the size of all temporary files together" */
    size_t not_enforced_count;
};

struct sandbox;

/* STATUS_NOT_FOUND when a kind was asked for that does not work here; the message says why. */
enum status sandbox_open(const struct sandbox_options *options, struct sandbox **ret_sandbox, struct error *err);
void sandbox_close(struct sandbox *sandbox);
void sandbox_release(struct sandbox **sandbox); /* for SCOPED */

/* Absolute, without links. Put inputs here or name them as readable. */
const char *sandbox_staging(const struct sandbox *sandbox);
/* Belongs to the sandbox. */
const struct sandbox_description *sandbox_description(const struct sandbox *sandbox);
/* Whether a child in the box could open path for reading: visible there, and permitted to its user. */
bool sandbox_can_read(const struct sandbox *sandbox, const char *path);

/* As sandbox_open with SANDBOX_BUBBLEWRAP would find it; the reason is appended to why (may be NULL) when not. */
struct strbuf;
bool sandbox_has_bubblewrap(struct strbuf *why);

#endif
