/* Facts: what the compiler knows of one translation unit, or of a whole program once units are merged.
 *
 *     SCOPED(facts_release) struct facts facts = {0};
 *     if (facts_load("lib.o", &facts, &err) != STATUS_OK) ...
 *     const struct fact_function *f = facts_find_function(&facts, "src/lib.c#helper");
 *
 * One struct owns everything in its arena; records name each other by index. docs/formats/facts.md is the file's form.
 */
#ifndef CET_MODEL_FACTS_H
#define CET_MODEL_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/core/map.h"
#include "cet/core/strbuf.h"
#include "cet/model/function_graph.h"
#include "cet/model/source.h"

#define FACTS_FORMAT "cet-facts"
#define FACTS_VERSION 2
#define FACTS_SECTION ".cet.facts"
#define FACTS_MAX_BYTES (1024u * 1024 * 1024) /* of one unit, expanded */

struct fact_file {
    const char *path;     /* absolute */
    bool is_system;       /* below the compiler's include folders or -isystem */
    bool is_main;         /* the file the compiler was called on */
    uint32_t included_by; /* file id, NO_ID for the main file */
    uint32_t line_count;
    char digest[65]; /* SHA-256 of the content; empty for system files */
};

struct fact_include {
    struct source_place place;
    uint32_t target; /* file id */
};

enum type_kind {
    TYPE_VOID,
    TYPE_BOOL,
    TYPE_INT, /* also character types and enums' underlying types */
    TYPE_FLOAT,
    TYPE_COMPLEX,
    TYPE_ENUM,
    TYPE_POINTER,
    TYPE_ARRAY,
    TYPE_STRUCT,
    TYPE_UNION,
    TYPE_FUNCTION,
    TYPE_TYPEDEF, /* target: what it names */
    TYPE_VECTOR,
    TYPE_OTHER,
};

enum type_flag {
    TYPE_FLAG_CONST = 1u << 0,
    TYPE_FLAG_VOLATILE = 1u << 1,
    TYPE_FLAG_RESTRICT = 1u << 2,
    TYPE_FLAG_SIGNED = 1u << 3,
    TYPE_FLAG_CHARACTER = 1u << 4,  /* char, signed char, unsigned char */
    TYPE_FLAG_INCOMPLETE = 1u << 5, /* struct, union or enum without a body here; array of unknown size */
    TYPE_FLAG_VARIADIC = 1u << 6,
    TYPE_FLAG_NO_PROTOTYPE = 1u << 7,
    TYPE_FLAG_FLEXIBLE = 1u << 8, /* struct ending in a flexible array member */
    TYPE_FLAG_ANONYMOUS = 1u << 9,
    TYPE_FLAG_VLA = 1u << 10,
    TYPE_FLAG_SYSTEM = 1u << 11, /* declared in a system header */
    TYPE_FLAG_ATOMIC = 1u << 12,
    TYPE_FLAG_PACKED = 1u << 13,
};

struct type_field {
    const char *name; /* "" for anonymous members */
    uint32_t type;
    uint64_t offset_bits;
    uint32_t bit_width; /* of a bit-field, 0: none */
    bool is_bit_field;
};

struct type_enumerator {
    const char *name;
    int64_t value;
};

struct fact_type {
    uint8_t kind;         /* enum type_kind */
    uint32_t flags;       /* enum type_flag; qualifiers are part of the type: `const int` is a type of its own */
    const char *spelling; /* as C writes it: "const struct csv_parser *" */
    const char *name;     /* tag or typedef name, "" when it has none */
    uint64_t size_bytes;  /* 0 when incomplete */
    uint32_t align_bytes;
    uint32_t target;  /* pointee, element, result, aliased or underlying type */
    uint64_t count;   /* elements of an array */
    uint32_t *params; /* of a function type */
    uint32_t param_count;
    struct type_field *fields;
    uint32_t field_count;
    struct type_enumerator *enumerators;
    uint32_t enumerator_count;
    struct source_place place; /* of the declaration of records, enums and typedefs */
};

enum linkage { LINKAGE_EXTERNAL, LINKAGE_STATIC, LINKAGE_INLINE };

enum function_attribute {
    ATTRIBUTE_NORETURN = 1u << 0,
    ATTRIBUTE_MALLOC = 1u << 1,
    ATTRIBUTE_WARN_UNUSED_RESULT = 1u << 2,
    ATTRIBUTE_RETURNS_NONNULL = 1u << 3,
    ATTRIBUTE_PURE = 1u << 4,
    ATTRIBUTE_CONST = 1u << 5,
    ATTRIBUTE_FORMAT_PRINTF = 1u << 6,
    ATTRIBUTE_FORMAT_SCANF = 1u << 7,
    ATTRIBUTE_WEAK = 1u << 8,
    ATTRIBUTE_CONSTRUCTOR = 1u << 9,
    ATTRIBUTE_DESTRUCTOR = 1u << 10,
    ATTRIBUTE_ALWAYS_INLINE = 1u << 11,
    ATTRIBUTE_DEPRECATED = 1u << 12,
    ATTRIBUTE_NAKED = 1u << 13,
    ATTRIBUTE_SENTINEL = 1u << 14,
    ATTRIBUTE_KEPT = 1u << 15,   /* used, retain, section, alias or visibility: others may name it unseen */
    ATTRIBUTE_UNUSED = 1u << 16, /* said to be perhaps unused */
};

struct fact_param {
    const char *name;        /* "" when it has none */
    uint32_t type;           /* after adjustment: arrays and functions are pointers */
    uint64_t declared_count; /* N of `T p[N]` or `T p[static N]`, 0: none */
    bool is_nonnull;
    struct source_place place; /* where its type begins; nowhere in a macro */
};

struct fact_metrics {
    uint32_t lines;
    uint32_t statements;
    uint32_t cyclomatic;
    uint32_t cognitive;
    uint32_t nesting;
    uint32_t params;
};

struct fact_function {
    const char *id; /* name, or "path#name" for functions that are not external */
    const char *name;
    uint8_t linkage; /* enum linkage */
    bool is_defined; /* a body stands in this set of facts */
    bool is_builtin; /* known to the compiler (memcpy, __builtin_*) */
    bool is_system;  /* declared in a system header */
    bool is_inline;
    bool is_named_in_data; /* outside bodies: in an initialiser, by an alias or cleanup attribute */
    uint32_t type;         /* TYPE_FUNCTION */
    uint32_t result_type;
    struct fact_param *params;
    uint32_t param_count;
    bool is_variadic;
    uint32_t attributes;       /* enum function_attribute */
    uint32_t format_index;     /* 1-based parameter of the format string, 0: none */
    const char *doc;           /* text of the comment right before it, "" when there is none */
    struct source_range range; /* of the definition, else of the first declaration */
    char digest[65];           /* SHA-256 of the definition's text; empty when only declared */
    uint64_t token_hash;       /* of the body's tokens with names and literals left out, for duplicates */
    struct fact_metrics metrics;
    struct function_graph graph; /* empty when only declared */
    uint32_t unit;               /* index into facts.units */
};

struct fact_global {
    const char *id; /* as fact_function.id */
    const char *name;
    uint32_t type;
    uint8_t linkage;
    bool is_defined;
    bool is_system;
    bool is_thread_local;
    bool is_local_static; /* static inside `function` */
    uint32_t function;
    bool has_initialiser;
    uint32_t attributes; /* enum function_attribute, those that make sense: KEPT, UNUSED, WEAK */
    struct source_range range;
};

/* Each time that a user file declares or defines a function, or a variable outside of functions or as extern. */
struct fact_declaration {
    uint32_t function; /* id, NO_ID: a variable */
    uint32_t global;
    uint32_t type; /* as declared here */
    bool is_definition;
    bool is_extern;     /* says so itself */
    bool is_from_macro; /* its first word is */
    struct source_range range;
};

struct fact_constant {
    bool is_string; /* else a number */
    int64_t value;
    const char *bytes; /* of a string, without its NUL; may hold NULs */
    uint32_t length;
    uint32_t function; /* where it stands, NO_ID: in a table outside functions */
    struct source_place place;
};

struct fact_macro {
    const char *name;
    const char *body; /* tokens joined by one blank, at most 4096 bytes */
    bool is_function_like;
    const char **params; /* names; that of the variable part last: "__VA_ARGS__" unless it has its own */
    uint32_t param_count;
    bool has_value; /* body is an integer constant expression that the reader could evaluate */
    int64_t value;
    struct source_range range; /* of the body */
    uint32_t expansions;       /* how often it was expanded in user files */
    bool is_system;
};

struct fact_comment { /* comments that are kept: suppressions, TODOs, commented-out code are told apart by the reader */
    struct source_range range;
    const char *text;    /* without the comment marks; at most 4096 bytes */
    uint32_t skipped;    /* lines that hold nothing but marks before the text begins */
    bool is_behind_code; /* something else stands before it on its line */
};

struct fact_unit {
    const char *main_file; /* absolute */
    const char *folder;    /* the compiler's current folder */
    const char *
        *arguments; /* of the compiler, without its own name, inputs, action, outputs and the plugin's arguments */
    uint32_t argument_count;
    const char *compiler; /* clang's full version */
    const char *target;   /* triple */
};

struct facts {
    struct arena arena;
    struct fact_unit *units;
    uint32_t unit_count;
    struct fact_file *files;
    uint32_t file_count;
    struct fact_include *includes;
    uint32_t include_count;
    struct fact_type *types;
    uint32_t type_count;
    struct fact_function *functions;
    uint32_t function_count;
    struct fact_global *globals;
    uint32_t global_count;
    struct fact_declaration *declarations;
    uint32_t declaration_count;
    struct fact_constant *constants;
    uint32_t constant_count;
    struct fact_macro *macros;
    uint32_t macro_count;
    struct fact_comment *comments;
    uint32_t comment_count;
    struct source_range *inactive; /* skipped by the preprocessor, user files only */
    uint32_t inactive_count;
    struct source_place *conditionals; /* the lines of #if, #elif, #else, #endif and their like in user files */
    uint32_t conditional_count;
    struct map function_index; /* id -> index; kept by facts_index */
    struct map type_index;     /* spelling -> index */
};

void facts_release(struct facts *facts);
/* Rebuilds the indices after the tables were filled. */
void facts_index(struct facts *facts);

/* Appends the records as JSON lines. */
void facts_format(const struct facts *facts, struct strbuf *out);
/* Parses what facts_format wrote; path stands in messages. facts must be empty. Every index is checked. */
enum status facts_parse(struct facts *facts, const char *path, const char *text, size_t length, struct error *err);
/* Reads a side file, an object, an archive or a linked program: every unit found in its FACTS_SECTION or the whole side
 * file, merged. STATUS_NOT_FOUND when there are no facts in it. */
enum status facts_load(const char *path, struct facts *facts, struct error *err);
/* Adds what `from` has and `into` has not: a header's records once, a definition over a declaration. Ids in `into` stay
 * valid. Two different definitions of one external function are both kept. */
void facts_merge(struct facts *into, const struct facts *from);

const struct fact_function *facts_find_function(const struct facts *facts, const char *id);
/* The definition that holds the line of the file, or NULL. */
const struct fact_function *facts_function_at(const struct facts *facts, const char *path, uint32_t line);
/* Below typedefs (qualifiers of the layers are not collected). */
uint32_t facts_resolve_type(const struct facts *facts, uint32_t type);

#endif
