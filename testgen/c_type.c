#include "c_type.h"

#include <string.h>

#include "cet/core/memory.h"

#define DEPTH_MAX 40u

static bool nameable(const struct facts *facts, uint32_t id, unsigned depth)
{
    if (id >= facts->type_count || depth > DEPTH_MAX)
        return false;
    const struct fact_type *t = &facts->types[id];
    switch (t->kind) {
    case TYPE_STRUCT:
    case TYPE_UNION:
    case TYPE_ENUM:
        return t->name && *t->name;
    case TYPE_POINTER:
    case TYPE_ARRAY:
        return nameable(facts, t->target, depth + 1);
    case TYPE_FUNCTION:
        for (uint32_t i = 0; i < t->param_count; i++)
            if (!nameable(facts, t->params[i], depth + 1))
                return false;
        return nameable(facts, t->target, depth + 1);
    case TYPE_VECTOR:
    case TYPE_OTHER:
        return false;
    default:
        return true;
    }
}

bool c_type_is_nameable(const struct facts *facts, uint32_t type)
{
    return nameable(facts, type, 0);
}

bool c_type_is_va_list(const struct facts *facts, uint32_t type)
{
    for (uint32_t id = type; id < facts->type_count; id = facts->types[id].target) {
        const struct fact_type *t = &facts->types[id];
        if (t->name && strstr(t->name, "va_list"))
            return true;
        if (t->kind != TYPE_TYPEDEF && t->kind != TYPE_POINTER && t->kind != TYPE_ARRAY)
            return false;
    }
    return false;
}

static void add_qualifiers(const struct fact_type *t, struct strbuf *out)
{
    if (t->flags & TYPE_FLAG_CONST)
        strbuf_add_text(out, "const ");
    if (t->flags & TYPE_FLAG_VOLATILE)
        strbuf_add_text(out, "volatile ");
}

static bool is_suffixed(const struct facts *facts, uint32_t type)
{
    uint8_t kind = facts->types[type].kind;
    return kind == TYPE_ARRAY || kind == TYPE_FUNCTION;
}

static void declare_pointer(const struct facts *facts, const struct fact_type *t, const char *inner, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    bool needs_parentheses = is_suffixed(facts, t->target);
    strbuf_add_text(&text, needs_parentheses ? "(*" : "*");
    if (t->flags & TYPE_FLAG_CONST)
        strbuf_add_text(&text, "const ");
    if (t->flags & TYPE_FLAG_VOLATILE)
        strbuf_add_text(&text, "volatile ");
    strbuf_add_text(&text, inner);
    if (needs_parentheses)
        strbuf_add_char(&text, ')');
    c_type_declare(facts, t->target, strbuf_text(&text), out);
}

static void declare_function(const struct facts *facts, const struct fact_type *t, const char *inner,
                             struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    strbuf_printf(&text, "%s(", inner);
    for (uint32_t i = 0; i < t->param_count; i++) {
        strbuf_add_text(&text, i ? ", " : "");
        c_type_declare(facts, t->params[i], "", &text);
    }
    if (t->flags & TYPE_FLAG_VARIADIC)
        strbuf_add_text(&text, t->param_count ? ", ..." : "...");
    else if (!t->param_count && !(t->flags & TYPE_FLAG_NO_PROTOTYPE))
        strbuf_add_text(&text, "void");
    strbuf_add_char(&text, ')');
    c_type_declare(facts, t->target, strbuf_text(&text), out);
}

void c_type_declare(const struct facts *facts, uint32_t type, const char *inner, struct strbuf *out)
{
    const struct fact_type *t = &facts->types[type];
    SCOPED(strbuf_release) struct strbuf text = {0};
    switch (t->kind) {
    case TYPE_POINTER:
        declare_pointer(facts, t, inner, out);
        return;
    case TYPE_ARRAY:
        strbuf_printf(&text, "%s[%llu]", inner, (unsigned long long)t->count);
        c_type_declare(facts, t->target, strbuf_text(&text), out);
        return;
    case TYPE_FUNCTION:
        declare_function(facts, t, inner, out);
        return;
    case TYPE_STRUCT:
    case TYPE_UNION:
    case TYPE_ENUM:
        add_qualifiers(t, out);
        strbuf_printf(out, "%s %s",
                      t->kind == TYPE_STRUCT  ? "struct"
                      : t->kind == TYPE_UNION ? "union"
                                              : "enum",
                      t->name);
        break;
    case TYPE_TYPEDEF:
        add_qualifiers(t, out);
        strbuf_add_text(out, t->name);
        break;
    default:
        strbuf_add_text(out, t->spelling); /* scalars: qualifiers are in the spelling */
    }
    if (*inner)
        strbuf_printf(out, " %s", inner);
}

void c_type_canonical(const struct facts *facts, uint32_t type, struct strbuf *out)
{
    if (type >= facts->type_count) {
        strbuf_add_text(out, "?");
        return;
    }
    const struct fact_type *t = &facts->types[facts_resolve_type(facts, type)];
    switch (t->kind) {
    case TYPE_POINTER:
        strbuf_add_text(out, "*");
        c_type_canonical(facts, t->target, out);
        return;
    case TYPE_ARRAY:
        strbuf_printf(out, "[%llu]", (unsigned long long)t->count);
        c_type_canonical(facts, t->target, out);
        return;
    case TYPE_FUNCTION:
        strbuf_add_text(out, "f(");
        for (uint32_t i = 0; i < t->param_count; i++) {
            strbuf_add_text(out, i ? "," : "");
            c_type_canonical(facts, t->params[i], out);
        }
        strbuf_add_text(out, t->flags & TYPE_FLAG_VARIADIC ? "...)" : ")");
        c_type_canonical(facts, t->target, out);
        return;
    case TYPE_STRUCT:
    case TYPE_UNION:
    case TYPE_ENUM:
        strbuf_printf(out, "%s %s@%u:%u:%u",
                      t->kind == TYPE_STRUCT  ? "struct"
                      : t->kind == TYPE_UNION ? "union"
                                              : "enum",
                      t->name ? t->name : "", t->place.file, t->place.line, t->place.column);
        return;
    case TYPE_VOID:
        strbuf_add_text(out, "void");
        return;
    case TYPE_FLOAT:
        strbuf_printf(out, "float%llu", (unsigned long long)t->size_bytes);
        return;
    case TYPE_BOOL:
    case TYPE_INT:
        strbuf_printf(out, "%s%llu%s", t->flags & TYPE_FLAG_SIGNED ? "i" : "u", (unsigned long long)t->size_bytes,
                      t->flags & TYPE_FLAG_CHARACTER ? "c" : "");
        return;
    default:
        strbuf_add_text(out, t->spelling);
    }
}
