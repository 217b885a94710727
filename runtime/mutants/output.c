/* What a child prints goes nowhere, or where somebody may read what the program prints, into a file of bounded size
 * that is compared. */
#include <fcntl.h>
#include <linux/falloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include "state.h"

#define MAX_SLOTS 64
#define OUTPUT_MAX_BYTES (64 << 20)
#define HASH_START 0xcbf29ce484222325u
#define HASH_FACTOR 0x100000001b3u

static int nowhere = -1;
static int files[MAX_SLOTS]; /* descriptor + 1 */

static int bounded_file(void)
{
    int file = memfd_create("output", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file >= 0 && ftruncate(file, OUTPUT_MAX_BYTES) == 0)
        fcntl(file, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK);
    return cet_mutants_own_descriptor(file);
}

void cet_mutants_output_open(unsigned slot)
{
    if (cet_mutants_state.compares_output && !files[slot])
        files[slot] = bounded_file() + 1;
    if (!cet_mutants_state.compares_output && nowhere < 0)
        nowhere = cet_mutants_own_descriptor(open("/dev/null", O_RDWR | O_CLOEXEC));
}

void cet_mutants_output_divert(unsigned slot, const struct cet_mutants_open *open, unsigned count)
{
    int target = cet_mutants_state.compares_output ? files[slot] - 1 : nowhere;
    if (target < 0)
        cet_mutants_leave(125);
    dup2(target, STDOUT_FILENO);
    dup2(target, STDERR_FILENO);
    for (unsigned i = 0; i < count; i++)
        if (open[i].descriptor > STDERR_FILENO && cet_mutants_is_standard(&open[i]))
            dup3(target, open[i].descriptor, fcntl(open[i].descriptor, F_GETFD) & FD_CLOEXEC ? O_CLOEXEC : 0);
}

static uint64_t hash(uint64_t value, const unsigned char *bytes, ssize_t count)
{
    for (ssize_t i = 0; i < count; i++)
        value = (value ^ bytes[i]) * HASH_FACTOR;
    return value;
}

uint64_t cet_mutants_output_take(unsigned slot)
{
    unsigned char bytes[4096];
    uint64_t value = HASH_START;
    if (!cet_mutants_state.compares_output)
        return 0;
    int file = files[slot] - 1;
    off_t length = lseek(file, 0, SEEK_CUR);
    for (off_t at = 0; at < length;) {
        ssize_t count = pread(file, bytes, (size_t)(length - at < 4096 ? length - at : 4096), at);
        if (count <= 0)
            break;
        value = hash(value, bytes, count);
        at += count;
    }
    lseek(file, 0, SEEK_SET);
    if (length > 0)
        fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, length);
    return value;
}
