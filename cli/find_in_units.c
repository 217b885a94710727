#include "find_in_units.h"

#include "ask_analysers.h"
#include "cet/core/memory.h"

void found_release(struct found *found)
{
    if (!found)
        return;
    facts_release(&found->facts);
    finding_set_release(&found->findings);
    unread_units_release(&found->unread);
}

static void check(const struct find_request *request, struct found *found)
{
    SCOPED(finding_set_release) struct finding_set silenced = {0};
    struct check_options options = request->checks;
    options.silenced = &silenced;
    options.has_gaps = found->unread.count > 0;
    options.is_part |= options.has_gaps;
    check_run(&found->facts, &options, &found->findings);
    for (size_t i = 0; i < silenced.count; i++)
        finding_set_add(&found->findings, &silenced.items[i]);
}

static enum status read_in(const struct workplace *workplace, const struct find_request *request,
                           struct found *ret_found, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf messages = {0};
    const struct source_units *units = request->units;
    enum status status = read_facts(&(struct read_facts_request){.workplace = workplace,
                                                                 .units = units,
                                                                 .jobs = request->jobs,
                                                                 .progress = request->progress,
                                                                 .unread = &ret_found->unread,
                                                                 .only_whole = request->only_whole},
                                    &ret_found->facts, &messages, err);
    fputs(strbuf_text(&messages), stderr);
    for (size_t i = 0; i < units->absent_count && status == STATUS_OK; i++)
        unread_units_add(&ret_found->unread, units->absent[i], "the file does not exist; build it first");
    return status;
}

enum status read_units(const struct find_request *request, struct found *ret_found, struct error *err)
{
    SCOPED(workplace_close) struct workplace workplace = {0};
    enum status status = workplace_open(request->units, NULL, &workplace, err);
    return status == STATUS_OK ? read_in(&workplace, request, ret_found, err) : status;
}

enum status find_in_units(const struct find_request *request, struct found *ret_found, struct error *err)
{
    SCOPED(workplace_close) struct workplace workplace = {0};
    enum status status = workplace_open(request->units, NULL, &workplace, err);
    if (status == STATUS_OK)
        status = read_in(&workplace, request, ret_found, err);
    if (status != STATUS_OK)
        return status;
    check(request, ret_found);
    if (request->with)
        status = ask_analysers(&(struct ask_request){.workplace = &workplace,
                                                     .units = request->units,
                                                     .list = request->with,
                                                     .level = request->checks.level,
                                                     .jobs = request->jobs,
                                                     .progress = request->progress},
                               &ret_found->facts, &ret_found->findings, &ret_found->unread, err);
    if (status != STATUS_OK)
        return status;
    finding_set_sort(&ret_found->findings);
    finding_set_fingerprint(&ret_found->findings);
    return STATUS_OK;
}
