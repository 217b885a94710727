#include "recurrence.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "state.h"
#include "steady.h"

#if CET_MUTANTS_PROVES

#define MAX_LOOKS 32                           /* at one site: circles of up to 8 hits are found */
#define MAX_RANGES 256                         /* of memory */
#define MAX_STATE_BYTES (32 * 1024 * 1024)     /* that are compared each time */
#define MAX_COMPARED_BYTES (128 * 1024 * 1024) /* in all: some ten milliseconds */
#define MAX_STACK_GROWTH (8 * 1024 * 1024)     /* from there on it may be another stack */
#define TEXT_BYTES (64 * 1024)                 /* of a file of /proc */
#define NOTHING_MORE 255
#define LOOKED_ENOUGH 254 /* what else it may be hit is granted the next time it asks */
#define LATER_HITS 64
#define MAX_POSTPONED 64
#define SAVED_REGISTERS 7
#define SYSCALL_BYTES 2

/* How often each site of a module was looked at, LOOKED_ENOUGH or NOTHING_MORE. */
struct stages {
    struct stages *next;
    const struct cet_mutants_module *module;
    size_t bytes; /* of this */
    uint8_t of_site[];
};

static struct {
    struct stages *stages;
    const int64_t *hits;           /* of the site that is being looked at; NULL: none */
    uint8_t *stage;                /* of that site */
    unsigned postponed;            /* looks at others since it was hit */
    uint64_t kept_stack, kept_all; /* hashes of the state */
    bool has_all;
    uint64_t compared_bytes;
    bool is_over; /* nothing can be proven in this process */
    bool recurs;
    volatile bool asks_world; /* a system call or a clock since the last look */
    volatile char selector;   /* of system calls: whether they come to us */
    struct sigaction before;  /* of SIGSYS */
    struct cet_mutants_memory ranges[MAX_RANGES];
    unsigned range_count;
    struct cet_mutants_memory stack; /* grows downwards; from the stack pointer on it is part of the state */
    char *text;                      /* [TEXT_BYTES] */
} prober;

/* ---- what the program asks of the world ---------------------------------------------------------------------------
 */

void cet_mutants_note_clock(void)
{
    prober.asks_world = true;
}

/* The call is made after all, now that it has been seen. */
static void on_call(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)info;
    prober.selector = SYSCALL_DISPATCH_FILTER_ALLOW;
    prober.asks_world = true;
    ((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP] -= SYSCALL_BYTES;
}

static bool watch_calls(void)
{
    struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO | SA_NODEFER};
    if (sigaction(SIGSYS, &action, &prober.before) != 0)
        return false;
    if (prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_ON, 0, 0, &prober.selector) == 0)
        return true;
    sigaction(SIGSYS, &prober.before, NULL);
    return false;
}

static void unwatch_calls(void)
{
    prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_OFF, 0, 0, 0);
    sigaction(SIGSYS, &prober.before, NULL);
}

/* ---- who else could break the circle ------------------------------------------------------------------------------
 */

static const char *read_text(const char *path)
{
    char *text = prober.text;
    size_t length = 0;
    ssize_t count = 0;
    int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    while (file >= 0 && length < TEXT_BYTES - 1 && (count = read(file, text + length, TEXT_BYTES - 1 - length)) > 0)
        length += (size_t)count;
    if (file >= 0)
        close(file);
    text[length] = '\0';
    return file >= 0 && count == 0 ? text : NULL;
}

static uint64_t mask_of(const char *status, const char *name)
{
    const char *line = strstr(status, name);
    return line ? strtoull(line + strlen(name), NULL, 16) : UINT64_MAX;
}

#define BIT(signal) (UINT64_C(1) << ((signal) - 1))

/* Handlers of what the code itself gives rise to break no circle; nor do those by which libc tends its threads. */
static bool is_alone(void)
{
    const uint64_t harmless = BIT(SIGSEGV) | BIT(SIGBUS) | BIT(SIGFPE) | BIT(SIGILL) | BIT(SIGABRT) | BIT(SIGTRAP) |
                              BIT(SIGSYS) | BIT(32) | BIT(33);
    const char *status = read_text("/proc/self/status");
    return status && strstr(status, "\nThreads:\t1\n") && (mask_of(status, "\nSigCgt:\t") & ~harmless) == 0 &&
           (mask_of(status, "\nSigBlk:\t") & BIT(SIGSYS)) == 0;
}

/* ---- the state ----------------------------------------------------------------------------------------------------
 */

static void keep_out(struct cet_mutants_memory own, const struct cet_mutants_memory *memory,
                     struct cet_mutants_memory *ret)
{
    if (own.end > memory->begin && own.begin < memory->end && own.begin < ret->begin)
        *ret = own;
}

static struct cet_mutants_memory memory_of(const void *begin, size_t bytes)
{
    return (struct cet_mutants_memory){(uintptr_t)begin, (uintptr_t)begin + bytes};
}

/* The first part of it that changes although the program does the same: what counts and what looks. */
static struct cet_mutants_memory find_own(const struct cet_mutants_memory *memory)
{
    struct cet_mutants_memory first = {memory->end, memory->end};
    keep_out(memory_of(&prober, sizeof prober), memory, &first);
    keep_out(memory_of(prober.text, TEXT_BYTES), memory, &first);
    keep_out(cet_mutants_own_stack(), memory, &first);
    for (const struct stages *s = prober.stages; s; s = s->next)
        keep_out(memory_of(s, s->bytes), memory, &first);
    for (const struct cet_mutants_module *m = cet_mutants_state.modules; m; m = m->next)
        keep_out(memory_of(m->hits, m->site_count * sizeof *m->hits), memory, &first);
    return first;
}

static uintptr_t stack_pointer(void)
{
    return (uintptr_t)cet_mutants_program_context()->uc_mcontext.gregs[REG_RSP];
}

static bool add_memory(struct cet_mutants_memory memory)
{
    if (memory.begin <= stack_pointer() && stack_pointer() < memory.end) {
        prober.stack = memory;
        return true;
    }
    while (memory.begin < memory.end) {
        const struct cet_mutants_memory own = find_own(&memory);
        const uintptr_t end = own.begin < memory.begin ? memory.begin : own.begin;
        if (end > memory.begin && prober.range_count == MAX_RANGES)
            return false;
        if (end > memory.begin)
            prober.ranges[prober.range_count++] = (struct cet_mutants_memory){memory.begin, end};
        memory.begin = own.end;
    }
    return true;
}

/* Of a line, what stands behind that many spaces. */
static const char *field(const char *line, unsigned number)
{
    while (number-- > 0)
        line += strcspn(line, " \n") + 1;
    return line;
}

/* False: others may write there, or there is too much of it. */
static bool list_memory(void)
{
    const char *line = read_text("/proc/self/maps");
    size_t bytes = 0;
    prober.range_count = 0;
    prober.stack = (struct cet_mutants_memory){0};
    for (; line && *line; line = strchr(line, '\n') + 1) {
        char *at;
        struct cet_mutants_memory memory = {strtoul(line, &at, 16), 0};
        memory.end = strtoul(at + 1, &at, 16);
        const bool is_written = at[1] == 'r' && at[2] == 'w', is_shared = at[4] == 's';
        const bool is_file = strtoul(field(at, 4), NULL, 10) != 0;
        if (!is_written || (is_shared && cet_mutants_is_shared_page(memory.begin)))
            continue;
        if (is_file && madvise((void *)memory.begin, memory.end - memory.begin, MADV_POPULATE_READ) != 0)
            return false; /* it has become shorter */
        if (is_shared || (bytes += memory.end - memory.begin) > MAX_STATE_BYTES || !add_memory(memory))
            return false;
    }
    return line != NULL;
}

#define PRIME_1 UINT64_C(0x9e3779b185ebca87)
#define PRIME_2 UINT64_C(0xc2b2ae3d27d4eb4f)

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash += word * PRIME_2;
    return (hash << 31 | hash >> 33) * PRIME_1;
}

/* Four at a time, so that one need not wait for the other. */
static uint64_t hash_bytes(uint64_t hash, const unsigned char *bytes, size_t length)
{
    uint64_t lanes[4] = {hash, hash + PRIME_1, hash + PRIME_2, hash ^ length}, words[4];
    while (length > 0) {
        size_t part = length < sizeof words ? length : sizeof words;
        if (part < sizeof words)
            memset(words, 0, sizeof words);
        memcpy(words, bytes, part);
        for (int i = 0; i < 4; i++)
            lanes[i] = mix(lanes[i], words[i]);
        bytes += part;
        length -= part;
    }
    return mix(mix(mix(lanes[0], lanes[1]), lanes[2]), lanes[3]);
}

static void hash_memory(uint64_t *hash, struct cet_mutants_memory memory)
{
    *hash = hash_bytes(*hash, (const unsigned char *)memory.begin, memory.end - memory.begin);
    prober.compared_bytes += memory.end - memory.begin;
}

/* Calls keep these registers; the others are dead at a site. */
static void take_registers(uint64_t out[SAVED_REGISTERS])
{
    static const int saved[SAVED_REGISTERS] = {REG_RBX, REG_RBP, REG_R12, REG_R13, REG_R14, REG_R15, REG_RSP};
    for (int i = 0; i < SAVED_REGISTERS; i++)
        out[i] = (uint64_t)cet_mutants_program_context()->uc_mcontext.gregs[saved[i]];
}

static bool hash_stack(uint64_t *ret)
{
    uint64_t registers[SAVED_REGISTERS];
    take_registers(registers);
    *ret = hash_bytes(0, (const unsigned char *)registers, sizeof registers);
    const struct cet_mutants_memory live = {stack_pointer(), prober.stack.end};
    if (live.begin >= live.end || live.begin + MAX_STACK_GROWTH < prober.stack.begin)
        return false;
    hash_memory(ret, live);
    return prober.compared_bytes < MAX_COMPARED_BYTES;
}

static bool hash_all(uint64_t stack, uint64_t *ret)
{
    *ret = stack;
    for (unsigned i = 0; i < prober.range_count; i++)
        hash_memory(ret, prober.ranges[i]);
    return prober.compared_bytes < MAX_COMPARED_BYTES;
}

/* ---- looking ------------------------------------------------------------------------------------------------------
 */

static void end_looks(void)
{
    unwatch_calls();
    prober.hits = NULL;
    *prober.stage = LOOKED_ENOUGH;
}

static void begin_looks(void *context)
{
    (void)context;
    if (!prober.text)
        prober.text = cet_mutants_pages(TEXT_BYTES);
    prober.is_over = !is_alone() || !list_memory() || !watch_calls();
    prober.asks_world = false;
    prober.postponed = 0;
}

/* Most runs that go on change what is on the stack: the rest of memory is compared where that is the same. */
static void look(void *context)
{
    uint64_t stack, all = 0;
    (void)context;
    prober.is_over = !hash_stack(&stack);
    const unsigned looks = ++*prober.stage;
    const bool is_kept_new = (looks & (looks - 1)) == 0;
    const bool sees_all = looks > 1 && stack == prober.kept_stack && !prober.is_over;
    if (sees_all)
        prober.is_over = !hash_all(stack, &all);
    prober.recurs = sees_all && prober.has_all && all == prober.kept_all && !prober.is_over;
    if (is_kept_new || (sees_all && !prober.has_all)) {
        prober.kept_stack = stack;
        prober.kept_all = all;
        prober.has_all = sees_all;
    }
    if (prober.recurs || prober.is_over || looks == MAX_LOOKS)
        end_looks();
}

static uint8_t *stage_of(const int64_t *hits)
{
    const struct cet_mutants_module *m = cet_mutants_state.modules;
    while (hits < m->hits || hits >= m->hits + m->site_count)
        m = m->next;
    struct stages *s = prober.stages;
    while (s && s->module != m)
        s = s->next;
    if (!s) {
        const size_t bytes = sizeof *s + m->site_count;
        s = cet_mutants_pages(bytes);
        *s = (struct stages){prober.stages, m, bytes};
        prober.stages = s;
    }
    return &s->of_site[hits - m->hits];
}

/* Whether this site may be looked at now. */
static bool is_free_for(const int64_t *hits)
{
    if (prober.hits && prober.hits != hits && (prober.asks_world || ++prober.postponed > MAX_POSTPONED))
        end_looks();
    return !prober.hits || prober.hits == hits;
}

static void look_at(const int64_t *hits, uint8_t *stage)
{
    if (!prober.hits) {
        prober.stage = stage;
        *stage = LOOKED_ENOUGH;
        cet_mutants_on_own_stack(begin_looks, NULL);
        if (prober.is_over)
            return;
        *stage = 0;
        prober.hits = hits;
    }
    if (prober.asks_world)
        end_looks();
    else
        cet_mutants_on_own_stack(look, NULL);
}

static int64_t grant(const int64_t *hits, int64_t rest)
{
    uint8_t *stage = stage_of(hits);
    if (*stage == NOTHING_MORE)
        return 0;
    const bool is_free = is_free_for(hits);
    if (prober.is_over)
        *stage = LOOKED_ENOUGH;
    else if (is_free && *stage != LOOKED_ENOUGH)
        look_at(hits, stage);
    if (prober.recurs)
        cet_mutants_recurs();
    if (*stage != LOOKED_ENOUGH)
        return is_free ? 1 : LATER_HITS;
    *stage = NOTHING_MORE;
    return rest;
}

int64_t cet_mutants_more_hits(const int64_t *hits, int64_t rest)
{
    prober.selector = SYSCALL_DISPATCH_FILTER_ALLOW;
    const int64_t more = grant(hits, rest);
    if (prober.hits) /* from here to the next hit */
        prober.selector = SYSCALL_DISPATCH_FILTER_BLOCK;
    return more;
}

#else

int64_t cet_mutants_more_hits(const int64_t *hits, int64_t rest)
{
    (void)hits;
    (void)rest;
    return 0;
}

void cet_mutants_note_clock(void) {}

#endif
