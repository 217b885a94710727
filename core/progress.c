#include "cet/core/progress.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/clock.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"

#define REDRAW_MS 100
#define PLAIN_LINE_MS 5000
#define RATE_AFTER_MS 500 /* earlier, rate and time left would be guesses */
#define COLUMNS 79        /* a line that wraps cannot be redrawn */
#define ERASE_LINE "\r\033[K"

static void add_duration(struct strbuf *line, uint64_t seconds)
{
    if (seconds >= 3600)
        strbuf_printf(line, "%" PRIu64 ":%02u:%02u", seconds / 3600, (unsigned)(seconds / 60 % 60),
                      (unsigned)(seconds % 60));
    else
        strbuf_printf(line, "%u:%02u", (unsigned)(seconds / 60), (unsigned)(seconds % 60));
}

static void add_count(struct strbuf *line, const struct progress *progress)
{
    if (progress->total == 0 && progress->done == 0) { /* a step without a count */
        strbuf_printf(line, "%s ...", progress->label);
        return;
    }
    strbuf_printf(line, "%s: %" PRIu64, progress->label, progress->done);
    if (progress->total != 0)
        strbuf_printf(line, "/%" PRIu64 " (%u%%)", progress->total,
                      (unsigned)((double)progress->done * 100 / (double)progress->total));
}

static void add_rate(struct strbuf *line, const struct progress *progress, uint64_t elapsed_ms)
{
    if (progress->done == 0 || elapsed_ms < RATE_AFTER_MS)
        return;
    const double per_second = (double)progress->done * 1000 / (double)elapsed_ms;
    strbuf_printf(line, ", %.*f/s", per_second < 10 ? 1 : 0, per_second);
    if (progress->total > progress->done) {
        strbuf_add_text(line, ", ");
        add_duration(line, (uint64_t)((double)(progress->total - progress->done) / per_second) + 1);
        strbuf_add_text(line, " left");
    }
}

static void show(struct progress *progress, uint64_t now_ms)
{
    SCOPED(strbuf_release) struct strbuf line = {0};
    add_count(&line, progress);
    add_rate(&line, progress, now_ms - progress->started_ms);
    if (progress->is_terminal)
        fprintf(progress->out, ERASE_LINE "%.*s", COLUMNS, strbuf_text(&line));
    else
        fprintf(progress->out, "%s\n", strbuf_text(&line));
    fflush(progress->out);
    progress->shown_ms = now_ms;
}

void progress_begin(struct progress *progress, FILE *out, const char *label, uint64_t total)
{
    const char *terminal = getenv("TERM");
    const uint64_t now_ms = clock_now_ms();
    *progress =
        (struct progress){.out = out,
                          .is_terminal = out && isatty(fileno(out)) && terminal && strcmp(terminal, "dumb") != 0,
                          .label = label,
                          .total = total,
                          .started_ms = now_ms,
                          .shown_ms = now_ms};
    if (progress->is_terminal) /* who looks at it wants to know at once what is waited for */
        show(progress, now_ms);
}

void progress_update(struct progress *progress, uint64_t done)
{
    progress->done = done;
    if (!progress->out)
        return;
    const uint64_t now_ms = clock_now_ms();
    if (now_ms - progress->shown_ms >= (progress->is_terminal ? REDRAW_MS : PLAIN_LINE_MS))
        show(progress, now_ms);
}

void progress_clear(struct progress *progress)
{
    if (!progress->out || !progress->is_terminal)
        return;
    fputs(ERASE_LINE, progress->out);
    fflush(progress->out);
    progress->shown_ms = 0;
}

void progress_end(struct progress *progress)
{
    if (!progress->out)
        return;
    SCOPED(strbuf_release) struct strbuf line = {0};
    const uint64_t elapsed_ms = clock_now_ms() - progress->started_ms;
    strbuf_add_text(&line, progress->label);
    if (progress->total != 0 || progress->done != 0)
        strbuf_printf(&line, ": %" PRIu64, progress->done);
    if (progress->total != 0 && progress->done != progress->total)
        strbuf_printf(&line, " of %" PRIu64, progress->total);
    strbuf_printf(&line, " in %.1f s", (double)elapsed_ms / 1000);
    fprintf(progress->out, "%s%s\n", progress->is_terminal ? ERASE_LINE : "", strbuf_text(&line));
    fflush(progress->out);
    progress->out = NULL; /* a late update is silent */
}
