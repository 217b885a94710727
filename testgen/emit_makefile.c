#include <ctype.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "emit_files.h"

static const char wrapped[] =
    "malloc calloc realloc reallocarray aligned_alloc posix_memalign strdup strndup free fclose";

/* One word for make and the shell behind it. */
static void add_word(struct strbuf *out, const char *word)
{
    bool is_plain = word[0] != '\0';
    for (const char *c = word; *c; c++)
        is_plain = is_plain && (isalnum((unsigned char)*c) || strchr("-_./=+,:@%()$", *c));
    if (is_plain) {
        for (const char *c = word; *c; c++)
            if (*c == '$' && strncmp(c, "$(SRC_DIR)", 10) != 0)
                strbuf_add_text(out, "$$");
            else
                strbuf_add_char(out, *c);
        return;
    }
    strbuf_add_char(out, '\'');
    for (const char *c = word; *c; c++) {
        if (*c == '\'')
            strbuf_add_text(out, "'\\''");
        else if (*c == '$' && strncmp(c, "$(SRC_DIR)", 10) != 0)
            strbuf_add_text(out, "$$");
        else if (*c == '#')
            strbuf_add_text(out, "\\#");
        else
            strbuf_add_char(out, *c);
    }
    strbuf_add_char(out, '\'');
}

/* An absolute path below root as $(SRC_DIR)/..., others as they are. */
static char *below_root(const char *path, const char *folder, const char *root)
{
    SCOPED(memory_free_pointer) char *absolute = path_absolute(path, folder);
    const char *below = path_below(absolute, root);
    if (below == absolute && strcmp(absolute, root) != 0)
        return memory_strdup(absolute);
    struct strbuf text = {0};
    strbuf_add_text(&text, "$(SRC_DIR)");
    if (below != absolute && below[0] && strcmp(below, ".") != 0)
        strbuf_printf(&text, "/%s", below);
    return strbuf_take(&text);
}

static const char *const path_flags[] = {"-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-I"};
static const char *const plain_flags[] = {"-D", "-U", "-m", "-pthread", "-ansi", "-std="};
static const char *const feature_flags[] = {
    "-fsigned-char", "-funsigned-char", "-fshort-enums",      "-fno-strict-aliasing",
    "-fwrapv",       "-fgnu89-inline",  "-fms-extensions",    "-fno-builtin",
    "-fcommon",      "-fno-common",     "-fplan9-extensions", "-fopenmp"};

static bool starts_with(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

static const char *flag_with_path(const char *argument)
{
    for (size_t i = 0; i < ARRAY_LENGTH(path_flags); i++)
        if (starts_with(argument, path_flags[i]))
            return path_flags[i];
    return NULL;
}

static bool is_kept(const char *argument)
{
    for (size_t i = 0; i < ARRAY_LENGTH(feature_flags); i++)
        if (strcmp(argument, feature_flags[i]) == 0)
            return true;
    if (starts_with(argument, "-mllvm") || starts_with(argument, "-std=c++"))
        return false;
    if (starts_with(argument, "-std=c8") || starts_with(argument, "-std=c9") || starts_with(argument, "-std=gnu8") ||
        strcmp(argument, "-std=gnu90") == 0 || strcmp(argument, "-ansi") == 0)
        return false; /* the tests themselves are C11 */
    for (size_t i = 0; i < ARRAY_LENGTH(plain_flags); i++)
        if (starts_with(argument, plain_flags[i]))
            return true;
    return false;
}

void makefile_unit_flags(const struct emit_unit *unit, const char *root, struct strbuf *out)
{
    const struct fact_unit *fact = unit->facts->unit_count ? &unit->facts->units[0] : NULL;
    const char *const *arguments = unit->arguments;
    size_t count = fact && !arguments ? fact->argument_count : 0;
    const char *const *list = arguments ? arguments : fact ? (const char *const *)fact->arguments : NULL;
    while (arguments && arguments[count])
        count++;
    SCOPED(memory_free_pointer) char *own_folder = path_folder(unit->plan->unit);
    const char *folder = fact && fact->folder && fact->folder[0] ? fact->folder : own_folder;
    for (size_t i = 0; list && i < count; i++) {
        const char *flag = flag_with_path(list[i]);
        if (flag && starts_with(flag, "-I") && strcmp(list[i], "-include-pch") == 0)
            flag = NULL;
        if (flag) {
            const bool is_apart = strcmp(list[i], flag) == 0;
            if (is_apart && i + 1 >= count)
                break;
            SCOPED(memory_free_pointer) char *path =
                below_root(is_apart ? list[++i] : list[i] + strlen(flag), folder, root);
            SCOPED(strbuf_release) struct strbuf word = {0};
            strbuf_printf(&word, "%s%s", flag, path);
            strbuf_add_char(out, ' ');
            if (strcmp(flag, "-I") == 0) {
                add_word(out, strbuf_text(&word));
            } else {
                strbuf_printf(out, "%s ", flag);
                add_word(out, path);
            }
        } else if ((strcmp(list[i], "-D") == 0 || strcmp(list[i], "-U") == 0) && i + 1 < count) {
            SCOPED(strbuf_release) struct strbuf word = {0};
            strbuf_printf(&word, "%s%s", list[i], list[i + 1]);
            strbuf_add_char(out, ' ');
            add_word(out, strbuf_text(&word));
            i++;
        } else if (is_kept(list[i])) {
            strbuf_add_char(out, ' ');
            add_word(out, list[i]);
        }
    }
}

static void add_list(const char *name, const char *const *items, const char *root, struct strbuf *out)
{
    strbuf_printf(out, "%s =", name);
    for (size_t i = 0; items && items[i]; i++) {
        const bool is_path = items[i][0] != '-';
        SCOPED(memory_free_pointer) char *path = is_path ? below_root(items[i], NULL, root) : memory_strdup(items[i]);
        strbuf_add_char(out, ' ');
        add_word(out, path);
    }
    strbuf_add_char(out, '\n');
}

/* "../src" from one absolute folder to another. */
void makefile_relative(const char *from, const char *to, struct strbuf *out)
{
    size_t same = 0, i = 0;
    for (; from[i] && from[i] == to[i]; i++)
        if (from[i] == '/')
            same = i;
    if ((from[i] == '\0' || from[i] == '/') && (to[i] == '\0' || to[i] == '/'))
        same = i;
    if (same == 0) {
        add_word(out, to);
        return;
    }
    bool is_first = true;
    for (const char *c = from + same; *c; c++) {
        if (*c == '/' && c[1]) {
            strbuf_add_text(out, is_first ? ".." : "/..");
            is_first = false;
        }
    }
    const char *rest = to + same;
    while (*rest == '/')
        rest++;
    if (*rest) {
        strbuf_add_text(out, is_first ? "./" : "/");
        strbuf_add_text(out, rest);
    } else if (is_first) {
        strbuf_add_char(out, '.');
    }
}

void makefile_with_object(const char *const *sources, size_t index, struct strbuf *out)
{
    SCOPED(memory_free_pointer) char *stem = path_stem(sources[index]);
    strbuf_printf(out, "with_%s", stem);
    for (size_t i = 0; i < index; i++)
        if (!strcmp(path_name(sources[i]), path_name(sources[index]))) {
            strbuf_printf(out, "_%zu", index + 1);
            break;
        }
    strbuf_add_text(out, ".o");
}

/* All of them but the one that is the unit itself. */
static void add_with_objects(const struct suite_unit *unit, const char *const *sources, struct strbuf *out)
{
    bool has_own = false;
    for (size_t i = 0; sources && sources[i]; i++)
        if (!strcmp(sources[i], unit->source)) {
            strbuf_add_text(out, has_own ? " " : "$(filter-out ");
            makefile_with_object(sources, i, out);
            has_own = true;
        }
    strbuf_add_text(out, has_own ? ",$(WITH_OBJECTS))" : "$(WITH_OBJECTS)");
}

static void add_with_rules(const struct suite_unit *units, size_t count, const char *const *sources, const char *root,
                           struct strbuf *out)
{
    /* gcc -O0 keeps static functions that nothing calls, and with them the need for what they call. */
    strbuf_add_text(out,
                    "# Files that define what is called; their warnings are their own. What nothing calls of them is\n"
                    "# left out, with all that it would need.\nWITH_OBJECTS =");
    for (size_t i = 0; sources[i]; i++) {
        strbuf_add_char(out, ' ');
        makefile_with_object(sources, i, out);
    }
    strbuf_add_text(out, "\n\n");
    for (size_t i = 0; sources[i]; i++) {
        SCOPED(memory_free_pointer) char *path = below_root(sources[i], NULL, root);
        makefile_with_object(sources, i, out);
        strbuf_add_text(out, ": ");
        add_word(out, path);
        strbuf_printf(out, "\n\t$(CC) $(CFLAGS) $(%s_CFLAGS) $(WRAP_CFLAGS) -w -ffunction-sections -c -o $@ $<\n",
                      count == 1 ? "UNIT" : units[0].stem);
    }
    strbuf_add_char(out, '\n');
}

static void add_rules(const struct suite_unit *unit, bool is_only, const char *const *with_sources, struct strbuf *out)
{
    const char *stem = unit->stem;
    SCOPED(strbuf_release) struct strbuf with = {0};
    if (with_sources && with_sources[0]) {
        strbuf_add_char(&with, ' ');
        add_with_objects(unit, with_sources, &with);
    }
    strbuf_printf(out, "test_%s: test_%s.c %s $(SUPPORT)%s\n", stem, stem, unit->header, strbuf_text(&with));
    strbuf_printf(out, "\t$(CC) $(CFLAGS) -I$(SRC_DIR) $(%s_CFLAGS) $(WRAP_CFLAGS) -o $@ test_%s.c $(SUPPORT)%s \\\n",
                  is_only ? "UNIT" : stem, stem, strbuf_text(&with));
    strbuf_printf(out, "\t    $(WRAP_LDFLAGS)%s $(LDFLAGS) $(WITH_LIBS) %s -lm\n",
                  with.length ? " -Wl,--gc-sections" : "", framework_or_default(unit->unit->framework)->library);
}

static void add_unit_flags(const struct suite_unit *units, size_t count, const char *root, struct strbuf *out)
{
    strbuf_add_text(out, "\n# What the units themselves need.\n");
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(out, "%s_CFLAGS =", count == 1 ? "UNIT" : units[i].stem);
        makefile_unit_flags(units[i].unit, root, out);
        strbuf_add_char(out, '\n');
    }
}

static void add_wrapping(struct strbuf *out)
{
    strbuf_add_text(out,
                    "\n# Allocations and fclose go through suite_blocks.c; the compiler must not guess what they do.\n"
                    "comma := ,\n");
    strbuf_printf(out, "WRAPPED = %s\n", wrapped);
    strbuf_add_text(out, "WRAP_CFLAGS = $(addprefix -fno-builtin-,$(WRAPPED))\n"
                         "WRAP_LDFLAGS = $(addprefix -Wl$(comma)--wrap=,$(WRAPPED))\n\n");
}

void makefile_format(const struct suite_unit *units, size_t count, const struct emit_options *options, const char *root,
                     const char *folder, struct strbuf *out)
{
    strbuf_add_text(
        out, "# Builds and runs the suite: make check. The exit code tells; test_*.xml are JUnit reports.\n"
             "# CC, CFLAGS, LDFLAGS and SRC_DIR (root of the sources under test) are yours to set, and REPORT: empty\n"
             "# writes none.\n");
    strbuf_add_text(out, "SRC_DIR ?= ");
    makefile_relative(folder, root, out);
    strbuf_add_text(out, "\nCFLAGS  ?= -std=gnu11 -g -O0 -Wall -Wextra -Werror\n");
    strbuf_add_text(out, "REPORT  ?= --junit $$program.xml\n");
    add_unit_flags(units, count, root, out);
    add_list("WITH_LIBS", options->with_libraries, root, out);
    add_wrapping(out);
    strbuf_add_text(out, "SUPPORT = suite_support.o suite_blocks.o suite_files.o suite_laws.o\nPROGRAMS =");
    for (size_t i = 0; i < count; i++)
        strbuf_printf(out, " test_%s", units[i].stem);
    strbuf_add_text(out, "\n\ncheck: $(PROGRAMS)\n\t@failed=0; for program in $(PROGRAMS); do \\\n"
                         "\t    ./$$program $(REPORT) || failed=1; \\\n\tdone; exit $$failed\n\n");
    if (options->with_sources && options->with_sources[0])
        add_with_rules(units, count, options->with_sources, root, out);
    for (size_t i = 0; i < count; i++)
        add_rules(&units[i], count == 1, options->with_sources, out);
    strbuf_add_text(out, "$(SUPPORT): suite_support.h suite_parts.h suite_content.h suite_log.h\n"
                         "suite_%.o: suite_%.c\n\t$(CC) $(CFLAGS) -c -o $@ $<\n\n"
                         "clean:\n\t$(RM) $(PROGRAMS) $(addsuffix .xml,$(PROGRAMS)) *.o *.gcda *.gcno\n\n"
                         ".PHONY: check clean\n");
}
