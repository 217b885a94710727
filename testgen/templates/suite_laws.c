/* Laws tried on drawn inputs; the first input that breaks one is made small. */
#include "suite_parts.h"

#define MAX_INPUTS 16
#define MAX_SHRINKS 2000

static struct {
    const struct suite_domain *domains;
    struct suite_input inputs[MAX_INPUTS];
    size_t count;
    unsigned try;
    uint64_t seed;
    bool is_running;
} law_run;

/* splitmix64: the same seed gives the same inputs everywhere. */
uint64_t suite_next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static int64_t draw_int(int64_t low, int64_t high, uint64_t *state)
{
    uint64_t span = (uint64_t)high - (uint64_t)low, random = suite_next_random(state);
    switch (suite_next_random(state) % 8) { /* the ends and small numbers more often than chance would have them */
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

static void draw_input(const struct suite_domain *domain, struct suite_input *in, uint64_t *state)
{
    switch (domain->kind) {
    case SUITE_ANY_INT:
        in->number = draw_int(domain->low, domain->high, state);
        break;
    case SUITE_ANY_REAL:
        in->real = domain->real_low +
                   (domain->real_high - domain->real_low) * ((double)(suite_next_random(state) >> 11) * 0x1.0p-53);
        break;
    case SUITE_ANY_TEXT:
    case SUITE_ANY_BYTES:
        in->length = (size_t)draw_int(domain->low, domain->high, state);
        in->bytes = new_bytes(in->length);
        for (size_t i = 0; i < in->length; i++) {
            uint64_t random = suite_next_random(state);
            in->bytes[i] =
                domain->kind == SUITE_ANY_BYTES ? (char)random : domain->alphabet[random % strlen(domain->alphabet)];
        }
        break;
    case SUITE_BUFFER:
        in->length = (size_t)domain->low;
        in->bytes = new_bytes(in->length);
        memset(in->bytes, '#', in->length);
        break;
    case SUITE_LENGTH_OF:
        break;
    }
}

static void draw_inputs(uint64_t *state)
{
    for (size_t i = 0; i < law_run.count; i++) {
        __real_free(law_run.inputs[i].bytes);
        law_run.inputs[i] = (struct suite_input){0};
        draw_input(&law_run.domains[i], &law_run.inputs[i], state);
    }
}

/* The law gets copies in blocks of exactly their size, so that it may write and a sanitizer sees overruns. */
static bool law_holds(suite_law_fn law)
{
    struct suite_input copies[MAX_INPUTS];
    for (size_t i = 0; i < law_run.count; i++) {
        const struct suite_domain *domain = &law_run.domains[i];
        copies[i] = law_run.inputs[i];
        if (domain->kind == SUITE_LENGTH_OF)
            law_run.inputs[i].number = copies[i].number = (int64_t)law_run.inputs[domain->low].length;
        if (!copies[i].bytes)
            continue;
        size_t size = copies[i].length + (domain->kind == SUITE_ANY_TEXT);
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

static bool still_breaks(suite_law_fn law, unsigned *shrinks)
{
    return ++*shrinks <= MAX_SHRINKS && !law_holds(law);
}

static bool shrink_number(suite_law_fn law, size_t i, unsigned *shrinks)
{
    const struct suite_domain *domain = &law_run.domains[i];
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

static bool drop_bytes(suite_law_fn law, size_t i, unsigned *shrinks)
{
    struct suite_input *in = &law_run.inputs[i];
    size_t min = (size_t)law_run.domains[i].low;
    for (size_t n = in->length / 2 ? in->length / 2 : 1; n > 0 && in->length >= min + n; n /= 2) {
        for (size_t at = 0; at + n <= in->length; at++) {
            struct suite_input was = *in;
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

static bool simplify_bytes(suite_law_fn law, size_t i, unsigned *shrinks)
{
    struct suite_input *in = &law_run.inputs[i];
    char simplest = law_run.domains[i].kind == SUITE_ANY_TEXT ? law_run.domains[i].alphabet[0] : '\0';
    for (size_t at = 0; at < in->length; at++) {
        char was = in->bytes[at];
        in->bytes[at] = simplest;
        if (was != simplest && still_breaks(law, shrinks))
            return true;
        in->bytes[at] = was;
    }
    return false;
}

static bool shrink_once(suite_law_fn law, unsigned *shrinks)
{
    for (size_t i = 0; i < law_run.count; i++) {
        enum suite_domain_kind kind = law_run.domains[i].kind;
        if (kind == SUITE_ANY_INT && shrink_number(law, i, shrinks))
            return true;
        if ((kind == SUITE_ANY_TEXT || kind == SUITE_ANY_BYTES) &&
            (drop_bytes(law, i, shrinks) || simplify_bytes(law, i, shrinks)))
            return true;
    }
    return false;
}

void suite_print_counterexample(void)
{
    fprintf(suite_out, "    counterexample (seed %llu, try %u):", (unsigned long long)law_run.seed, law_run.try);
    for (size_t i = 0; i < law_run.count; i++) {
        const struct suite_input *in = &law_run.inputs[i];
        fputs(i ? ", " : " ", suite_out);
        if (law_run.domains[i].kind == SUITE_ANY_REAL)
            fprintf(suite_out, "%.17g", in->real);
        else if (law_run.domains[i].kind == SUITE_BUFFER)
            fprintf(suite_out, "room for %zu bytes", in->length);
        else if (!in->bytes)
            fprintf(suite_out, "%lld", (long long)in->number);
        else {
            fputc('"', suite_out);
            for (size_t k = 0; k < in->length; k++) {
                unsigned char c = (unsigned char)in->bytes[k];
                fprintf(suite_out, c == '"' || c == '\\' ? "\\%c" : c >= ' ' && c < 0x7f ? "%c" : "\\%03o", c);
            }
            fputc('"', suite_out);
        }
    }
    fputc('\n', suite_out);
}

void suite_end_law(void)
{
    for (size_t i = 0; i < law_run.count; i++)
        __real_free(law_run.inputs[i].bytes);
    memset(&law_run, 0, sizeof law_run);
}

bool suite_holds_for_all(suite_law_fn law, const struct suite_domain *domains, size_t domain_count, uint64_t seed,
                         unsigned tries)
{
    uint64_t state = seed;
    bool holds = true;
    suite_end_law();
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
        suite_print_counterexample();
    }
    suite_end_law();
    return holds;
}

bool suite_is_law_running(void)
{
    return law_run.is_running;
}
