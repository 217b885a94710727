#include <ctype.h>
#include <string.h>

#include "emit_program.h"
#include "variadic.h"

const struct fact_function *program_function(const struct program *program, const char *name)
{
    uint64_t index;
    return map_find(&program->functions, name, &index) ? &program->facts->functions[index] : NULL;
}

const struct fact_param *program_param(const struct program *program, const char *function, uint32_t index)
{
    const struct fact_function *f = program_function(program, function);
    return f && index < variadic_named_count(program->facts, f) ? &f->params[index] : NULL;
}

bool program_is_variable(const struct program *program, const char *function, uint32_t index)
{
    const struct fact_function *f = program_function(program, function);
    return f && variadic_is(program->facts, f) && index >= variadic_named_count(program->facts, f);
}

const char *type_spelling(const struct facts *facts, uint32_t type)
{
    return type < facts->type_count ? facts->types[type].spelling : "";
}

static const struct fact_type *find_type(const struct program *program, const char *spelling)
{
    uint64_t index;
    if (!spelling || !map_find(&program->facts->type_index, spelling, &index) || index >= program->facts->type_count)
        return NULL;
    return &program->facts->types[index];
}

const struct fact_type *program_type(const struct program *program, const char *spelling)
{
    const struct fact_type *type = find_type(program, spelling);
    if (!type)
        return NULL;
    const uint32_t resolved = facts_resolve_type(program->facts, (uint32_t)(type - program->facts->types));
    return resolved < program->facts->type_count ? &program->facts->types[resolved] : NULL;
}

static const char *skip_qualifiers(const char *type)
{
    static const char *const qualifiers[] = {"const ", "volatile ", "restrict ", "_Atomic "};
    for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++) {
        const size_t length = strlen(qualifiers[i]);
        if (strncmp(type, qualifiers[i], length) == 0)
            return skip_qualifiers(type + length);
    }
    return type;
}

const char *type_unqualified(struct program *program, const char *type)
{
    const char *start = type + strspn(type, " ");
    if (!strchr(start, '*')) /* else they are of what it points to */
        start = skip_qualifiers(start);
    size_t length = strlen(start);
    static const char *const endings[] = {" const", "*const", "*restrict", "*volatile", " restrict"};
    while (length > 0 && start[length - 1] == ' ')
        length--;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const size_t ending = strlen(endings[i]);
        if (length > ending && strncmp(start + length - ending, endings[i], ending) == 0)
            return type_unqualified(program,
                                    arena_strndup(&program->arena, start, length - ending + (endings[i][0] == '*')));
    }
    return arena_strndup(&program->arena, start, length);
}

const char *program_pointee(struct program *program, const char *type)
{
    const char *bracket = strchr(type, '[');
    if (bracket && !strstr(type, "(*"))
        return type_unqualified(program, arena_strndup(&program->arena, type, (size_t)(bracket - type)));
    const char *plain = type_unqualified(program, type);
    const size_t length = strlen(plain);
    if (length > 0 && plain[length - 1] == '*')
        return type_unqualified(program, arena_strndup(&program->arena, plain, length - 1));
    const struct fact_type *known = program_type(program, type);
    if (known && (known->kind == TYPE_POINTER || known->kind == TYPE_ARRAY))
        return type_unqualified(program, type_spelling(program->facts, known->target));
    return "";
}

bool type_is_pointer(const struct program *program, const char *type)
{
    const size_t length = strlen(type);
    const struct fact_type *known = program_type(program, type);
    if (known)
        return known->kind == TYPE_POINTER;
    return (length > 0 && type[length - 1] == '*') || strstr(type, "(*") != NULL;
}

bool type_is_const_pointer(const struct program *program, const char *type)
{
    const struct fact_type *known = program_type(program, type);
    if (known && known->kind == TYPE_POINTER && known->target < program->facts->type_count) {
        const struct fact_type *target = &program->facts->types[known->target];
        return (target->flags & TYPE_FLAG_CONST) != 0;
    }
    return strncmp(type, "const ", 6) == 0 && strchr(type, '*') && strchr(type, '*') == strrchr(type, '*');
}

bool type_is_bool(const struct program *program, const char *type)
{
    const struct fact_type *known = program_type(program, type);
    return known ? known->kind == TYPE_BOOL : strcmp(type, "bool") == 0 || strcmp(type, "_Bool") == 0;
}

bool type_is_byte(const struct program *program, const char *element)
{
    static const char *const names[] = {"char", "unsigned char", "signed char", "void", "", "uint8_t", "int8_t"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(element, names[i]) == 0)
            return true;
    const struct fact_type *known = program_type(program, element);
    return known && known->kind == TYPE_INT && known->size_bytes == 1;
}
