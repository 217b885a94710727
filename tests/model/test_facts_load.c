#include "unit_test.h"

#include <stdio.h>

#include "cet/core/compress.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/facts.h"
#include "core/scratch.h"

/* Every test works in a folder of its own. */
#define IN_SCRATCH_FOLDER                                                                                              \
    SCOPED(scratch_release) struct scratch scratch = scratch_new();                                                    \
    folder = scratch.folder

static const char *folder;

#define HEADER "{\"format\":\"cet-facts\",\"version\":2}\n"

static char *in_folder(const char *name)
{
    return path_join(folder, name);
}

static void write_text(const char *name, const void *bytes, size_t length)
{
    SCOPED(memory_free_pointer) char *path = in_folder(name);
    CU_ASSERT_EQUAL_FATAL(file_write(path, bytes, length, NULL), STATUS_OK);
}

/* The facts of a unit that defines one function. */
static void unit_text(struct strbuf *text, const char *function)
{
    strbuf_printf(text, HEADER "{\"record\":\"file\",\"path\":\"/s/%s.c\"}\n", function);
    strbuf_printf(text, "{\"record\":\"function\",\"id\":\"%s\",\"defined\":true,\"range\":[0,1,1,2,2]}\n", function);
}

static void run_in_folder(const char *command)
{
    SCOPED(strbuf_release) struct strbuf line = {0};
    strbuf_printf(&line, "cd '%s' && %s", folder, command);
    CU_ASSERT_EQUAL_FATAL(system(strbuf_text(&line)), 0);
}

/* NAME.o with the unit's frame in the section that the plugin writes, padded as a linker may. */
static void make_object(const char *function)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(strbuf_release) struct strbuf frame = {0};
    SCOPED(strbuf_release) struct strbuf source = {0};
    SCOPED(strbuf_release) struct strbuf command = {0};
    unit_text(&text, function);
    compress_add(&frame, text.bytes, text.length);
    strbuf_add(&frame, "\0\0\0", 3);
    write_text("frame", frame.bytes, frame.length);
    strbuf_printf(&source,
                  "int %s(void){return 0;}\n__asm__(\".pushsection " FACTS_SECTION
                  ",\\\"\\\",@progbits\\n.incbin \\\"frame\\\"\\n.popsection\");\n",
                  function);
    write_text("source.c", source.bytes, source.length);
    strbuf_printf(&command, "cc -c source.c -o %s.o", function);
    run_in_folder(strbuf_text(&command));
}

static enum status load(const char *name, struct facts *facts, struct error *err)
{
    SCOPED(memory_free_pointer) char *path = in_folder(name);
    return facts_load(path, facts, err);
}

TEST(a_side_file_is_loaded_plain_or_compressed)
{
    IN_SCRATCH_FOLDER;
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(strbuf_release) struct strbuf frame = {0};
    SCOPED(facts_release) struct facts plain = {0};
    SCOPED(facts_release) struct facts packed = {0};
    unit_text(&text, "alone");
    compress_add(&frame, text.bytes, text.length);
    write_text("plain.facts", text.bytes, text.length);
    write_text("packed.facts", frame.bytes, frame.length);
    CU_ASSERT_EQUAL(load("plain.facts", &plain, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(load("packed.facts", &packed, NULL), STATUS_OK);
    CU_ASSERT_PTR_NOT_NULL(facts_find_function(&plain, "alone"));
    CU_ASSERT_PTR_NOT_NULL(facts_find_function(&packed, "alone"));
}

TEST(an_object_an_archive_and_a_program_are_loaded)
{
    IN_SCRATCH_FOLDER;
    static const char *const names[] = {"one.o", "lib.a", "program"};
    static const uint32_t counts[] = {1, 2, 3};
    make_object("one");
    make_object("two");
    make_object("main");
    run_in_folder("rm -f lib.a && ar rcs lib.a one.o two.o && cc main.o one.o two.o -o program");
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        SCOPED(facts_release) struct facts facts = {0};
        struct error err = {0};
        CU_ASSERT_EQUAL(load(names[i], &facts, &err), STATUS_OK);
        CU_ASSERT_EQUAL(facts.function_count, counts[i]);
        CU_ASSERT_PTR_NOT_NULL(facts_find_function(&facts, "one"));
    }
}

TEST(a_file_without_facts_is_not_found)
{
    IN_SCRATCH_FOLDER;
    SCOPED(facts_release) struct facts facts = {0};
    struct error err = {0};
    write_text("bare.c", "int x;\n", 7);
    run_in_folder("cc -c bare.c -o bare.o");
    CU_ASSERT_EQUAL(load("bare.o", &facts, &err), STATUS_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "-fplugin=cet-plugin.so"));
    CU_ASSERT_EQUAL(load("bare.c", &facts, &err), STATUS_NOT_FOUND);
    CU_ASSERT_EQUAL(load("missing", &facts, &err), STATUS_NOT_FOUND);
    CU_ASSERT_EQUAL(load(".", &facts, &err) == STATUS_OK, false);
}

TEST(damaged_objects_and_archives_do_no_harm)
{
    IN_SCRATCH_FOLDER;
    SCOPED(strbuf_release) struct strbuf bytes = {0};
    static const char *const names[] = {"one.o", "lib.a"};
    make_object("one");
    run_in_folder("ar rcs lib.a one.o");
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        SCOPED(memory_free_pointer) char *path = in_folder(names[i]);
        strbuf_clear(&bytes);
        CU_ASSERT_EQUAL_FATAL(file_read(path, 1 << 20, &bytes, NULL), STATUS_OK);
        for (size_t at = 0; at < bytes.length; at += 7) {
            struct facts facts = {0};
            char kept = bytes.bytes[at];
            bytes.bytes[at] = (char)(kept ^ 0xff);
            write_text("damaged", bytes.bytes, bytes.length);
            if (load("damaged", &facts, NULL) == STATUS_OK)
                facts_release(&facts);
            bytes.bytes[at] = kept;
            write_text("damaged", bytes.bytes, at);
            if (load("damaged", &facts, NULL) == STATUS_OK)
                facts_release(&facts);
        }
    }
}

UNIT_TESTS("model/facts_load", CASE(a_side_file_is_loaded_plain_or_compressed),
           CASE(an_object_an_archive_and_a_program_are_loaded), CASE(a_file_without_facts_is_not_found),
           CASE(damaged_objects_and_archives_do_no_harm))
