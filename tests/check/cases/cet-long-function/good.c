#include <stdio.h>
#include <string.h>

/* A text is no code. */
void print_help(FILE *out)
{
    fputs("usage: count [OPTION]... FILE\n"
          "\n"
          "    --requests N      how many are requests\n"
          "    --answers N       how many are answers\n"
          "    --errors N        how many are errors\n"
          "    --retries N       how many are retries\n"
          "    --timeouts N      how many are timeouts\n"
          "    --opened N        how many are opened\n"
          "    --closed N        how many are closed\n"
          "    --accepted N      how many are accepted\n"
          "    --refused N       how many are refused\n"
          "    --bytes-in N      how many are bytes in\n"
          "    --bytes-out N     how many are bytes out\n"
          "    --packets N       how many are packets\n"
          "    --dropped N       how many are dropped\n"
          "    --queued N        how many are queued\n"
          "    --sent N          how many are sent\n"
          "    --acked N         how many are acked\n"
          "    --lost N          how many are lost\n"
          "    --late N          how many are late\n"
          "    --early N         how many are early\n"
          "    --cached N        how many are cached\n"
          "    --missed N        how many are missed\n"
          "    --evicted N       how many are evicted\n"
          "    --loaded N        how many are loaded\n"
          "    --stored N        how many are stored\n"
          "    --read N          how many are read\n"
          "    --written N       how many are written\n"
          "    --locked N        how many are locked\n"
          "    --waited N        how many are waited\n"
          "    --woken N         how many are woken\n"
          "    --slept N         how many are slept\n"
          "    --forked N        how many are forked\n"
          "    --reaped N        how many are reaped\n"
          "    --mapped N        how many are mapped\n"
          "    --freed N         how many are freed\n"
          "    --no-requests N      how many are requests\n"
          "    --no-answers N       how many are answers\n"
          "    --no-errors N        how many are errors\n"
          "    --no-retries N       how many are retries\n"
          "    --no-timeouts N      how many are timeouts\n"
          "    --no-opened N        how many are opened\n"
          "    --no-closed N        how many are closed\n"
          "    --no-accepted N      how many are accepted\n"
          "    --no-refused N       how many are refused\n"
          "    --no-bytes-in N      how many are bytes in\n"
          "    --no-bytes-out N     how many are bytes out\n"
          "    --no-packets N       how many are packets\n"
          "    --no-dropped N       how many are dropped\n"
          "    --no-queued N        how many are queued\n"
          "    --no-sent N          how many are sent\n"
          "    --no-acked N         how many are acked\n"
          "    --no-lost N          how many are lost\n"
          "    --no-late N          how many are late\n"
          "    --no-early N         how many are early\n"
          "    --no-cached N        how many are cached\n"
          "    --no-missed N        how many are missed\n"
          "    --no-evicted N       how many are evicted\n"
          "    --no-loaded N        how many are loaded\n"
          "    --no-stored N        how many are stored\n"
          "    --no-read N          how many are read\n"
          "    --no-written N       how many are written\n"
          "    --no-locked N        how many are locked\n"
          "    --no-waited N        how many are waited\n"
          "    --no-woken N         how many are woken\n"
          "    --no-slept N         how many are slept\n"
          "    --no-forked N        how many are forked\n"
          "    --no-reaped N        how many are reaped\n"
          "    --no-mapped N        how many are mapped\n"
          "    --no-freed N         how many are freed\n"
          "    --max-requests N      how many are requests\n"
          "    --max-answers N       how many are answers\n"
          "    --max-errors N        how many are errors\n"
          "    --max-retries N       how many are retries\n"
          "    --max-timeouts N      how many are timeouts\n"
          "    --max-opened N        how many are opened\n"
          "    --max-closed N        how many are closed\n"
          "    --max-accepted N      how many are accepted\n"
          "    --max-refused N       how many are refused\n"
          "    --max-bytes-in N      how many are bytes in\n"
          "    --max-bytes-out N     how many are bytes out\n"
          "    --max-packets N       how many are packets\n"
          "    --max-dropped N       how many are dropped\n"
          "    --max-queued N        how many are queued\n"
          "    --max-sent N          how many are sent\n"
          "    --max-acked N         how many are acked\n"
          "    --max-lost N          how many are lost\n"
          "    --max-late N          how many are late\n"
          "    --max-early N         how many are early\n"
          "    --max-cached N        how many are cached\n"
          "    --max-missed N        how many are missed\n"
          "    --max-evicted N       how many are evicted\n"
          "    --max-loaded N        how many are loaded\n"
          "    --max-stored N        how many are stored\n"
          "    --max-read N          how many are read\n"
          "    --max-written N       how many are written\n"
          "    --max-locked N        how many are locked\n"
          "    --max-waited N        how many are waited\n"
          "    --max-woken N         how many are woken\n"
          "    --max-slept N         how many are slept\n"
          "    --max-forked N        how many are forked\n"
          "    --max-reaped N        how many are reaped\n"
          "    --max-mapped N        how many are mapped\n"
          "    --max-freed N         how many are freed\n"
          "\n",
          out);
}

/* A table is no code. */
int number_of(const char *name)
{
    static const struct {
        const char *name;
        int number;
    } names[] = {
        {"requests", 0},
        {"answers", 1},
        {"errors", 2},
        {"retries", 3},
        {"timeouts", 4},
        {"opened", 5},
        {"closed", 6},
        {"accepted", 7},
        {"refused", 8},
        {"bytes_in", 9},
        {"bytes_out", 10},
        {"packets", 11},
        {"dropped", 12},
        {"queued", 13},
        {"sent", 14},
        {"acked", 15},
        {"lost", 16},
        {"late", 17},
        {"early", 18},
        {"cached", 19},
        {"missed", 20},
        {"evicted", 21},
        {"loaded", 22},
        {"stored", 23},
        {"read", 24},
        {"written", 25},
        {"locked", 26},
        {"waited", 27},
        {"woken", 28},
        {"slept", 29},
        {"forked", 30},
        {"reaped", 31},
        {"mapped", 32},
        {"freed", 33},
        {"requests", 34},
        {"answers", 35},
        {"errors", 36},
        {"retries", 37},
        {"timeouts", 38},
        {"opened", 39},
        {"closed", 40},
        {"accepted", 41},
        {"refused", 42},
        {"bytes_in", 43},
        {"bytes_out", 44},
        {"packets", 45},
        {"dropped", 46},
        {"queued", 47},
        {"sent", 48},
        {"acked", 49},
        {"lost", 50},
        {"late", 51},
        {"early", 52},
        {"cached", 53},
        {"missed", 54},
        {"evicted", 55},
        {"loaded", 56},
        {"stored", 57},
        {"read", 58},
        {"written", 59},
        {"locked", 60},
        {"waited", 61},
        {"woken", 62},
        {"slept", 63},
        {"forked", 64},
        {"reaped", 65},
        {"mapped", 66},
        {"freed", 67},
        {"requests", 68},
        {"answers", 69},
        {"errors", 70},
        {"retries", 71},
        {"timeouts", 72},
        {"opened", 73},
        {"closed", 74},
        {"accepted", 75},
        {"refused", 76},
        {"bytes_in", 77},
        {"bytes_out", 78},
        {"packets", 79},
        {"dropped", 80},
        {"queued", 81},
        {"sent", 82},
        {"acked", 83},
        {"lost", 84},
        {"late", 85},
        {"early", 86},
        {"cached", 87},
        {"missed", 88},
        {"evicted", 89},
        {"loaded", 90},
        {"stored", 91},
        {"read", 92},
        {"written", 93},
        {"locked", 94},
        {"waited", 95},
        {"woken", 96},
        {"slept", 97},
        {"forked", 98},
        {"reaped", 99},
        {"mapped", 100},
        {"freed", 101},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, name) == 0)
            return names[i].number;
    return -1;
}

int short_one(int a)
{
    return a + 1;
}
