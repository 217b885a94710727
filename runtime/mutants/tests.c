/* Which test runs, read from the frameworks' own state through weak references: a program without them links all the
 * same. Unity's state starts with the file and the name of the current test. Others have a file of their own and note
 * here which tests failed. */
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>

#include "cunit.h"
#include "state.h"

#define MAX_NOTED 32 /* names; more failures are only counted */

struct unity {
    const char *file;
    const char *test;
};

extern struct unity Unity __attribute__((weak));

/* Others may call something of theirs Unity. */
static const struct unity *find_unity(void)
{
    static bool is_asked, is_there;
    Dl_info info;
    ElfW(Sym) *symbol = NULL;
    if (!&Unity)
        return NULL;
    if (!is_asked)
        is_there =
            dladdr1(&Unity, &info, (void **)&symbol, RTLD_DL_SYMENT) && symbol && symbol->st_size >= 4 * sizeof(void *);
    is_asked = true;
    return is_there ? &Unity : NULL;
}

static struct {
    unsigned count;
    char names[MAX_NOTED][TEST_NAME_SIZE];
} noted;

void cet_mutants_note_failure(const char *test)
{
    if (cet_mutants_state.mode == MODE_OFF || !cet_mutants_is_own())
        return;
    if (noted.count < MAX_NOTED)
        snprintf(noted.names[noted.count], TEST_NAME_SIZE, "%s", test);
    noted.count++;
    if (cet_mutants_state.mode == MODE_CHILD)
        cet_mutants_child_enter();
}

const void *cet_mutants_test_mark(void)
{
    if (cet_cunit_is_there())
        return cet_cunit_current_test();
    if (cet_mutants_cmocka_mark())
        return cet_mutants_cmocka_mark();
    if (cet_mutants_check_test())
        return cet_mutants_check_test();
    const struct unity *unity = find_unity();
    return unity ? unity->test : NULL;
}

static void write_name(const char *test, char *out, size_t size)
{
    if (test)
        snprintf(out, size, "%s", test);
}

void cet_mutants_test_name(char *out, size_t size)
{
    const struct unity *unity = find_unity();
    out[0] = '\0';
    if (cet_cunit_is_there())
        cet_cunit_current_name(out, size);
    else if (cet_mutants_cmocka_mark())
        cet_mutants_cmocka_name(out, size);
    else if (cet_mutants_check_test())
        write_name(cet_mutants_check_test(), out, size);
    else if (unity)
        write_name(unity->test, out, size);
}

unsigned cet_mutants_failures(void)
{
    return cet_cunit_is_there() ? cet_cunit_failures() : noted.count;
}

void cet_mutants_failed_test(unsigned after, char *out, size_t size)
{
    out[0] = '\0';
    if (cet_cunit_is_there())
        cet_cunit_failed_test(after, out, size);
    else if (after < noted.count && after < MAX_NOTED)
        write_name(noted.names[after], out, size);
}
