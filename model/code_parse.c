/* Records of types, functions and globals. */
#include "fact_parser.h"

static void read_field(struct fact_parser *p, struct type_field *field)
{
    struct fact_reader *r = &p->reader;
    field->name = "";
    field->type = NO_ID;
    fact_open(r, '{');
    while (fact_next_key(r)) {
        if (fact_is_key(r, "type")) {
            field->type = fact_read_id(r, p->facts->type_count);
        } else if (fact_is_key(r, "name")) {
            field->name = fact_read_text(r);
        } else if (fact_is_key(r, "offset")) {
            field->offset_bits = fact_read_uint(r, UINT64_MAX);
        } else if (fact_is_key(r, "width")) {
            field->is_bit_field = true;
            field->bit_width = fact_read_u32(r);
        } else {
            fact_skip(r);
        }
    }
}

static void read_fields(struct fact_parser *p, struct fact_type *type)
{
    type->fields = fact_open_items(p, sizeof *type->fields, &type->field_count);
    for (uint32_t i = 0; fact_next_item(&p->reader) && i < type->field_count; i++)
        read_field(p, &type->fields[i]);
}

static void read_enumerators(struct fact_parser *p, struct fact_type *type)
{
    struct fact_reader *r = &p->reader;
    type->enumerators = fact_open_items(p, sizeof *type->enumerators, &type->enumerator_count);
    for (uint32_t i = 0; fact_next_item(r) && i < type->enumerator_count; i++) {
        fact_open(r, '[');
        type->enumerators[i].name = fact_next_item(r) ? fact_read_text(r) : "";
        type->enumerators[i].value = fact_next_int(r, INT64_MIN, INT64_MAX);
        fact_close_array(r);
    }
}

static void read_type_params(struct fact_parser *p, struct fact_type *type)
{
    type->params = fact_open_items(p, sizeof *type->params, &type->param_count);
    for (uint32_t i = 0; fact_next_item(&p->reader) && i < type->param_count; i++)
        type->params[i] = fact_read_id(&p->reader, p->facts->type_count);
}

void parse_type(struct fact_parser *p, void *item)
{
    struct fact_reader *r = &p->reader;
    struct fact_type *type = item;
    type->spelling = type->name = "";
    type->kind = TYPE_OTHER;
    type->target = type->place.file = NO_ID;
    while (fact_next_key(r)) {
        if (fact_is_key(r, "kind"))
            type->kind = (uint8_t)fact_read_word(r, type_kind_words, TYPE_KIND_COUNT);
        else if (fact_is_key(r, "spelling"))
            type->spelling = fact_read_text(r);
        else if (fact_is_key(r, "name"))
            type->name = fact_read_text(r);
        else if (fact_is_key(r, "flags"))
            type->flags = fact_read_u32(r);
        else if (fact_is_key(r, "size"))
            type->size_bytes = fact_read_uint(r, UINT64_MAX);
        else if (fact_is_key(r, "align"))
            type->align_bytes = fact_read_u32(r);
        else if (fact_is_key(r, "target"))
            type->target = fact_read_id(r, p->facts->type_count);
        else if (fact_is_key(r, "count"))
            type->count = fact_read_uint(r, UINT64_MAX);
        else if (fact_is_key(r, "params"))
            read_type_params(p, type);
        else if (fact_is_key(r, "fields"))
            read_fields(p, type);
        else if (fact_is_key(r, "enumerators"))
            read_enumerators(p, type);
        else if (fact_is_key(r, "place"))
            type->place = fact_read_place(r);
        else
            fact_skip(r);
    }
}

static void read_param(struct fact_parser *p, struct fact_param *param)
{
    struct fact_reader *r = &p->reader;
    param->name = "";
    param->type = param->place.file = NO_ID;
    fact_open(r, '{');
    while (fact_next_key(r)) {
        if (fact_is_key(r, "type"))
            param->type = fact_read_id(r, p->facts->type_count);
        else if (fact_is_key(r, "name"))
            param->name = fact_read_text(r);
        else if (fact_is_key(r, "count"))
            param->declared_count = fact_read_uint(r, UINT64_MAX);
        else if (fact_is_key(r, "nonnull"))
            param->is_nonnull = fact_read_bool(r);
        else if (fact_is_key(r, "place"))
            param->place = fact_read_place(r);
        else
            fact_skip(r);
    }
}

static void read_params(struct fact_parser *p, struct fact_function *function)
{
    function->params = fact_open_items(p, sizeof *function->params, &function->param_count);
    for (uint32_t i = 0; fact_next_item(&p->reader) && i < function->param_count; i++)
        read_param(p, &function->params[i]);
}

static void read_metrics(struct fact_reader *r, struct fact_metrics *metrics)
{
    uint32_t *const numbers[] = {&metrics->lines,     &metrics->statements, &metrics->cyclomatic,
                                 &metrics->cognitive, &metrics->nesting,    &metrics->params};
    fact_open(r, '[');
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        *numbers[i] = (uint32_t)fact_next_int(r, 0, UINT32_MAX);
    fact_close_array(r);
}

/* The fields that tell what kind of function it is; false when the key is none of them. */
static bool parse_function_flag(struct fact_reader *r, struct fact_function *function)
{
    bool *const flags[] = {&function->is_defined, &function->is_builtin,  &function->is_system,
                           &function->is_inline,  &function->is_variadic, &function->is_named_in_data};
    static const char *const keys[] = {"defined", "builtin", "system", "inline", "variadic", "named_in_data"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (fact_is_key(r, keys[i])) {
            *flags[i] = fact_read_bool(r);
            return true;
        }
    return false;
}

static void parse_function_field(struct fact_parser *p, struct fact_function *function)
{
    struct fact_reader *r = &p->reader;
    if (fact_is_key(r, "id"))
        function->id = fact_read_text(r);
    else if (fact_is_key(r, "name"))
        function->name = fact_read_text(r);
    else if (fact_is_key(r, "linkage"))
        function->linkage = (uint8_t)fact_read_word(r, linkage_words, LINKAGE_COUNT);
    else if (fact_is_key(r, "type"))
        function->type = fact_read_id(r, p->facts->type_count);
    else if (fact_is_key(r, "result"))
        function->result_type = fact_read_id(r, p->facts->type_count);
    else if (fact_is_key(r, "params"))
        read_params(p, function);
    else if (fact_is_key(r, "attributes"))
        function->attributes = fact_read_u32(r);
    else if (fact_is_key(r, "format_index"))
        function->format_index = fact_read_u32(r);
    else if (fact_is_key(r, "doc"))
        function->doc = fact_read_text(r);
    else if (fact_is_key(r, "digest"))
        fact_read_digest(r, function->digest);
    else if (fact_is_key(r, "token_hash"))
        function->token_hash = fact_read_uint(r, UINT64_MAX);
    else if (fact_is_key(r, "metrics"))
        read_metrics(r, &function->metrics);
    else if (fact_is_key(r, "unit"))
        function->unit = fact_read_id(r, p->facts->unit_count);
    else if (fact_is_key(r, "range"))
        function->range = fact_read_range(r);
    else if (!parse_function_flag(r, function) && !parse_graph_field(p, function))
        fact_skip(r);
}

void parse_function(struct fact_parser *p, void *item)
{
    struct fact_function *function = item;
    function->id = function->doc = "";
    p->text_count = 0;
    function->type = function->result_type = function->unit = function->range.file = NO_ID;
    while (fact_next_key(&p->reader))
        parse_function_field(p, function);
    if (!function->name)
        function->name = function->id;
    uint32_t node = 0;
    const char *fault = p->reader.status == STATUS_OK ? graph_fault(p->facts, function, &node) : NULL;
    if (fault)
        fact_fail(&p->reader, "'%.100s', node %u: %s", function->id, node, fault);
}

void parse_global(struct fact_parser *p, void *item)
{
    struct fact_reader *r = &p->reader;
    struct fact_global *global = item;
    global->id = "";
    global->type = global->function = global->range.file = NO_ID;
    while (fact_next_key(r)) {
        if (fact_is_key(r, "id"))
            global->id = fact_read_text(r);
        else if (fact_is_key(r, "name"))
            global->name = fact_read_text(r);
        else if (fact_is_key(r, "type"))
            global->type = fact_read_id(r, p->facts->type_count);
        else if (fact_is_key(r, "linkage"))
            global->linkage = (uint8_t)fact_read_word(r, linkage_words, LINKAGE_COUNT);
        else if (fact_is_key(r, "defined"))
            global->is_defined = fact_read_bool(r);
        else if (fact_is_key(r, "system"))
            global->is_system = fact_read_bool(r);
        else if (fact_is_key(r, "thread_local"))
            global->is_thread_local = fact_read_bool(r);
        else if (fact_is_key(r, "local_static"))
            global->is_local_static = fact_read_bool(r);
        else if (fact_is_key(r, "function"))
            global->function = fact_read_id(r, p->facts->function_count);
        else if (fact_is_key(r, "initialiser"))
            global->has_initialiser = fact_read_bool(r);
        else if (fact_is_key(r, "attributes"))
            global->attributes = fact_read_u32(r);
        else if (fact_is_key(r, "range"))
            global->range = fact_read_range(r);
        else
            fact_skip(r);
    }
    if (!global->name)
        global->name = global->id;
}

void parse_declaration(struct fact_parser *p, void *item)
{
    struct fact_reader *r = &p->reader;
    struct fact_declaration *declaration = item;
    declaration->function = declaration->global = declaration->type = declaration->range.file = NO_ID;
    while (fact_next_key(r)) {
        if (fact_is_key(r, "function"))
            declaration->function = fact_read_id(r, p->facts->function_count);
        else if (fact_is_key(r, "global"))
            declaration->global = fact_read_id(r, p->facts->global_count);
        else if (fact_is_key(r, "type"))
            declaration->type = fact_read_id(r, p->facts->type_count);
        else if (fact_is_key(r, "definition"))
            declaration->is_definition = fact_read_bool(r);
        else if (fact_is_key(r, "extern"))
            declaration->is_extern = fact_read_bool(r);
        else if (fact_is_key(r, "from_macro"))
            declaration->is_from_macro = fact_read_bool(r);
        else if (fact_is_key(r, "range"))
            declaration->range = fact_read_range(r);
        else
            fact_skip(r);
    }
}
