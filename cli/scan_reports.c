/* What `cet scan` writes and prints. */
#include <stdlib.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/report/findings.h"
#include "report_rules.h"
#include "scan.h"

void scan_format_sarif(const struct found *found, const char *root, struct strbuf *out)
{
    size_t count;
    SCOPED(memory_free_pointer) struct report_rule *rules = report_rules_list(&count);
    SCOPED(memory_free_pointer) struct report_gap *gaps = memory_new(found->unread.count + 1, sizeof *gaps);
    for (size_t i = 0; i < found->unread.count; i++)
        gaps[i] = (struct report_gap){found->unread.items[i].path, found->unread.items[i].why};
    report_findings_sarif(&found->findings,
                          &(struct sarif_options){.rules = rules,
                                                  .rule_count = count,
                                                  .gaps = gaps,
                                                  .gap_count = found->unread.count,
                                                  .root = root,
                                                  .tool_version = CET_VERSION},
                          out);
}

static enum status write_sarif(const struct found *found, const char *root, const char *path, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    scan_format_sarif(found, root, &text);
    return file_write(path, text.bytes, text.length, err);
}

static enum status write_code_quality(const struct found *found, const char *root, const char *path, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    report_findings_code_quality(&found->findings, root, &text);
    return file_write(path, text.bytes, text.length, err);
}

void scan_print_unread(const struct unread_units *unread, const char *root)
{
    for (size_t i = 0; i < unread->dropped_flags.count; i++)
        fprintf(stderr, "cet scan: clang does not know the flag %s: dropped for %llu files\n",
                unread->dropped_flags.entries[i].key, (unsigned long long)unread->dropped_flags.entries[i].value);
    for (size_t i = 0; i < unread->count; i++)
        fprintf(stderr, "cet scan: '%s' was %s: %s\n", path_below(unread->items[i].path, root),
                unread->items[i].is_read_in_part ? "analysed only in part" : "not analysed", unread->items[i].why);
}

static void print_stale(const struct scan_args *args, const struct scan_baseline *baseline)
{
    if (args->accept_new)
        fprintf(stderr, "cet scan: %zu findings were added to '%s', %zu stale entries taken out\n",
                baseline->accepted_count, args->baseline, baseline->stale_count);
    for (size_t i = 0; i < baseline->baseline.count && !args->accept_new; i++) {
        const struct baseline_entry *entry = &baseline->baseline.entries[i];
        if (entry->is_stale)
            fprintf(stderr, "cet scan: stale in '%s': %s: %s [%s]; --accept-new takes it out\n", args->baseline,
                    entry->path, entry->message, entry->rule);
    }
}

static void print_count(size_t count, const char *what)
{
    if (count)
        printf(", %zu %s", count, what);
}

static void print_summary(const struct found *found)
{
    const struct facts *facts = &found->facts;
    const struct finding_set *findings = &found->findings;
    uint32_t defined = 0, lines = 0, files = 0;
    for (uint32_t i = 0; i < facts->function_count; i++)
        defined += facts->functions[i].is_defined;
    for (uint32_t i = 0; i < facts->file_count; i++)
        if (!facts->files[i].is_system) {
            files++;
            lines += facts->files[i].line_count;
        }
    printf("%u units, %u files, %u lines, %u functions: %zu errors, %zu warnings, %zu refactorings", facts->unit_count,
           files, lines, defined, finding_set_count_level(findings, FINDING_ERROR),
           finding_set_count_level(findings, FINDING_WARNING), finding_set_count_level(findings, FINDING_REFACTORING));
    print_count(finding_set_count_state(findings, FINDING_SILENCED), "silenced");
    print_count(finding_set_count_state(findings, FINDING_IN_BASELINE), "in the baseline");
    print_count(finding_set_count_state(findings, FINDING_UNCHANGED), "not of this change");
    print_count(found->unread.count, "files not analysed, or only in part");
    putchar('\n');
}

enum status scan_report(const struct scan_args *args, const struct found *found, const struct scan_baseline *baseline,
                        struct error *err)
{
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    SCOPED(strbuf_release) struct strbuf text = {0};
    enum status status = STATUS_OK;
    if (args->sarif)
        status = write_sarif(found, here, args->sarif, err);
    if (status == STATUS_OK && args->code_quality)
        status = write_code_quality(found, here, args->code_quality, err);
    if (status != STATUS_OK)
        return status;
    if (args->common.json)
        finding_set_format(&found->findings, &text);
    else
        report_findings_text(&found->findings, here, &text);
    fwrite(strbuf_text(&text), 1, text.length, stdout);
    scan_print_unread(&found->unread, here);
    print_stale(args, baseline);
    if (!args->common.json)
        print_summary(found);
    return STATUS_OK;
}
