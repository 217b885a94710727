/* cet-suite-reader: reads one C file of a CUnit suite with libclang and prints as JSON what testgen/measure_source.c
 * wants to know. A program of its own: foreign sources are parsed in a limited child, and cet starts without LLVM.
 *
 *     cet-suite-reader FOLDER FILE CLANG-ARGUMENT...
 *
 * Of each function that is defined below FOLDER:
 *     {"name": "test_grow", "file": "/suite/test_list.c", "line": 12, "body": HASH, "shape": HASH,
 *      "assertions": {"value": 2}, "fatal": 1, "refers": ["check_list"]}
 * body hashes the tokens between its braces, shape the same with each literal alike. Of each test, which is what stands
 * behind its name in a call or an initialiser: {"test": "grows", "function": "test_grow"}.
 * Exit: 0 read, 1 does not compile, 2 could not read. */
#include <clang-c/Index.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/model/suite_quality.h"

#define HASH_START 0xcbf29ce484222325u /* FNV-1a, 64 bits */
#define HASH_PRIME 0x100000001b3u

struct reader {
    const char *folder; /* real */
    CXTranslationUnit unit;
    struct json_writer json;
};

/* What is gathered of the function that is being visited. */
struct body {
    struct reader *reader;
    uint32_t assertions[ASSERTION_CLASS_COUNT];
    uint32_t fatal;
    char **refers;
    size_t count, capacity;
};

static char *take_text(CXString text)
{
    char *copy = memory_strdup(clang_getCString(text) ? clang_getCString(text) : "");
    clang_disposeString(text);
    return copy;
}

static bool is_named(CXCursor cursor, const char *name)
{
    SCOPED(memory_free_pointer) char *text = take_text(clang_getCursorSpelling(cursor));
    return strcmp(text, name) == 0;
}

/* ---- assertions -------------------------------------------------------------------------------------------------- */

struct class_word {
    const char *word;
    enum assertion_class class;
};

/* How the condition begins that CUnit's macros hand on, the longer before the shorter. */
static const struct class_word macros[] = {
    {"CU_ASSERT_EQUAL", ASSERTION_VALUE},
    {"CU_ASSERT_NOT_EQUAL", ASSERTION_VALUE},
    {"CU_ASSERT_PTR_EQUAL", ASSERTION_POINTER},
    {"CU_ASSERT_PTR_NOT_EQUAL", ASSERTION_POINTER},
    {"CU_ASSERT_PTR_NULL", ASSERTION_NULLNESS},
    {"CU_ASSERT_PTR_NOT_NULL", ASSERTION_NULLNESS},
    {"CU_ASSERT_STRING", ASSERTION_STRING},
    {"CU_ASSERT_NSTRING", ASSERTION_STRING},
    {"CU_ASSERT_DOUBLE", ASSERTION_REAL},
    {"CU_ASSERT_TRUE", ASSERTION_TRUTH},
    {"CU_ASSERT_FALSE", ASSERTION_TRUTH},
    {"CU_FAIL", ASSERTION_FAIL},
    {"CU_PASS", ASSERTION_PASS},
};

/* What a condition compares, whatever the macro. */
static const struct class_word comparisons[] = {
    {"memcmp(", ASSERTION_BYTES},      {"strcmp(", ASSERTION_STRING},      {"strncmp(", ASSERTION_STRING},
    {"strcasecmp(", ASSERTION_STRING}, {"strncasecmp(", ASSERTION_STRING},
};

static enum assertion_class class_of(const char *condition)
{
    for (size_t i = 0; i < ARRAY_LENGTH(comparisons); i++)
        if (strstr(condition, comparisons[i].word))
            return comparisons[i].class;
    for (size_t i = 0; i < ARRAY_LENGTH(macros); i++)
        if (strncmp(condition, macros[i].word, strlen(macros[i].word)) == 0)
            return macros[i].class;
    return ASSERTION_TRUTH;
}

static enum CXChildVisitResult visit_for_literal(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    char **text = data;
    if (clang_getCursorKind(cursor) != CXCursor_StringLiteral)
        return CXChildVisit_Recurse;
    *text = take_text(clang_getCursorSpelling(cursor));
    return CXChildVisit_Break;
}

/* The first string literal in it as it is spelled, without its first quote; NULL: there is none. */
static char *find_literal(CXCursor cursor)
{
    char *text = NULL;
    if (visit_for_literal(cursor, cursor, &text) == CXChildVisit_Recurse)
        clang_visitChildren(cursor, visit_for_literal, &text);
    if (text && text[0] == '"')
        memmove(text, text + 1, strlen(text));
    return text;
}

/* CU_assertImplementation(value, line, condition, file, function, is_fatal) */
static void count_assertion(struct body *body, CXCursor call)
{
    if (clang_Cursor_getNumArguments(call) != 6)
        return;
    SCOPED(memory_free_pointer) char *condition = find_literal(clang_Cursor_getArgument(call, 2));
    CXEvalResult fatal = clang_Cursor_Evaluate(clang_Cursor_getArgument(call, 5));
    body->assertions[class_of(condition ? condition : "")]++;
    body->fatal += fatal && clang_EvalResult_getAsInt(fatal) != 0;
    clang_EvalResult_dispose(fatal);
}

static void add_reference(struct body *body, CXCursor cursor)
{
    CXCursor referenced = clang_getCursorReferenced(cursor);
    if (clang_getCursorKind(referenced) != CXCursor_FunctionDecl)
        return;
    char *name = take_text(clang_getCursorSpelling(referenced));
    for (size_t i = 0; i < body->count; i++)
        if (strcmp(body->refers[i], name) == 0) {
            free(name);
            return;
        }
    ARRAY_PUSH(body->refers, body->count, body->capacity, name);
}

static enum CXChildVisitResult visit_body(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (clang_getCursorKind(cursor) == CXCursor_CallExpr && is_named(cursor, "CU_assertImplementation"))
        count_assertion(data, cursor);
    else if (clang_getCursorKind(cursor) == CXCursor_DeclRefExpr)
        add_reference(data, cursor);
    return CXChildVisit_Recurse;
}

/* ---- bodies ------------------------------------------------------------------------------------------------------ */

static uint64_t hash_text(uint64_t hash, const char *text)
{
    do
        hash = (hash ^ (unsigned char)*text) * HASH_PRIME;
    while (*text++);
    return hash;
}

static enum CXChildVisitResult visit_for_block(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (clang_getCursorKind(cursor) != CXCursor_CompoundStmt)
        return CXChildVisit_Continue;
    *(CXCursor *)data = cursor;
    return CXChildVisit_Break;
}

static void add_hashes(struct reader *reader, CXCursor function)
{
    CXCursor block = clang_getNullCursor();
    CXToken *tokens = NULL;
    unsigned count = 0;
    uint64_t body = HASH_START, shape = HASH_START;
    char text[17];
    clang_visitChildren(function, visit_for_block, &block);
    clang_tokenize(reader->unit, clang_getCursorExtent(block), &tokens, &count);
    for (unsigned i = 0; i < count; i++) {
        const CXTokenKind kind = clang_getTokenKind(tokens[i]);
        if (kind == CXToken_Comment)
            continue;
        SCOPED(memory_free_pointer) char *word = take_text(clang_getTokenSpelling(reader->unit, tokens[i]));
        body = hash_text(body, word);
        shape = hash_text(shape, kind == CXToken_Literal ? "0" : word);
    }
    clang_disposeTokens(reader->unit, tokens, count);
    snprintf(text, sizeof text, "%016" PRIx64, body);
    json_string(&reader->json, "body", text);
    snprintf(text, sizeof text, "%016" PRIx64, shape);
    json_string(&reader->json, "shape", text);
}

static void add_counts(struct reader *reader, CXCursor function)
{
    struct body body = {.reader = reader};
    clang_visitChildren(function, visit_body, &body);
    json_object_begin(&reader->json, "assertions");
    for (int i = 0; i < ASSERTION_CLASS_COUNT; i++)
        if (body.assertions[i])
            json_uint(&reader->json, assertion_class_text((enum assertion_class)i), body.assertions[i]);
    json_object_end(&reader->json);
    json_uint(&reader->json, "fatal", body.fatal);
    json_array_begin(&reader->json, "refers");
    for (size_t i = 0; i < body.count; i++) {
        json_string(&reader->json, NULL, body.refers[i]);
        free(body.refers[i]);
    }
    free(body.refers);
    json_array_end(&reader->json);
}

/* The file in which a cursor stands, malloc'ed, when that lies below the suite; NULL otherwise. */
static char *own_file(const struct reader *reader, CXCursor cursor, unsigned *ret_line)
{
    CXFile file = NULL;
    clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, ret_line, NULL, NULL);
    SCOPED(memory_free_pointer) char *name = file ? take_text(clang_getFileName(file)) : NULL;
    char *real = name ? path_real(name) : NULL;
    if (real && path_below(real, reader->folder) != real)
        return real;
    free(real);
    return NULL;
}

static void add_function(struct reader *reader, CXCursor function)
{
    unsigned line = 0;
    SCOPED(memory_free_pointer) char *file = own_file(reader, function, &line);
    if (!file)
        return;
    SCOPED(memory_free_pointer) char *name = take_text(clang_getCursorSpelling(function));
    json_object_begin(&reader->json, NULL);
    json_string(&reader->json, "name", name);
    json_string(&reader->json, "file", file);
    json_uint(&reader->json, "line", line);
    add_hashes(reader, function);
    add_counts(reader, function);
    json_object_end(&reader->json);
}

/* ---- tests ------------------------------------------------------------------------------------------------------- */

static enum CXChildVisitResult visit_for_function(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (clang_getCursorKind(cursor) != CXCursor_DeclRefExpr)
        return clang_getCursorKind(cursor) == CXCursor_CallExpr ? CXChildVisit_Continue : CXChildVisit_Recurse;
    *(CXCursor *)data = clang_getCursorReferenced(cursor);
    return CXChildVisit_Break;
}

/* A function that takes and returns nothing, as CUnit's tests do. */
static bool find_test_function(CXCursor cursor, CXCursor *ret_function)
{
    *ret_function = clang_getNullCursor();
    if (visit_for_function(cursor, cursor, ret_function) == CXChildVisit_Recurse)
        clang_visitChildren(cursor, visit_for_function, ret_function);
    if (clang_getCursorKind(*ret_function) != CXCursor_FunctionDecl)
        return false;
    CXType type = clang_getCursorType(*ret_function);
    return clang_getResultType(type).kind == CXType_Void && clang_getNumArgTypes(type) <= 0 &&
           !clang_isFunctionTypeVariadic(type);
}

struct siblings {
    struct reader *reader;
    char *name; /* the string literal right before */
};

static enum CXChildVisitResult visit_sibling(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct siblings *siblings = data;
    CXCursor function;
    char *name = find_literal(cursor);
    if (siblings->name && !name && find_test_function(cursor, &function)) {
        SCOPED(memory_free_pointer) char *function_name = take_text(clang_getCursorSpelling(function));
        size_t length = strlen(siblings->name);
        if (length > 0 && siblings->name[length - 1] == '"')
            siblings->name[length - 1] = '\0';
        json_object_begin(&siblings->reader->json, NULL);
        json_string(&siblings->reader->json, "test", siblings->name);
        json_string(&siblings->reader->json, "function", function_name);
        json_object_end(&siblings->reader->json);
    }
    free(siblings->name);
    siblings->name = name;
    return CXChildVisit_Continue;
}

static enum CXChildVisitResult visit_for_tests(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    const enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_CallExpr || kind == CXCursor_InitListExpr) {
        struct siblings siblings = {.reader = data};
        clang_visitChildren(cursor, visit_sibling, &siblings);
        free(siblings.name);
    }
    return CXChildVisit_Recurse;
}

/* ---- one file ---------------------------------------------------------------------------------------------------- */

static enum CXChildVisitResult visit_top(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct reader *reader = data;
    unsigned line;
    if (clang_Location_isInSystemHeader(clang_getCursorLocation(cursor)))
        return CXChildVisit_Continue;
    SCOPED(memory_free_pointer) char *file = own_file(reader, cursor, &line);
    if (file && clang_getCursorKind(cursor) == CXCursor_FunctionDecl && clang_isCursorDefinition(cursor))
        add_function(reader, cursor);
    if (file)
        clang_visitChildren(cursor, visit_for_tests, reader);
    return CXChildVisit_Continue;
}

static bool has_errors(CXTranslationUnit unit)
{
    bool found = false;
    for (unsigned i = 0; i < clang_getNumDiagnostics(unit); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit, i);
        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error && !found) {
            SCOPED(memory_free_pointer) char *text =
                take_text(clang_formatDiagnostic(diagnostic, clang_defaultDiagnosticDisplayOptions()));
            fprintf(stderr, "%s\n", text);
            found = true;
        }
        clang_disposeDiagnostic(diagnostic);
    }
    return found;
}

static int read_unit(struct reader *reader)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (has_errors(reader->unit))
        return 1;
    reader->json = (struct json_writer){.out = &text};
    json_array_begin(&reader->json, NULL);
    clang_visitChildren(clang_getTranslationUnitCursor(reader->unit), visit_top, reader);
    json_array_end(&reader->json);
    return fwrite(text.bytes, 1, text.length, stdout) == text.length && fflush(stdout) == 0 ? 0 : 2;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: cet-suite-reader FOLDER FILE [CLANG-ARGUMENT...]\n", stderr);
        return 2;
    }
    SCOPED(memory_free_pointer) char *folder = path_real(argv[1]);
    struct reader reader = {.folder = folder};
    CXIndex index = clang_createIndex(0, 0);
    enum CXErrorCode code = folder
                                ? clang_parseTranslationUnit2(index, argv[2], (const char *const *)argv + 3, argc - 3,
                                                              NULL, 0, CXTranslationUnit_None, &reader.unit)
                                : CXError_InvalidArguments;
    int exit_code = 2;
    if (code == CXError_Success)
        exit_code = read_unit(&reader);
    else
        fprintf(stderr, "'%s' cannot be read\n", argv[2]);
    clang_disposeTranslationUnit(reader.unit);
    clang_disposeIndex(index);
    return exit_code;
}
