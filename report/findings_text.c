#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/report/findings.h"
#include "harmless_text.h"
#include "source_lines.h"

#define MAX_SHOWN_BYTES 240 /* of a source line */

static void add_caret(struct strbuf *out, const char *text, size_t length, uint32_t column, uint32_t end_column)
{
    strbuf_add_text(out, "      | ");
    for (uint32_t i = 1; i < column; i++)
        if (((unsigned char)text[i - 1] & 0xc0) != 0x80) /* one blank for each character */
            strbuf_add_char(out, text[i - 1] == '\t' ? '\t' : ' ');
    strbuf_add_char(out, '^');
    for (uint32_t i = column + 1; i < end_column && i <= length; i++)
        if (((unsigned char)text[i - 1] & 0xc0) != 0x80)
            strbuf_add_char(out, '~');
    strbuf_add_char(out, '\n');
}

static void add_source(struct strbuf *out, const struct source_lines *lines, const struct finding *finding)
{
    size_t length;
    const char *text = source_lines_get(lines, finding->line, &length);
    if (!text || finding->column > length || finding->column > MAX_SHOWN_BYTES)
        return;
    if (length > MAX_SHOWN_BYTES)
        length = MAX_SHOWN_BYTES;
    strbuf_printf(out, "%5u | ", finding->line);
    harmless_text_add(out, text, length);
    strbuf_add_char(out, '\n');
    if (finding->column)
        add_caret(out, text, length, finding->column, finding->end_line == finding->line ? finding->end_column : 0);
}

static void add_place(struct strbuf *out, const char *path, const char *root, uint32_t line, uint32_t column)
{
    strbuf_printf(out, "%s:", root ? path_below(path, root) : path);
    if (line)
        strbuf_printf(out, "%u:", line);
    if (line && column)
        strbuf_printf(out, "%u:", column);
    strbuf_add_char(out, ' ');
}

void report_findings_text(const struct finding_set *findings, const char *root, struct strbuf *out)
{
    SCOPED(source_lines_release) struct source_lines lines = {0};
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->state != FINDING_SHOWN)
            continue;
        add_place(out, finding->path, root, finding->line, finding->column);
        strbuf_printf(out, "%s: ", finding_level_text(finding->level));
        harmless_text_add(out, finding->message, strlen(finding->message));
        strbuf_add_text(out, " [");
        harmless_text_add(out, finding->rule, strlen(finding->rule));
        strbuf_add_text(out, "]");
        if (*finding->source && strcmp(finding->source, "cet") != 0)
            strbuf_printf(out, " (%s)", finding->source);
        strbuf_add_char(out, '\n');
        source_lines_load(&lines, finding->path);
        add_source(out, &lines, finding);
        for (uint32_t n = 0; n < finding->note_count; n++) {
            const struct finding_note *note = &finding->notes[n];
            add_place(out, note->path, root, note->line, note->column);
            strbuf_add_text(out, "note: ");
            harmless_text_add(out, note->message, strlen(note->message));
            strbuf_add_char(out, '\n');
        }
    }
}
