/* File access by landlock (landlock(7)). The constants are ours since distributions' headers lag behind kernels; the
 * kernel is asked for its version and given only what it knows. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "box.h"
#include "cet/core/memory.h"

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#endif

#define FS_EXECUTE (1ull << 0)
#define FS_WRITE_FILE (1ull << 1)
#define FS_READ_FILE (1ull << 2)
#define FS_READ_FOLDER (1ull << 3)
#define FS_ALL_FIRST ((1ull << 13) - 1) /* version 1 */
#define FS_MAKE_DEVICES ((1ull << 6) | (1ull << 11))
#define FS_REFER (1ull << 13)        /* version 2: link and rename across folders */
#define FS_TRUNCATE (1ull << 14)     /* version 3 */
#define FS_IOCTL_DEVICE (1ull << 15) /* version 5 */
#define FS_OF_FILES (FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEVICE)
#define FS_READ (FS_EXECUTE | FS_READ_FILE | FS_READ_FOLDER)
#define NET_TCP 3ull   /* version 4: bind and connect */
#define SCOPE_ALL 3ull /* version 6: abstract unix sockets and signals */
#define RULE_PATH_BENEATH 1

struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scoped;
};

struct path_rule {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

int landlock_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1 /* CREATE_RULESET_VERSION */);
    return version > 0 ? (int)version : 0;
}

static uint64_t known_files(int version)
{
    uint64_t known = FS_ALL_FIRST;
    if (version >= 2)
        known |= FS_REFER;
    if (version >= 3)
        known |= FS_TRUNCATE;
    if (version >= 5)
        known |= FS_IOCTL_DEVICE;
    return known;
}

static enum status allow(int ruleset, const char *path, uint64_t rights, struct error *err)
{
    int descriptor = open(path, O_PATH | O_CLOEXEC);
    struct stat info;
    if (descriptor < 0)
        return STATUS_OK; /* not on this system */
    if (fstat(descriptor, &info) == 0 && !S_ISDIR(info.st_mode))
        rights &= FS_OF_FILES;
    struct path_rule rule = {.allowed = rights, .parent = descriptor};
    long failed = syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0);
    int number = errno;
    close(descriptor);
    errno = number;
    return failed ? error_set_errno(err, "'%s': cannot be let into the sandbox", path) : STATUS_OK;
}

static enum status allow_all(int ruleset, const char *const *paths, uint64_t rights, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; paths[i] && status == STATUS_OK; i++)
        status = allow(ruleset, paths[i], rights, err);
    return status;
}

enum status landlock_build(const struct sandbox *box, int *ret_ruleset, struct error *err)
{
    /* proc: LeakSanitizer and threads read their own; of others the kernel shows what any process may see. */
    static const char *const looked_at[] = {"/proc", "/sys/devices/system/cpu", NULL};
    static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", NULL};
    int version = landlock_version();
    uint64_t known = known_files(version);
    struct ruleset handled = {
        .files = known, .network = version >= 4 ? NET_TCP : 0, .scoped = version >= 6 ? SCOPE_ALL : 0};
    size_t size = version >= 6 ? sizeof handled : version >= 4 ? 16 : 8;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &handled, size, 0);
    if (ruleset < 0)
        return error_set_errno(err, "cannot make landlock rules");
    enum status status = allow_all(ruleset, system_folders, FS_READ, err);
    if (status == STATUS_OK)
        status = allow_all(ruleset, system_files, FS_READ, err);
    if (status == STATUS_OK)
        status = allow_all(ruleset, looked_at, FS_READ & ~FS_EXECUTE, err);
    if (status == STATUS_OK)
        status = allow_all(ruleset, devices, (FS_READ_FILE | FS_WRITE_FILE | FS_TRUNCATE) & known, err);
    if (status == STATUS_OK)
        status = allow_all(ruleset, words_list(&box->readable), FS_READ, err);
    if (status == STATUS_OK)
        status = allow_all(ruleset, words_list(&box->writable), known & ~FS_MAKE_DEVICES, err);
    if (status == STATUS_OK)
        status = allow(ruleset, box->temporary, known & ~FS_MAKE_DEVICES, err);
    if (status != STATUS_OK) {
        close(ruleset);
        return status;
    }
    *ret_ruleset = ruleset;
    return STATUS_OK;
}
