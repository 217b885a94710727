#include "fact_words.h"

const char *const type_kind_words[TYPE_KIND_COUNT] = {
    [TYPE_VOID] = "void",       [TYPE_BOOL] = "bool",   [TYPE_INT] = "int",           [TYPE_FLOAT] = "float",
    [TYPE_COMPLEX] = "complex", [TYPE_ENUM] = "enum",   [TYPE_POINTER] = "pointer",   [TYPE_ARRAY] = "array",
    [TYPE_STRUCT] = "struct",   [TYPE_UNION] = "union", [TYPE_FUNCTION] = "function", [TYPE_TYPEDEF] = "typedef",
    [TYPE_VECTOR] = "vector",   [TYPE_OTHER] = "other",
};

const char *const linkage_words[LINKAGE_COUNT] = {
    [LINKAGE_EXTERNAL] = "external",
    [LINKAGE_STATIC] = "static",
    [LINKAGE_INLINE] = "inline",
};

const char *const node_kind_ids[NODE_KIND_COUNT] = {
#define NODE(id, text) #id,
#include "cet/model/node_kinds.def"
#undef NODE
};

const char *const operator_ids[OPERATOR_TOKEN_COUNT] = {
#define OPERATOR_TOKEN(id, text) #id,
#include "cet/model/operators.def"
#undef OPERATOR_TOKEN
};
