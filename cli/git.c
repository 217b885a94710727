#include "git.h"

#include <string.h>

#include "cet/core/memory.h"
#include "cet/exec/process.h"

#define GIT_MAX_BYTES (256u << 20)
#define GIT_TIMEOUT_MS 60000

enum status git_ask(const struct git_request *request, struct strbuf *out, struct error *err)
{
    SCOPED(process_result_release) struct process_result result = {0};
    enum status status = process_run(&(struct process_request){.argv = request->argv,
                                                               .folder = request->folder,
                                                               .environment = request->environment,
                                                               .timeout_ms = GIT_TIMEOUT_MS,
                                                               .output_max_bytes = GIT_MAX_BYTES},
                                     &result, err);
    if (status != STATUS_OK)
        return status;
    if (!process_succeeded(&result)) {
        const char *said = strbuf_text(&result.error_output);
        return error_set(err, STATUS_INVALID, "git %s fails: %.*s", request->argv[1], (int)strcspn(said, "\n"), said);
    }
    strbuf_add(out, result.output.bytes, result.output.length);
    return STATUS_OK;
}

enum status git_ask_line(const struct git_request *request, struct strbuf *out, struct error *err)
{
    enum status status = git_ask(request, out, err);
    while (status == STATUS_OK && out->length && out->bytes[out->length - 1] == '\n')
        out->bytes[--out->length] = '\0';
    return status;
}

enum status git_top(struct strbuf *out, struct error *err)
{
    static const char *const words[] = {"git", "rev-parse", "--show-toplevel", NULL};
    return git_ask_line(&(struct git_request){.argv = words}, out, err);
}
