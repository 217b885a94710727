/* Records of what stands in the source besides code: units, files, macros, comments, constants. */
#include "fact_parser.h"

const char **fact_read_texts(struct fact_parser *p, uint32_t *ret_count)
{
    const char **texts = fact_open_items(p, sizeof *texts, ret_count);
    for (uint32_t i = 0; fact_next_item(&p->reader) && i < *ret_count; i++)
        texts[i] = fact_read_text(&p->reader);
    for (uint32_t i = 0; p->reader.status != STATUS_OK && i < *ret_count; i++)
        texts[i] = "";
    return texts;
}

void parse_unit(struct fact_parser *p, void *item)
{
    struct fact_reader *r = &p->reader;
    struct fact_unit *unit = item;
    unit->main_file = unit->folder = unit->compiler = unit->target = "";
    while (fact_next_key(r)) {
        if (fact_is_key(r, "main_file"))
            unit->main_file = fact_read_text(r);
        else if (fact_is_key(r, "folder"))
            unit->folder = fact_read_text(r);
        else if (fact_is_key(r, "compiler"))
            unit->compiler = fact_read_text(r);
        else if (fact_is_key(r, "target"))
            unit->target = fact_read_text(r);
        else if (fact_is_key(r, "arguments"))
            unit->arguments = fact_read_texts(p, &unit->argument_count);
        else
            fact_skip(r);
    }
}

void parse_file(struct fact_parser *p, void *item)
{
    struct fact_reader *r = &p->reader;
    struct fact_file *file = item;
    file->path = "";
    file->included_by = NO_ID;
    while (fact_next_key(r)) {
        if (fact_is_key(r, "path"))
            file->path = fact_read_text(r);
        else if (fact_is_key(r, "system"))
            file->is_system = fact_read_bool(r);
        else if (fact_is_key(r, "main"))
            file->is_main = fact_read_bool(r);
        else if (fact_is_key(r, "included_by"))
            file->included_by = fact_read_id(r, p->facts->file_count);
        else if (fact_is_key(r, "lines"))
            file->line_count = fact_read_u32(r);
        else if (fact_is_key(r, "digest"))
            fact_read_digest(r, file->digest);
        else
            fact_skip(r);
    }
}

void parse_include(struct fact_parser *p, void *item)
{
    struct fact_reader *r = &p->reader;
    struct fact_include *include = item;
    include->target = NO_ID;
    include->place.file = NO_ID;
    while (fact_next_key(r)) {
        if (fact_is_key(r, "target"))
            include->target = fact_read_id(r, p->facts->file_count);
        else if (fact_is_key(r, "place"))
            include->place = fact_read_place(r);
        else
            fact_skip(r);
    }
}

void parse_constant(struct fact_parser *p, void *item)
{
    struct fact_reader *r = &p->reader;
    struct fact_constant *constant = item;
    constant->bytes = "";
    constant->function = NO_ID;
    constant->place.file = NO_ID;
    while (fact_next_key(r)) {
        if (fact_is_key(r, "string")) {
            constant->is_string = true;
            constant->bytes = fact_read_bytes(r, &constant->length);
        } else if (fact_is_key(r, "value")) {
            constant->value = fact_read_int(r, INT64_MIN, INT64_MAX);
        } else if (fact_is_key(r, "function")) {
            constant->function = fact_read_id(r, p->facts->function_count);
        } else if (fact_is_key(r, "place")) {
            constant->place = fact_read_place(r);
        } else {
            fact_skip(r);
        }
    }
}

void parse_macro(struct fact_parser *p, void *item)
{
    struct fact_reader *r = &p->reader;
    struct fact_macro *macro = item;
    macro->name = macro->body = "";
    macro->range.file = NO_ID;
    while (fact_next_key(r)) {
        if (fact_is_key(r, "name")) {
            macro->name = fact_read_text(r);
        } else if (fact_is_key(r, "body")) {
            macro->body = fact_read_text(r);
        } else if (fact_is_key(r, "function_like")) {
            macro->is_function_like = fact_read_bool(r);
        } else if (fact_is_key(r, "params")) {
            macro->params = fact_read_texts(p, &macro->param_count);
        } else if (fact_is_key(r, "value")) {
            macro->has_value = true;
            macro->value = fact_read_int(r, INT64_MIN, INT64_MAX);
        } else if (fact_is_key(r, "expansions")) {
            macro->expansions = fact_read_u32(r);
        } else if (fact_is_key(r, "system")) {
            macro->is_system = fact_read_bool(r);
        } else if (fact_is_key(r, "range")) {
            macro->range = fact_read_range(r);
        } else {
            fact_skip(r);
        }
    }
}

void parse_comment(struct fact_parser *p, void *item)
{
    struct fact_reader *r = &p->reader;
    struct fact_comment *comment = item;
    comment->text = "";
    comment->range.file = NO_ID;
    while (fact_next_key(r)) {
        if (fact_is_key(r, "text"))
            comment->text = fact_read_text(r);
        else if (fact_is_key(r, "skipped"))
            comment->skipped = fact_read_u32(r);
        else if (fact_is_key(r, "behind_code"))
            comment->is_behind_code = fact_read_bool(r);
        else if (fact_is_key(r, "range"))
            comment->range = fact_read_range(r);
        else
            fact_skip(r);
    }
}

void parse_inactive(struct fact_parser *p, void *item)
{
    struct fact_reader *r = &p->reader;
    struct source_range *range = item;
    range->file = NO_ID;
    while (fact_next_key(r)) {
        if (fact_is_key(r, "range"))
            *range = fact_read_range(r);
        else
            fact_skip(r);
    }
}

void parse_conditional(struct fact_parser *p, void *item)
{
    struct fact_reader *r = &p->reader;
    struct source_place *place = item;
    place->file = NO_ID;
    while (fact_next_key(r)) {
        if (fact_is_key(r, "place"))
            *place = fact_read_place(r);
        else
            fact_skip(r);
    }
}
