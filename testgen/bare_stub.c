#include "bare_stub.h"

#include <string.h>

#include "cet/core/memory.h"

#define BYTES_MAX (1u << 20)
/* Larger records are returned in memory whatever they hold: above 16 bytes by x86-64, above four floats of 16 by
 * AArch64. */
#define FLOATS_IN_REGISTERS_MAX_BYTES 64u

static const struct fact_type *resolved(const struct facts *facts, uint32_t type)
{
    return &facts->types[facts_resolve_type(facts, type)];
}

static const char *integer_text(const struct fact_type *t)
{
    const bool is_signed = t->flags & TYPE_FLAG_SIGNED;
    switch (t->size_bytes) {
    case 1:
        return is_signed ? "signed char" : "unsigned char";
    case 2:
        return is_signed ? "short" : "unsigned short";
    case 4:
        return is_signed ? "int" : "unsigned";
    case 8:
        return is_signed ? "long long" : "unsigned long long";
    default:
        return NULL;
    }
}

static const char *float_text(const struct fact_type *t)
{
    return t->size_bytes == 4 ? "float" : t->size_bytes == 8 ? "double" : t->size_bytes == 16 ? "long double" : NULL;
}

/* A type that is returned as its own would be; NULL: none is known. */
static const char *scalar_text(const struct fact_type *t)
{
    switch (t->kind) {
    case TYPE_VOID:
        return "void";
    case TYPE_BOOL:
        return "_Bool";
    case TYPE_INT:
    case TYPE_ENUM:
        return integer_text(t);
    case TYPE_FLOAT:
        return float_text(t);
    case TYPE_POINTER:
        return "void *";
    default:
        return NULL;
    }
}

static bool has_float(const struct facts *facts, uint32_t type)
{
    const struct fact_type *t = resolved(facts, type);
    if (t->kind == TYPE_ARRAY)
        return has_float(facts, t->target);
    for (uint32_t i = 0; i < t->field_count; i++)
        if (has_float(facts, t->fields[i].type))
            return true;
    return t->kind == TYPE_FLOAT || t->kind == TYPE_COMPLEX || t->kind == TYPE_VECTOR;
}

/* Bytes are returned as the record is: in integer registers where it is small and has no floats, else in memory. */
static bool is_like_bytes(const struct facts *facts, uint32_t type)
{
    const struct fact_type *t = resolved(facts, type);
    if ((t->kind != TYPE_STRUCT && t->kind != TYPE_UNION) || !t->size_bytes || t->size_bytes > BYTES_MAX)
        return false;
    return !has_float(facts, type) || t->size_bytes > FLOATS_IN_REGISTERS_MAX_BYTES;
}

const char *bare_stub_function(const struct facts *facts, const struct fact_function *function, struct strbuf *out)
{
    const struct fact_type *t = resolved(facts, function->result_type);
    const char *name = function->name, *scalar = scalar_text(t);
    if (function->is_defined || function->linkage != LINKAGE_EXTERNAL)
        return "it is defined in a way that leaves nothing to link";
    if (!scalar && !is_like_bytes(facts, function->result_type))
        return "its result has a type that cannot be held without its declaration";
    if (!scalar)
        strbuf_printf(out, "struct %s_result {\n    _Alignas(%u) unsigned char bytes[%llu];\n};\n\n", name,
                      t->align_bytes ? t->align_bytes : 1, (unsigned long long)t->size_bytes);
    strbuf_add_text(out, "__attribute__((weak)) ");
    if (scalar)
        strbuf_printf(out, "%s%s", scalar, t->kind == TYPE_POINTER ? "" : " ");
    else
        strbuf_printf(out, "struct %s_result ", name);
    strbuf_printf(out, "(%s)(void)\n{\n", name);
    if (function->attributes & ATTRIBUTE_NORETURN)
        strbuf_add_text(out, "    abort();\n");
    else if (!scalar)
        strbuf_printf(out, "    return (struct %s_result){0};\n", name);
    else if (t->kind != TYPE_VOID)
        strbuf_printf(out, "    return %s;\n", t->kind == TYPE_POINTER ? "NULL" : "0");
    strbuf_add_text(out, "}\n");
    return NULL;
}

const char *bare_stub_variable(const struct facts *facts, const struct fact_global *global, struct strbuf *out)
{
    const struct fact_type *t = resolved(facts, global->type);
    if (global->is_defined || global->is_local_static)
        return "it is defined in a way that leaves nothing to link";
    if (!t->size_bytes || t->size_bytes > BYTES_MAX)
        return "its type has no size";
    strbuf_printf(out, "__attribute__((weak)) %s_Alignas(%u) unsigned char %s[%llu];\n",
                  global->is_thread_local ? "_Thread_local " : "", t->align_bytes ? t->align_bytes : 1, global->name,
                  (unsigned long long)t->size_bytes);
    return NULL;
}
