/* fork, confine, exec: the few lines that run in the child before the program does. Between fork and exec only what
 * signal-safety(7) allows is called, so everything is laid out before. */
#ifndef CET_EXEC_LAUNCH_H
#define CET_EXEC_LAUNCH_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "cet/core/error.h"

/* What the child takes upon itself, in this order. Zeroed: nothing. */
struct confinement {
    bool drop_user; /* to user and group, without supplementary groups */
    uid_t user;
    gid_t group;
    bool drop_rights; /* root without capabilities, where it stays root */
    bool no_new_privileges;
    bool has_ruleset;
    int ruleset; /* landlock */
    struct sock_fprog filter;
};

struct launch_limits {
    uint64_t cpu_s; /* 0: none, as in the others */
    uint64_t address_space_bytes;
    uint64_t file_bytes;
    uint64_t processes;
};

#define LAUNCH_DESCRIPTORS_MAX 32

struct launch {
    const char *path;
    const char *const *argv;
    const char *const *environment;
    const char *folder;                      /* NULL: the parent's */
    int descriptors[LAUNCH_DESCRIPTORS_MAX]; /* the child's 0, 1, 2, ... */
    size_t descriptor_count;
    bool fixed_addresses;
    struct launch_limits limits;
    struct confinement confinement;
};

/* The child leads a session, and dies with the thread that started it. STATUS_NOT_FOUND when path does not exist. */
enum status launch(const struct launch *launch, pid_t *ret_pid, struct error *err);

#endif
