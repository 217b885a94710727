#include "cet/model/corrections.h"

#include <math.h>
#include <string.h>

#include "cet/core/memory.h"

struct reader {
    const char *file;
    struct arena *arena;
    struct corrections *corrections;
    struct error *err;
};

static const char *const role_names[] = {
#define PARAM_ROLE(id, name, text) name,
#include "cet/model/param_roles.def"
#undef PARAM_ROLE
};

const char *param_role_name(enum param_role role)
{
    return role_names[role];
}

const char *param_role_text(enum param_role role)
{
    static const char *const texts[] = {
#define PARAM_ROLE(id, name, text) text,
#include "cet/model/param_roles.def"
#undef PARAM_ROLE
    };
    return texts[role];
}

static enum status read_role_name(const struct reader *r, const struct role_correction *role, const cJSON *node,
                                  enum param_role *ret_role)
{
    for (size_t i = 0; cJSON_IsString(node) && i < ARRAY_LENGTH(role_names); i++)
        if (!strcmp(node->valuestring, role_names[i])) {
            *ret_role = (enum param_role)i;
            return STATUS_OK;
        }
    return error_set(r->err, STATUS_INVALID,
                     "'%s': the role of '%s' of '%s' is none that docs/formats/cet-json.md lists", r->file, role->param,
                     role->function);
}

static enum status read_role_key(const struct reader *r, const cJSON *node, struct role_correction *role)
{
    if (!strcmp(node->string, "role")) {
        role->has_role = true;
        return read_role_name(r, role, node, &role->role);
    }
    if (!strcmp(node->string, "of") && cJSON_IsString(node)) {
        role->of = arena_strdup(r->arena, node->valuestring);
        return STATUS_OK;
    }
    if (!strcmp(node->string, "notNull") && cJSON_IsBool(node)) {
        role->is_nonnull = cJSON_IsTrue(node);
        return STATUS_OK;
    }
    if (!strcmp(node->string, "minimum") && cJSON_IsNumber(node) && node->valuedouble >= 1 &&
        node->valuedouble <= 1 << 20) {
        role->minimum = (uint32_t)node->valuedouble;
        return STATUS_OK;
    }
    return error_set(r->err, STATUS_INVALID,
                     "'%s': '%s' of '%s' has a key \"%s\" that is unknown or of another kind; known are role, of, "
                     "notNull, minimum",
                     r->file, role->param, role->function, node->string);
}

/* "buffer" stands for {"role": "buffer"}. */
static enum status read_role(const struct reader *r, const cJSON *node, struct role_correction *role)
{
    if (cJSON_IsString(node)) {
        role->has_role = true;
        return read_role_name(r, role, node, &role->role);
    }
    if (!cJSON_IsObject(node))
        return error_set(r->err, STATUS_INVALID, "'%s': '%s' of '%s' must be a role or an object", r->file, role->param,
                         role->function);
    enum status status = STATUS_OK;
    for (const cJSON *key = node->child; key && status == STATUS_OK; key = key->next)
        status = read_role_key(r, key, role);
    return status;
}

static enum status read_roles(const struct reader *r, const cJSON *node)
{
    struct corrections *c = r->corrections;
    size_t count = 0;
    if (!cJSON_IsObject(node))
        return error_set(r->err, STATUS_INVALID, "'%s': \"roles\" must be an object of functions", r->file);
    for (const cJSON *function = node->child; function; function = function->next)
        count += (size_t)cJSON_GetArraySize(function);
    c->roles = arena_array(r->arena, count + 1, sizeof *c->roles);
    for (const cJSON *function = node->child; function; function = function->next) {
        if (!cJSON_IsObject(function))
            return error_set(r->err, STATUS_INVALID, "'%s': the roles of '%s' must be an object of parameters", r->file,
                             function->string);
        for (const cJSON *param = function->child; param; param = param->next) {
            struct role_correction *role = &c->roles[c->role_count++];
            role->function = arena_strdup(r->arena, function->string);
            role->param = arena_strdup(r->arena, param->string);
            enum status status = read_role(r, param, role);
            if (status != STATUS_OK)
                return status;
        }
    }
    return STATUS_OK;
}

static enum status read_values(const struct reader *r, const cJSON *node)
{
    struct corrections *c = r->corrections;
    const size_t count = (size_t)cJSON_GetArraySize(node);
    c->numbers = arena_array(r->arena, count + 1, sizeof *c->numbers);
    c->texts = arena_array(r->arena, count + 1, sizeof *c->texts);
    const cJSON *item = NULL;
    bool is_good = cJSON_IsArray(node);
    cJSON_ArrayForEach(item, node)
    {
        if (cJSON_IsString(item))
            c->texts[c->text_count++] = arena_strdup(r->arena, item->valuestring);
        else if (cJSON_IsNumber(item) && floor(item->valuedouble) == item->valuedouble &&
                 fabs(item->valuedouble) <= 9007199254740992.0)
            c->numbers[c->number_count++] = (int64_t)item->valuedouble;
        else
            is_good = false;
    }
    return is_good ? STATUS_OK
                   : error_set(r->err, STATUS_INVALID,
                               "'%s': \"values\" must be a list of texts and of whole numbers up to 2^53", r->file);
}

static enum status read_names(const struct reader *r, const cJSON *node)
{
    struct corrections *c = r->corrections;
    c->leave_alone = arena_array(r->arena, (size_t)cJSON_GetArraySize(node) + 1, sizeof *c->leave_alone);
    const cJSON *item = NULL;
    bool is_good = cJSON_IsArray(node);
    cJSON_ArrayForEach(item, node) if (cJSON_IsString(item) && *item->valuestring)
        c->leave_alone[c->leave_alone_count++] = arena_strdup(r->arena, item->valuestring);
    else is_good = false;
    return is_good ? STATUS_OK
                   : error_set(r->err, STATUS_INVALID, "'%s': \"leaveAlone\" must be a list of functions", r->file);
}

static enum status read_code(const struct reader *r, const cJSON *node, const char **ret_code)
{
    if (!cJSON_IsString(node))
        return error_set(r->err, STATUS_INVALID, "'%s': \"%s\" must be a text of C statements", r->file, node->string);
    *ret_code = arena_strdup(r->arena, node->valuestring);
    return STATUS_OK;
}

static enum status read_key(const struct reader *r, const cJSON *node)
{
    if (!strcmp(node->string, "leaveAlone"))
        return read_names(r, node);
    if (!strcmp(node->string, "roles"))
        return read_roles(r, node);
    if (!strcmp(node->string, "values"))
        return read_values(r, node);
    if (!strcmp(node->string, "setup"))
        return read_code(r, node, &r->corrections->setup);
    if (!strcmp(node->string, "teardown"))
        return read_code(r, node, &r->corrections->teardown);
    return error_set(r->err, STATUS_INVALID,
                     "'%s': unknown key \"%s\" in \"testgen\"; known are leaveAlone, roles, values, setup, teardown",
                     r->file, node->string);
}

enum status corrections_read(const cJSON *node, const char *file, struct arena *arena, struct corrections *ret,
                             struct error *err)
{
    const struct reader r = {file, arena, ret, err};
    if (!cJSON_IsObject(node))
        return error_set(err, STATUS_INVALID, "'%s': \"testgen\" must be an object", file);
    enum status status = STATUS_OK;
    for (const cJSON *key = node->child; key && status == STATUS_OK; key = key->next)
        status = read_key(&r, key);
    return status;
}
