#include "cet/exec/process.h"

#include <string.h>

#include "child.h"

enum status process_run(const struct process_request *request, struct process_result *ret, struct error *err)
{
    struct child child;
    struct child *children[] = {&child};
    enum status status = child_start(&child, request, err);
    if (status != STATUS_OK)
        return status;
    while (!child_has_ended(&child))
        children_wait(children, 1);
    return child_finish(&child, ret, err);
}

void process_result_release(struct process_result *result)
{
    strbuf_release(&result->output);
    strbuf_release(&result->error_output);
    strbuf_release(&result->report);
    memset(result, 0, sizeof *result);
}

bool process_succeeded(const struct process_result *result)
{
    return result->end == PROCESS_EXITED && result->exit_code == 0;
}

void process_describe(const struct process_result *result, struct strbuf *out)
{
    const char *name;
    switch (result->end) {
    case PROCESS_NOT_STARTED:
        strbuf_add_text(out, "not started");
        break;
    case PROCESS_EXITED:
        strbuf_printf(out, "exit code %d", result->exit_code);
        break;
    case PROCESS_SIGNALLED:
        name = sigabbrev_np(result->signal);
        if (name)
            strbuf_printf(out, "killed by SIG%s", name);
        else
            strbuf_printf(out, "killed by signal %d", result->signal);
        break;
    case PROCESS_TIMED_OUT:
        strbuf_printf(out, "stopped after %.1f s", (double)result->wall_ms / 1000);
        break;
    case PROCESS_OUTPUT_LIMIT:
        strbuf_add_text(out, "stopped for too much output");
        break;
    case PROCESS_MEMORY_LIMIT:
        strbuf_add_text(out, "stopped for too much memory");
        break;
    case PROCESS_CANCELLED:
        strbuf_add_text(out, "interrupted");
        break;
    }
}
