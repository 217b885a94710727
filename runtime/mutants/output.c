/* What a child prints goes nowhere, or where somebody may read what the program prints, into a file of bounded size
 * that is compared. */
#include <fcntl.h>
#include <linux/falloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "state.h"

#define MAX_SLOTS 64
#define OUTPUT_MAX_BYTES (64 << 20)
#define BLOCK 4096
#define HASH_START 0xcbf29ce484222325u
#define HASH_FACTOR 0x100000001b3u

static int nowhere = -1;
static int files[MAX_SLOTS]; /* descriptor + 1 */
static int kept;             /* descriptor + 1 */
static unsigned keep_count;

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

static off_t length_of(int file)
{
    return lseek(file, 0, SEEK_CUR);
}

static void empty(int file)
{
    if (length_of(file) > 0)
        fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, length_of(file));
    lseek(file, 0, SEEK_SET);
}

void cet_mutants_output_keep(unsigned slot)
{
    int before = kept;
    keep_count++;
    kept = files[slot];
    files[slot] = before;
    if (before)
        empty(before - 1);
}

bool cet_mutants_output_is_counted(uint64_t written)
{
    return !cet_mutants_state.compares_output || (written > 0 && written == (uint64_t)length_of(kept - 1));
}

static bool is_same(int left, int right, off_t right_from, off_t length)
{
    char a[BLOCK], b[BLOCK];
    for (off_t at = 0; at < length;) {
        size_t size = length - at < BLOCK ? (size_t)(length - at) : BLOCK;
        if (pread(left, a, size, at) != (ssize_t)size || pread(right, b, size, right_from + at) != (ssize_t)size ||
            memcmp(a, b, size) != 0)
            return false;
        at += (off_t)size;
    }
    return true;
}

static uint64_t hash(uint64_t value, int file, off_t length)
{
    unsigned char bytes[BLOCK];
    ssize_t count;
    for (off_t at = 0; at < length; at += count) {
        count = pread(file, bytes, length - at < BLOCK ? (size_t)(length - at) : BLOCK, at);
        if (count <= 0)
            break;
        for (ssize_t i = 0; i < count; i++)
            value = (value ^ bytes[i]) * HASH_FACTOR;
    }
    return value;
}

uint64_t cet_mutants_output_take_change(unsigned slot, uint64_t position)
{
    if (!cet_mutants_state.compares_output)
        return 0;
    int file = files[slot] - 1;
    off_t length = length_of(file), expected = length_of(kept - 1) - (off_t)position;
    uint64_t change = 0;
    if (length != expected || !is_same(file, kept - 1, (off_t)position, length))
        change = hash(hash(HASH_START + keep_count, kept - 1, (off_t)position), file, length) | 1;
    empty(file);
    return change;
}

/* Of the thread: the process's count has those of children that were waited for. */
uint64_t cet_mutants_written(void)
{
    char text[512];
    int file = open("/proc/thread-self/io", O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? 0 : read(file, text, sizeof text - 1);
    if (file >= 0)
        close(file);
    text[length > 0 ? length : 0] = '\0';
    const char *count = strstr(text, "wchar: ");
    return count ? strtoull(count + strlen("wchar: "), NULL, 10) : 0;
}
