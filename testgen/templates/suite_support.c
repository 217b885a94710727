/* The machinery behind suite_support.h. Compiled apart from the unit under test, so that the unit's macros and feature
 * tests do not reach it. The linker sends malloc and its relatives here (--wrap). */
#define _GNU_SOURCE
#include "suite_support.h"

#include <CUnit/CUnit.h>
#include <CUnit/TestDB.h>
#include <CUnit/TestRun.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct call_log suite_log;

/* ---- allocations: counted, failed on request, remembered until the end of the run -------------------------------- */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__real_reallocarray(void *block, size_t count, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
int __real_posix_memalign(void **ret, size_t alignment, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t max);
void __real_free(void *block);
int __real_fclose(FILE *file);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void *__wrap_reallocarray(void *block, size_t count, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
int __wrap_posix_memalign(void **ret, size_t alignment, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t max);
void __wrap_free(void *block);
int __wrap_fclose(FILE *file);

/* What a test leaves behind stays here, within reach of leak detectors, until the whole run has ended: results that
 * the caller owns need no free in the tests, and what the unit keeps between calls stays valid. */
static struct {
    struct block {
        void *address; /* NULL: never used, &blocks: was used */
        unsigned test;
    } *slots;
    size_t slot_count, used_count; /* used: also those that were given back */
    size_t in_use, taken;          /* by the running test: now, and in all */
    unsigned test;
    int failing; /* the how-many-eth allocation from now on fails */
    int fill;    /* SUITE_FILL: byte that fresh memory holds, -1: as it comes */
    char lock;   /* of units with threads */
} blocks = {.fill = -1};

static void lock_blocks(void)
{
    while (__atomic_test_and_set(&blocks.lock, __ATOMIC_ACQUIRE))
        ;
}

static void unlock_blocks(void)
{
    __atomic_clear(&blocks.lock, __ATOMIC_RELEASE);
}

static struct block *find_slot(const void *address)
{
    size_t at = (size_t)(((uintptr_t)address >> 4) * 0x9e3779b97f4a7c15u) & (blocks.slot_count - 1);
    while (blocks.slots[at].address && blocks.slots[at].address != address)
        at = (at + 1) & (blocks.slot_count - 1);
    return &blocks.slots[at];
}

static void grow_table(void)
{
    struct block *old = blocks.slots;
    size_t old_count = blocks.slot_count, live = 0;
    for (size_t i = 0; i < old_count; i++)
        live += old[i].address && old[i].address != &blocks;
    blocks.slot_count = 1024;
    while (blocks.slot_count < live * 4)
        blocks.slot_count *= 2;
    blocks.slots = __real_calloc(blocks.slot_count, sizeof *blocks.slots);
    if (!blocks.slots)
        abort();
    blocks.used_count = live;
    for (size_t i = 0; i < old_count; i++)
        if (old[i].address && old[i].address != &blocks)
            *find_slot(old[i].address) = old[i];
    __real_free(old);
}

static void *remember_block(void *address)
{
    if (!address)
        return NULL;
    lock_blocks();
    if (blocks.used_count * 2 >= blocks.slot_count)
        grow_table();
    struct block *slot = find_slot(address);
    *slot = (struct block){address, blocks.test};
    blocks.used_count++;
    blocks.in_use++;
    blocks.taken++;
    unlock_blocks();
    return address;
}

static void forget_block(const void *address)
{
    lock_blocks();
    struct block *slot = blocks.slot_count ? find_slot(address) : NULL;
    if (slot && slot->address) {
        slot->address = &blocks;
        if (slot->test == blocks.test)
            blocks.in_use--;
    }
    unlock_blocks();
}

static void free_all_blocks(void)
{
    for (size_t i = 0; i < blocks.slot_count; i++)
        if (blocks.slots[i].address && blocks.slots[i].address != &blocks)
            __real_free(blocks.slots[i].address);
    __real_free(blocks.slots);
    blocks.slots = NULL;
    blocks.slot_count = 0;
}

static bool must_fail(void)
{
    if (blocks.failing == EVERY_ALLOCATION || (blocks.failing > 0 && --blocks.failing == 0)) {
        errno = ENOMEM;
        return true;
    }
    return false;
}

void fail_allocation(int which)
{
    blocks.failing = which;
}

size_t blocks_in_use(void)
{
    return blocks.in_use;
}

static void *fresh_block(void *address, size_t size)
{
    if (address && blocks.fill >= 0)
        memset(address, blocks.fill, size);
    return remember_block(address);
}

void *__wrap_malloc(size_t size)
{
    return must_fail() ? NULL : fresh_block(__real_malloc(size), size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return must_fail() ? NULL : remember_block(__real_calloc(count, size));
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return must_fail() ? NULL : fresh_block(__real_aligned_alloc(alignment, size), size);
}

int __wrap_posix_memalign(void **ret, size_t alignment, size_t size)
{
    if (must_fail())
        return ENOMEM;
    int error = __real_posix_memalign(ret, alignment, size);
    if (error == 0)
        fresh_block(*ret, size);
    return error;
}

void *__wrap_realloc(void *block, size_t size)
{
    if (must_fail())
        return NULL;
    if (!block)
        return fresh_block(__real_malloc(size), size);
    void *moved = __real_realloc(block, size);
    if (moved || size == 0) {
        forget_block(block);
        remember_block(moved);
    }
    return moved;
}

void *__wrap_reallocarray(void *block, size_t count, size_t size)
{
    if (must_fail())
        return NULL;
    void *moved = __real_reallocarray(block, count, size);
    if (moved || (count == 0 || size == 0)) {
        if (block)
            forget_block(block);
        remember_block(moved);
    }
    return moved;
}

char *__wrap_strdup(const char *text)
{
    return must_fail() ? NULL : remember_block(__real_strdup(text));
}

char *__wrap_strndup(const char *text, size_t max)
{
    return must_fail() ? NULL : remember_block(__real_strndup(text, max));
}

void __wrap_free(void *block)
{
    if (block)
        forget_block(block);
    __real_free(block);
}

/* ---- files ------------------------------------------------------------------------------------------------------- */

static FILE *open_files[32];
static char *shown_text;

FILE *temporary_file(const void *content, size_t size)
{
    FILE *file = tmpfile();
    for (size_t i = 0; file && i < sizeof open_files / sizeof *open_files; i++) {
        if (open_files[i])
            continue;
        open_files[i] = file;
        if (size > 0)
            fwrite(content, 1, size, file);
        rewind(file);
        return file;
    }
    fputs("no temporary file can be opened\n", stderr);
    exit(2);
}

size_t file_size(FILE *file)
{
    fflush(file);
    long place = ftell(file);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    fseek(file, place, SEEK_SET);
    return size < 0 ? 0 : (size_t)size;
}

const char *file_text(FILE *file)
{
    size_t size = file_size(file);
    __real_free(shown_text);
    shown_text = __real_calloc(size + 1, 1);
    if (!shown_text)
        return "";
    long place = ftell(file);
    rewind(file);
    size = fread(shown_text, 1, size, file);
    fseek(file, place, SEEK_SET);
    return shown_text;
}

int __wrap_fclose(FILE *file)
{
    for (size_t i = 0; i < sizeof open_files / sizeof *open_files; i++)
        if (open_files[i] == file)
            open_files[i] = NULL;
    return __real_fclose(file);
}

static void close_temporary_files(void)
{
    for (size_t i = 0; i < sizeof open_files / sizeof *open_files; i++)
        if (open_files[i])
            __wrap_fclose(open_files[i]);
    __real_free(shown_text);
    shown_text = NULL;
}

/* ---- crashes, hangs and calls that end the process --------------------------------------------------------------- */

/* Linked in only by --coverage: what a process that is about to be killed has counted would be lost. */
void __gcov_dump(void) __attribute__((weak));

static const int fatal_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGALRM};
static sigjmp_buf recovery;
static volatile sig_atomic_t is_recoverable;
static unsigned time_limit_s = 10;
static FILE *out; /* of the runner; the unit's own standard output is dropped */

static const char *signal_text(int signal)
{
    switch (signal) {
    case SIGSEGV:
        return "crash: SIGSEGV";
    case SIGBUS:
        return "crash: SIGBUS";
    case SIGFPE:
        return "crash: SIGFPE";
    case SIGILL:
        return "crash: SIGILL";
    case SIGABRT:
        return "crash: SIGABRT";
    case SIGTRAP:
        return "crash: SIGTRAP";
    default:
        return "time limit exceeded";
    }
}

static void on_fatal_signal(int signal)
{
    if (is_recoverable) {
        is_recoverable = 0;
        siglongjmp(recovery, signal);
    }
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigaction(signal, &usual, NULL);
    raise(signal);
}

static void catch_fatal_signals(void)
{
    static char stack[1 << 16]; /* a handler cannot stand on a stack that overflowed */
    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
    struct sigaction action = {.sa_handler = on_fatal_signal, .sa_flags = SA_ONSTACK | SA_NODEFER};
    for (size_t i = 0; i < sizeof fatal_signals / sizeof *fatal_signals; i++)
        sigaction(fatal_signals[i], &action, NULL);
}

static void limit_time(unsigned seconds)
{
    setitimer(ITIMER_REAL, &(struct itimerval){.it_value.tv_sec = (time_t)seconds}, NULL);
}

static void on_end_of_child(int signal)
{
    if (__gcov_dump)
        __gcov_dump();
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigaction(signal, &usual, NULL);
    raise(signal);
}

static void run_child(void (*child)(void), int report)
{
    struct sigaction action = {.sa_handler = on_end_of_child};
    sigaction(SIGABRT, &action, NULL);
    dup2(open("/dev/null", O_WRONLY), STDERR_FILENO); /* what assert prints is expected */
    limit_time(time_limit_s);
    is_recoverable = 0;
    child();
    char returned = 'r';
    ssize_t written = write(report, &returned, 1);
    if (__gcov_dump)
        __gcov_dump();
    _exit(written == 1 ? 0 : 1);
}

int outcome_of(void (*child)(void))
{
    int report[2], status = 0;
    if (pipe(report) != 0)
        return 256;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0)
        run_child(child, report[1]);
    close(report[1]);
    char byte;
    bool returned = pid > 0 && read(report[0], &byte, 1) == 1;
    close(report[0]);
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (returned)
        return OUTCOME_RETURNED;
    return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* ---- laws -------------------------------------------------------------------------------------------------------- */

#define MAX_INPUTS 16
#define MAX_SHRINKS 2000

static struct {
    const struct domain *domains;
    struct input inputs[MAX_INPUTS];
    size_t count;
    unsigned try;
    uint64_t seed;
    bool is_running;
} law_run;

/* splitmix64: the same seed gives the same inputs everywhere. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static int64_t draw_int(int64_t low, int64_t high, uint64_t *state)
{
    uint64_t span = (uint64_t)high - (uint64_t)low, random = next_random(state);
    switch (next_random(state) % 8) { /* the ends and small numbers more often than chance would have them */
    case 0:
        return low;
    case 1:
        return high;
    case 2:
        if (low <= 0 && high >= 16)
            return (int64_t)(random % 17);
        break;
    default:
        break;
    }
    return (int64_t)((uint64_t)low + (span == UINT64_MAX ? random : random % (span + 1)));
}

static char *new_bytes(size_t length)
{
    char *bytes = __real_calloc(length + 1, 1);
    if (!bytes)
        abort();
    return bytes;
}

static void draw_input(const struct domain *domain, struct input *in, uint64_t *state)
{
    switch (domain->kind) {
    case ANY_INT:
        in->number = draw_int(domain->low, domain->high, state);
        break;
    case ANY_REAL:
        in->real = domain->real_low +
                   (domain->real_high - domain->real_low) * ((double)(next_random(state) >> 11) * 0x1.0p-53);
        break;
    case ANY_TEXT:
    case ANY_BYTES:
        in->length = (size_t)draw_int(domain->low, domain->high, state);
        in->bytes = new_bytes(in->length);
        for (size_t i = 0; i < in->length; i++) {
            uint64_t random = next_random(state);
            in->bytes[i] =
                domain->kind == ANY_BYTES ? (char)random : domain->alphabet[random % strlen(domain->alphabet)];
        }
        break;
    case BUFFER:
        in->length = (size_t)domain->low;
        in->bytes = new_bytes(in->length);
        memset(in->bytes, '#', in->length);
        break;
    case LENGTH_OF:
        break;
    }
}

static void draw_inputs(uint64_t *state)
{
    for (size_t i = 0; i < law_run.count; i++) {
        __real_free(law_run.inputs[i].bytes);
        law_run.inputs[i] = (struct input){0};
        draw_input(&law_run.domains[i], &law_run.inputs[i], state);
    }
}

/* The law gets copies in blocks of exactly their size, so that it may write and a sanitizer sees overruns. */
static bool law_holds(law_fn law)
{
    struct input copies[MAX_INPUTS];
    for (size_t i = 0; i < law_run.count; i++) {
        const struct domain *domain = &law_run.domains[i];
        copies[i] = law_run.inputs[i];
        if (domain->kind == LENGTH_OF)
            law_run.inputs[i].number = copies[i].number = (int64_t)law_run.inputs[domain->low].length;
        if (!copies[i].bytes)
            continue;
        size_t size = copies[i].length + (domain->kind == ANY_TEXT);
        copies[i].bytes = __real_malloc(size ? size : 1);
        if (!copies[i].bytes)
            abort();
        memcpy(copies[i].bytes, law_run.inputs[i].bytes, size);
    }
    bool holds = law(copies);
    for (size_t i = 0; i < law_run.count; i++)
        __real_free(copies[i].bytes);
    return holds;
}

static bool still_breaks(law_fn law, unsigned *shrinks)
{
    return ++*shrinks <= MAX_SHRINKS && !law_holds(law);
}

static bool shrink_number(law_fn law, size_t i, unsigned *shrinks)
{
    const struct domain *domain = &law_run.domains[i];
    int64_t *number = &law_run.inputs[i].number, was = *number;
    int64_t nearest = domain->low > 0 ? domain->low : domain->high < 0 ? domain->high : 0;
    const int64_t candidates[] = {nearest, nearest / 2 + was / 2, was > nearest ? was - 1 : was + 1};
    for (size_t k = 0; k < sizeof candidates / sizeof *candidates && was != nearest; k++) {
        *number = candidates[k];
        if (*number != was && still_breaks(law, shrinks))
            return true;
        *number = was;
    }
    return false;
}

static bool drop_bytes(law_fn law, size_t i, unsigned *shrinks)
{
    struct input *in = &law_run.inputs[i];
    size_t min = (size_t)law_run.domains[i].low;
    for (size_t n = in->length / 2 ? in->length / 2 : 1; n > 0 && in->length >= min + n; n /= 2) {
        for (size_t at = 0; at + n <= in->length; at++) {
            struct input was = *in;
            in->length -= n;
            in->bytes = new_bytes(in->length);
            memcpy(in->bytes, was.bytes, at);
            memcpy(in->bytes + at, was.bytes + at + n, in->length - at);
            if (still_breaks(law, shrinks)) {
                __real_free(was.bytes);
                return true;
            }
            __real_free(in->bytes);
            *in = was;
        }
    }
    return false;
}

static bool simplify_bytes(law_fn law, size_t i, unsigned *shrinks)
{
    struct input *in = &law_run.inputs[i];
    char simplest = law_run.domains[i].kind == ANY_TEXT ? law_run.domains[i].alphabet[0] : '\0';
    for (size_t at = 0; at < in->length; at++) {
        char was = in->bytes[at];
        in->bytes[at] = simplest;
        if (was != simplest && still_breaks(law, shrinks))
            return true;
        in->bytes[at] = was;
    }
    return false;
}

static bool shrink_once(law_fn law, unsigned *shrinks)
{
    for (size_t i = 0; i < law_run.count; i++) {
        enum domain_kind kind = law_run.domains[i].kind;
        if (kind == ANY_INT && shrink_number(law, i, shrinks))
            return true;
        if ((kind == ANY_TEXT || kind == ANY_BYTES) && (drop_bytes(law, i, shrinks) || simplify_bytes(law, i, shrinks)))
            return true;
    }
    return false;
}

static void print_counterexample(void)
{
    fprintf(out, "    counterexample (seed %llu, try %u):", (unsigned long long)law_run.seed, law_run.try);
    for (size_t i = 0; i < law_run.count; i++) {
        const struct input *in = &law_run.inputs[i];
        fputs(i ? ", " : " ", out);
        if (law_run.domains[i].kind == ANY_REAL)
            fprintf(out, "%.17g", in->real);
        else if (law_run.domains[i].kind == BUFFER)
            fprintf(out, "room for %zu bytes", in->length);
        else if (!in->bytes)
            fprintf(out, "%lld", (long long)in->number);
        else {
            fputc('"', out);
            for (size_t k = 0; k < in->length; k++) {
                unsigned char c = (unsigned char)in->bytes[k];
                fprintf(out, c == '"' || c == '\\' ? "\\%c" : c >= ' ' && c < 0x7f ? "%c" : "\\%03o", c);
            }
            fputc('"', out);
        }
    }
    fputc('\n', out);
}

static void end_law(void)
{
    for (size_t i = 0; i < law_run.count; i++)
        __real_free(law_run.inputs[i].bytes);
    memset(&law_run, 0, sizeof law_run);
}

bool holds_for_all(law_fn law, const struct domain *domains, size_t domain_count, uint64_t seed, unsigned tries)
{
    uint64_t state = seed;
    bool holds = true;
    end_law();
    law_run.domains = domains;
    law_run.count = domain_count < MAX_INPUTS ? domain_count : MAX_INPUTS;
    law_run.seed = seed;
    law_run.is_running = true;
    for (law_run.try = 1; holds && law_run.try <= tries; law_run.try++) {
        draw_inputs(&state);
        holds = law_holds(law);
        if (holds)
            continue;
        unsigned shrinks = 0;
        while (shrinks < MAX_SHRINKS && shrink_once(law, &shrinks))
            ;
        print_counterexample();
    }
    end_law();
    return holds;
}

/* ---- runner ------------------------------------------------------------------------------------------------------ */

struct test_state {
    const struct suite_test *test;
    CU_pTest registered;
    const char *crash; /* NULL: none */
    double seconds;
    unsigned failures;
};

static struct {
    const struct suite *suite;
    struct test_state *states; /* in order of running */
    size_t count;
    unsigned char *first_values; /* of the suite's variables, one after the other */
    const char *only[64];
    size_t only_count;
    const char *junit;
    uint64_t shuffle; /* 0: in the order written */
    bool is_list, is_stop, is_trace, is_reversed;
} run;

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void keep_first_values(void)
{
    size_t size = 0;
    for (size_t i = 0; i < run.suite->variable_count; i++)
        size += run.suite->variables[i].size;
    unsigned char *at = run.first_values = (unsigned char *)new_bytes(size);
    for (size_t i = 0; i < run.suite->variable_count; at += run.suite->variables[i].size, i++)
        memcpy(at, run.suite->variables[i].address, run.suite->variables[i].size);
}

static void put_back_first_values(void)
{
    const unsigned char *at = run.first_values;
    for (size_t i = 0; i < run.suite->variable_count; at += run.suite->variables[i].size, i++)
        memcpy(run.suite->variables[i].address, at, run.suite->variables[i].size);
}

static void set_up(void)
{
    put_back_first_values();
    memset(&suite_log, 0, sizeof suite_log);
    blocks.test++;
    blocks.in_use = blocks.taken = 0;
    blocks.failing = NO_ALLOCATION;
    srand(1);
    errno = 0;
}

static struct test_state *current_state(void)
{
    CU_pTest test = CU_get_current_test();
    size_t i = 0;
    while (i + 1 < run.count && run.states[i].registered != test)
        i++;
    return &run.states[i];
}

/* What CUnit calls for every test. */
static void run_current_test(void)
{
    struct test_state *state = current_state();
    set_up();
    if (run.is_trace)
        fprintf(stderr, "suite: begin %s\n", state->test->name);
    state->seconds = now_s();
    int signal = sigsetjmp(recovery, 1);
    if (signal == 0) {
        is_recoverable = 1;
        limit_time(time_limit_s);
        state->test->run();
        return;
    }
    limit_time(0);
    unlock_blocks();
    state->crash = signal_text(signal);
    if (law_run.is_running)
        print_counterexample();
    CU_assertImplementation(CU_FALSE, 0, (char *)(uintptr_t)state->crash, (char *)(uintptr_t)state->test->group, "",
                            CU_FALSE);
}

/* Called also after an assertion that ended the test. */
static void after_test(const CU_pTest test, const CU_pSuite suite, const CU_pFailureRecord first)
{
    (void)test, (void)suite;
    is_recoverable = 0;
    limit_time(0);
    blocks.failing = NO_ALLOCATION;
    struct test_state *state = current_state();
    state->seconds = now_s() - state->seconds;
    close_temporary_files();
    end_law();
    if (run.is_trace)
        fprintf(stderr, "suite: end %s, %zu of %zu blocks left\n", state->test->name, blocks.in_use, blocks.taken);
    for (CU_pFailureRecord failure = first; failure; failure = failure->pNext) {
        if (state->failures++ == 0)
            fprintf(out, "%s\n", state->test->name);
        if (failure->uiLineNumber)
            fprintf(out, "    %s:%u: %s\n", failure->strFileName, failure->uiLineNumber, failure->strCondition);
        else
            fprintf(out, "    %s\n", failure->strCondition);
    }
    if (run.is_stop && state->failures) {
        fflush(out);
        _exit(EXIT_FAILURE);
    }
}

static void write_escaped(FILE *file, const char *text)
{
    for (; *text; text++) {
        if (strchr("<>&\"'", *text))
            fprintf(file, "&#%d;", *text);
        else
            fputc((unsigned char)*text < ' ' ? ' ' : *text, file);
    }
}

static void write_failures(FILE *file, const struct test_state *state)
{
    for (CU_pFailureRecord failure = CU_get_failure_list(); failure; failure = failure->pNext) {
        if (failure->pTest != state->registered)
            continue;
        fprintf(file, "\n      <%s message=\"", state->crash ? "error" : "failure");
        write_escaped(file, failure->strCondition);
        fputs("\">", file);
        write_escaped(file, failure->strFileName);
        fprintf(file, ":%u</%s>", failure->uiLineNumber, state->crash ? "error" : "failure");
    }
}

static void write_junit(const char *path)
{
    unsigned failed = 0, crashed = 0;
    double seconds = 0;
    for (size_t i = 0; i < run.count; i++) {
        crashed += run.states[i].crash != NULL;
        failed += run.states[i].failures && !run.states[i].crash;
        seconds += run.states[i].seconds;
    }
    FILE *file = fopen(path, "w");
    if (!file) {
        fprintf(stderr, "'%s': %s\n", path, strerror(errno));
        exit(2);
    }
    fprintf(file,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
            "  <testsuite name=\"%s\" tests=\"%zu\" failures=\"%u\" errors=\"%u\" time=\"%.3f\">\n",
            run.suite->name, run.count, failed, crashed, seconds);
    for (size_t i = 0; i < run.count; i++) {
        const struct test_state *state = &run.states[i];
        fprintf(file, "    <testcase classname=\"%s.%s\" name=\"%s\" time=\"%.3f\">", run.suite->name,
                state->test->group, state->test->name, state->seconds);
        write_failures(file, state);
        fputs("</testcase>\n", file);
    }
    fputs("  </testsuite>\n</testsuites>\n", file);
    if (__real_fclose(file) != 0)
        exit(2);
}

static bool is_wanted(const struct suite_test *test)
{
    for (size_t i = 0; i < run.only_count; i++)
        if (fnmatch(run.only[i], test->name, 0) == 0)
            return true;
    return run.only_count == 0;
}

static void swap_tests(size_t a, size_t b)
{
    struct test_state kept = run.states[a];
    run.states[a] = run.states[b];
    run.states[b] = kept;
}

static void choose_tests(void)
{
    run.states = __real_calloc(run.suite->test_count + 1, sizeof *run.states);
    for (size_t i = 0; run.states && i < run.suite->test_count; i++)
        if (is_wanted(&run.suite->tests[i]))
            run.states[run.count++].test = &run.suite->tests[i];
    for (size_t i = 0; run.is_reversed && i < run.count / 2; i++)
        swap_tests(i, run.count - 1 - i);
    uint64_t state = run.shuffle;
    for (size_t i = run.count; run.shuffle && i > 1; i--)
        swap_tests(i - 1, next_random(&state) % i);
}

/* One CUnit suite a function; in another order one for all, as CUnit runs a suite's tests together. */
static bool register_tests(void)
{
    CU_pSuite suite = NULL;
    for (size_t i = 0; i < run.count; i++) {
        const char *group = run.shuffle || run.is_reversed ? run.suite->name : run.states[i].test->group;
        if (!suite || (strcmp(suite->pName, group) != 0 && !(suite = CU_get_suite(group))))
            suite = CU_add_suite(group, NULL, NULL);
        run.states[i].registered = suite ? CU_add_test(suite, run.states[i].test->name, run_current_test) : NULL;
        if (!run.states[i].registered)
            return false;
    }
    return true;
}

static const char *value_of(char **argv, int *i, const char *option)
{
    if (strcmp(argv[*i], option) != 0)
        return NULL;
    if (!argv[*i + 1]) {
        fprintf(stderr, "%s: a value is missing\n", option);
        exit(2);
    }
    return argv[++*i];
}

static void read_options(int argc, char **argv)
{
    const char *value = getenv("SUITE_SHUFFLE");
    run.shuffle = value ? strtoull(value, NULL, 10) : 0;
    value = getenv("SUITE_FILL");
    blocks.fill = value ? (int)strtoul(value, NULL, 0) & 0xff : -1;
    value = getenv("SUITE_TIME_LIMIT");
    time_limit_s = value && atoi(value) > 0 ? (unsigned)atoi(value) : time_limit_s;
    run.is_stop = getenv("SUITE_STOP") != NULL;
    run.is_trace = getenv("SUITE_TRACE") != NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--list") == 0)
            run.is_list = true;
        else if (strcmp(argv[i], "--reverse") == 0)
            run.is_reversed = true;
        else if (strcmp(argv[i], "--stop") == 0)
            run.is_stop = true;
        else if ((value = value_of(argv, &i, "--junit")))
            run.junit = value;
        else if ((value = value_of(argv, &i, "--shuffle")))
            run.shuffle = strtoull(value, NULL, 10);
        else if ((value = value_of(argv, &i, "--only")) && run.only_count < sizeof run.only / sizeof *run.only)
            run.only[run.only_count++] = value;
        else {
            fprintf(stderr, "usage: %s [--list] [--only NAME] [--reverse] [--shuffle N] [--junit FILE] [--stop]\n",
                    argv[0]);
            exit(2);
        }
    }
}

static void silence_the_unit(void)
{
    out = fdopen(dup(STDOUT_FILENO), "w");
    setvbuf(out, NULL, _IOLBF, 0);
    int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDIN_FILENO);
    close(nothing);
}

static int report(void)
{
    unsigned failed = 0;
    for (size_t i = 0; i < run.count; i++)
        failed += run.states[i].failures > 0;
    if (run.junit)
        write_junit(run.junit);
    fprintf(out, "%s: %zu tests, %u failed, %u assertions", run.suite->name, run.count, failed,
            CU_get_number_of_asserts());
    fprintf(out, run.shuffle ? ", order %llu\n" : "\n", (unsigned long long)run.shuffle);
    if (run.count == 0)
        fputs("no test was run\n", out);
    return failed || run.count == 0 || CU_get_number_of_tests_run() != run.count ? EXIT_FAILURE : EXIT_SUCCESS;
}

int suite_run(const struct suite *suite, int argc, char **argv)
{
    run.suite = suite;
    read_options(argc, argv);
    choose_tests();
    for (size_t i = 0; run.is_list && i < run.count; i++)
        puts(run.states[i].test->name);
    int code = EXIT_SUCCESS;
    if (!run.is_list) {
        setenv("TZ", "UTC", 1);
        keep_first_values();
        silence_the_unit();
        catch_fatal_signals();
        code = CU_initialize_registry() == CUE_SUCCESS && register_tests() ? EXIT_SUCCESS : 2;
        CU_set_test_complete_handler(after_test);
        if (code == EXIT_SUCCESS && CU_run_all_tests() == CUE_SUCCESS)
            code = report();
        CU_cleanup_registry();
        __real_fclose(out);
        __real_free(run.first_values);
        free_all_blocks();
    }
    __real_free(run.states);
    return code;
}
