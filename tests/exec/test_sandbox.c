/* What a box promises. One program for each kind of box, as the caller and as an ordinary user. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cet/core/clock.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/compiler.h"
#include "cet/exec/process.h"
#include "cet/exec/sandbox.h"
#include "unit_test.h"

#define COULD 10
#define REFUSED 11
#define RUN_MS 60000 /* what ends by itself ends before, however busy the machine */

static struct strbuf fixture;
static struct strbuf own;     /* TMPDIR of the test */
static struct strbuf outside; /* a folder that the box does not know */
static struct sandbox *box;
static struct process_result result;
static struct error err;

static void put(const char *folder, const char *name, const char *text, mode_t mode)
{
    SCOPED(memory_free_pointer) char *path = path_join(folder, name);
    CU_ASSERT_EQUAL(file_write(path, text, strlen(text), &err), STATUS_OK);
    CU_ASSERT_EQUAL(chmod(path, mode), 0);
}

static enum status run_request(struct process_request request)
{
    process_result_release(&result);
    err = (struct error){0};
    request.sandbox = box;
    return process_run(&request, &result, &err);
}

/* The exit code, or 1000 + how it ended. */
static int run(const char *verb, const char *argument)
{
    const char *const argv[] = {"./fixture", verb, argument, NULL};
    if (run_request((struct process_request){.argv = argv, .timeout_ms = RUN_MS}) != STATUS_OK)
        printf("  %s\n", err.message);
    return result.end == PROCESS_EXITED ? result.exit_code : 1000 + (int)result.end;
}

static int run_shell(const char *script, bool address_space_unlimited)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    CU_ASSERT_EQUAL(run_request((struct process_request){
                        .argv = argv, .timeout_ms = RUN_MS, .address_space_unlimited = address_space_unlimited}),
                    STATUS_OK);
    if (!process_succeeded(&result))
        printf("  %s", strbuf_text(&result.error_output));
    return result.end == PROCESS_EXITED ? result.exit_code : 1000 + (int)result.end;
}

TEST(staging_is_where_it_starts_and_writes)
{
    put(sandbox_staging(box), "in.txt", "given", 0600);
    CU_ASSERT_EQUAL(
        run_shell("test \"$(cat in.txt)\" = given && echo made > out.txt && mkdir d && echo x > d/y", false), 0);
    SCOPED(memory_free_pointer) char *made = path_join(sandbox_staging(box), "out.txt");
    SCOPED(strbuf_release) struct strbuf text = {0};
    CU_ASSERT_EQUAL(file_read(made, 100, &text, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), "made\n");
}

TEST(cannot_open_a_network_socket)
{
    CU_ASSERT_EQUAL(run("socket", NULL), REFUSED);
}

TEST(cannot_connect_to_a_unix_socket_outside)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/socket", strbuf_text(&outside));
    int end = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CU_ASSERT_EQUAL(bind(end, (struct sockaddr *)&address, sizeof address), 0);
    CU_ASSERT_EQUAL(listen(end, 1), 0);
    chmod(address.sun_path, 0777);
    CU_ASSERT_EQUAL(run("connect", address.sun_path), REFUSED);
    close(end);
    unlink(address.sun_path);
}

TEST(cannot_read_a_file_outside)
{
    SCOPED(memory_free_pointer) char *secret = path_join(strbuf_text(&outside), "secret");
    put(strbuf_text(&outside), "secret", "secret", 0644);
    CU_ASSERT_EQUAL(run("read", secret), REFUSED);
    CU_ASSERT_EQUAL(run("read", "/etc/shadow"), REFUSED);
    CU_ASSERT_EQUAL(run("read", "/etc/hostname"), REFUSED);
    CU_ASSERT_FALSE(sandbox_can_read(box, secret));
}

TEST(cannot_write_outside_staging)
{
    SCOPED(memory_free_pointer) char *target = path_join(strbuf_text(&outside), "target");
    put(strbuf_text(&outside), "target", "kept", 0666);
    CU_ASSERT_EQUAL(run("write", target), REFUSED);
    CU_ASSERT_EQUAL(run("truncate", target), REFUSED);
    CU_ASSERT_EQUAL(run("write", "/cet-test-file"), REFUSED);
    CU_ASSERT_EQUAL(run("write", "/usr/cet-test-file"), REFUSED);
    SCOPED(strbuf_release) struct strbuf text = {0};
    CU_ASSERT_EQUAL(file_read(target, 100, &text, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), "kept");
}

TEST(does_not_touch_what_a_link_in_staging_points_to)
{
    SCOPED(memory_free_pointer) char *target = path_join(strbuf_text(&outside), "linked");
    SCOPED(memory_free_pointer) char *link = path_join(sandbox_staging(box), "link");
    struct stat before, after;
    put(strbuf_text(&outside), "linked", "kept", 0600);
    CU_ASSERT_EQUAL(symlink(target, link), 0);
    CU_ASSERT_EQUAL(stat(target, &before), 0);
    CU_ASSERT_EQUAL(run("read", link), REFUSED);
    CU_ASSERT_EQUAL(stat(target, &after), 0);
    CU_ASSERT_EQUAL(before.st_uid, after.st_uid);
    unlink(link);
}

TEST(named_paths_can_be_read_but_not_written)
{
    struct sandbox *ours = box;
    SCOPED(strbuf_release) struct strbuf folder = {0};
    CU_ASSERT_EQUAL(folder_make_temporary(NULL, "cet-test-", &folder, NULL), STATUS_OK);
    chmod(strbuf_text(&folder), 0755);
    put(strbuf_text(&folder), "source.c", "int x;", 0644);
    put(strbuf_text(&folder), "closed.c", "int y;", 0600);
    SCOPED(memory_free_pointer) char *open_file = path_join(strbuf_text(&folder), "source.c");
    SCOPED(memory_free_pointer) char *closed_file = path_join(strbuf_text(&folder), "closed.c");
    const char *const readable[] = {strbuf_text(&folder), "/no/such/path", NULL};
    struct sandbox_options options = {.kind = BOX_KIND, .readable = readable};
    CU_ASSERT_EQUAL_FATAL(sandbox_open(&options, &box, &err), STATUS_OK);
    SCOPED(memory_free_pointer) char *copy = path_join(sandbox_staging(box), "fixture");
    CU_ASSERT_EQUAL(file_write(copy, fixture.bytes, fixture.length, &err), STATUS_OK);
    chmod(copy, 0755);
    CU_ASSERT_TRUE(sandbox_can_read(box, open_file));
    CU_ASSERT_EQUAL(run("read", open_file), COULD);
    CU_ASSERT_EQUAL(run("write", open_file), REFUSED);
    CU_ASSERT_EQUAL(run("read", closed_file), sandbox_can_read(box, closed_file) ? COULD : REFUSED);
    CU_ASSERT_EQUAL(sandbox_can_read(box, closed_file), BOX_KIND == SANDBOX_BUBBLEWRAP || geteuid() != 0);
    sandbox_close(box);
    box = ours;
    folder_remove(strbuf_text(&folder), NULL);
}

/* A folder of mode 0700 with closed and open things in it; to work in as one who is in the way of others. */
static void make_closed(struct strbuf *folder)
{
    CU_ASSERT_EQUAL_FATAL(folder_make_temporary(NULL, "closed-", folder, NULL), STATUS_OK);
    SCOPED(memory_free_pointer) char *below = path_join(strbuf_text(folder), "below");
    SCOPED(memory_free_pointer) char *git = path_join(strbuf_text(folder), ".git");
    SCOPED(memory_free_pointer) char *link = path_join(strbuf_text(folder), "link.c");
    CU_ASSERT_EQUAL(mkdir(below, 0700) | mkdir(git, 0700) | symlink("closed.c", link), 0);
    put(strbuf_text(folder), "closed.c", "int x;", 0600);
    put(strbuf_text(folder), "run.sh", "#!/bin/sh\nexit 5\n", 0700);
    put(below, "closed.h", "int y;", 0600);
    put(git, "config", "url", 0600);
}

/* The script runs in folder, in a box of its own that may read what readable names. */
static int run_in_box_for(const char *const *readable, const char *folder, const char *script)
{
    struct sandbox *ours = box;
    struct sandbox_options options = {.kind = BOX_KIND, .readable = readable};
    CU_ASSERT_EQUAL_FATAL(sandbox_open(&options, &box, &err), STATUS_OK);
    const char *const argv[] = {"sh", "-c", script, NULL};
    CU_ASSERT_EQUAL(run_request((struct process_request){.argv = argv, .folder = folder, .timeout_ms = RUN_MS}),
                    STATUS_OK);
    printf("%s", strbuf_text(&result.error_output));
    sandbox_close(box);
    box = ours;
    return result.exit_code;
}

static const bool opens_closed = BOX_KIND == SANDBOX_BUBBLEWRAP || AS_USER;

TEST(works_in_a_folder_that_is_closed_to_others)
{
    SCOPED(strbuf_release) struct strbuf folder = {0};
    make_closed(&folder);
    const char *const readable[] = {strbuf_text(&folder), NULL};
    if (opens_closed)
        CU_ASSERT_EQUAL(
            run_in_box_for(readable, strbuf_text(&folder),
                           "cat closed.c link.c below/closed.h >$TMPDIR/all && { ./run.sh; test $? = 5; } && "
                           "test -L link.c && ! echo x 2>$TMPDIR/no >closed.c && test \"$(pwd)\" = \"$PWD\""),
            0);
    struct stat info;
    CU_ASSERT_EQUAL(stat(strbuf_text(&folder), &info), 0);
    CU_ASSERT_EQUAL(info.st_mode & 07777, 0700);
    folder_remove(strbuf_text(&folder), NULL);
}

TEST(works_below_a_folder_that_is_closed_to_others)
{
    SCOPED(strbuf_release) struct strbuf folder = {0};
    make_closed(&folder);
    SCOPED(memory_free_pointer) char *below = path_join(strbuf_text(&folder), "below");
    SCOPED(memory_free_pointer) char *file = path_join(below, "closed.h");
    CU_ASSERT_EQUAL(chmod(below, 0755), 0);
    /* The folder alone, the file alone, and both below one that many share. */
    const char *const alone[] = {below, NULL};
    const char *const one_file[] = {file, NULL};
    const char *const shared[] = {strbuf_text(&own), below, file, NULL};
    if (opens_closed) {
        CU_ASSERT_EQUAL(chmod(strbuf_text(&own), 01755) == 0 || geteuid() != 0, true);
        CU_ASSERT_EQUAL(run_in_box_for(alone, below, "cat closed.h"), 0);
        SCOPED(strbuf_release) struct strbuf script = {0};
        strbuf_printf(&script, "cat %s", file);
        CU_ASSERT_EQUAL(run_in_box_for(one_file, NULL, strbuf_text(&script)), 0);
        CU_ASSERT_EQUAL(run_in_box_for(shared, below, "cat closed.h && echo x >$TMPDIR/x"), 0);
    }
    folder_remove(strbuf_text(&folder), NULL);
}

TEST(says_which_path_is_closed_where_nothing_can_be_shown_instead)
{
    SCOPED(strbuf_release) struct strbuf folder = {0};
    struct sandbox *refused = NULL;
    make_closed(&folder);
    SCOPED(memory_free_pointer) char *file = path_join(strbuf_text(&folder), "closed.c");
    const char *const readable[] = {file, NULL};
    struct sandbox_options options = {.kind = BOX_KIND, .readable = readable};
    CU_ASSERT_EQUAL(sandbox_open(&options, &refused, &err), opens_closed ? STATUS_OK : STATUS_INVALID);
    CU_ASSERT_TRUE(opens_closed || (strstr(err.message, file) && strstr(err.message, "chmod")));
    sandbox_close(refused);
    folder_remove(strbuf_text(&folder), NULL);
}

TEST(refuses_a_closed_tree_that_is_too_large_to_copy)
{
    SCOPED(strbuf_release) struct strbuf folder = {0};
    struct sandbox *refused = NULL;
    make_closed(&folder);
    SCOPED(memory_free_pointer) char *large = path_join(strbuf_text(&folder), "large");
    put(strbuf_text(&folder), "large", "", 0600);
    CU_ASSERT_EQUAL(truncate(large, (off_t)2 << 30), 0);
    const char *const readable[] = {strbuf_text(&folder), NULL};
    struct sandbox_options options = {.kind = BOX_KIND, .readable = readable};
    enum status expected = AS_USER || geteuid() != 0        ? STATUS_OK
                           : BOX_KIND == SANDBOX_BUBBLEWRAP ? STATUS_LIMIT
                                                            : STATUS_INVALID;
    CU_ASSERT_EQUAL(sandbox_open(&options, &refused, &err), expected);
    CU_ASSERT_TRUE(expected == STATUS_OK || strstr(err.message, strbuf_text(&folder)));
    sandbox_close(refused);
    folder_remove(strbuf_text(&folder), NULL);
}

/* Shown as a whole, also when staging lies below it. */
TEST(works_in_a_folder_that_holds_the_temporary_files)
{
    const char *const readable[] = {strbuf_text(&own), NULL};
    put(strbuf_text(&own), "source.c", "int x;", 0644);
    CU_ASSERT_EQUAL(chmod(strbuf_text(&own), 0755) == 0 || geteuid() != 0, true);
    CU_ASSERT_EQUAL(
        run_in_box_for(readable, strbuf_text(&own), "cat source.c && echo x >$TMPDIR/x && f=$(mktemp) && echo x >$f"),
        0);
    if (opens_closed) {
        CU_ASSERT_EQUAL(chmod(strbuf_text(&own), 0700), 0);
        CU_ASSERT_EQUAL(run_in_box_for(readable, strbuf_text(&own), "cat source.c && echo x >$TMPDIR/x"), 0);
        CU_ASSERT_EQUAL(chmod(strbuf_text(&own), 0755), 0);
    }
}

TEST(works_in_the_folders_that_everybody_has)
{
    static const char *const folders[] = {"/", "/tmp"};
    for (size_t i = 0; i < 2; i++) {
        const char *const readable[] = {folders[i], NULL};
        CU_ASSERT_EQUAL(run_in_box_for(readable, folders[i], "echo x >$TMPDIR/x && cat $TMPDIR/x"), 0);
    }
}

TEST(temporary_files_work)
{
    CU_ASSERT_EQUAL(run_shell("f=$(mktemp) && echo x > $f && test $(cat $f) = x", false), 0);
}

TEST(is_killed_after_its_time)
{
    const char *const argv[] = {"./fixture", "hang", NULL};
    uint64_t before_ms = clock_now_ms();
    CU_ASSERT_EQUAL(run_request((struct process_request){.argv = argv, .timeout_ms = 300}), STATUS_OK);
    CU_ASSERT_EQUAL(result.end, PROCESS_TIMED_OUT);
    CU_ASSERT_TRUE(clock_now_ms() - before_ms >= 300); /* it never ends by itself */
}

TEST(cannot_fill_memory)
{
    const char *const filling[] = {"./fixture", "memory", NULL};
    CU_ASSERT_EQUAL(
        run_request((struct process_request){.argv = filling, .memory_limit_bytes = 128 << 20, .timeout_ms = RUN_MS}),
        STATUS_OK);
    CU_ASSERT_EQUAL(result.exit_code, REFUSED);
    const char *const argv[] = {"./fixture", "reserved", NULL};
    CU_ASSERT_EQUAL(run_request((struct process_request){
                        .argv = argv, .memory_limit_bytes = 128 << 20, .address_space_unlimited = true}),
                    STATUS_OK);
    CU_ASSERT_EQUAL(result.end, PROCESS_MEMORY_LIMIT);
}

TEST(fork_bomb_ends)
{
    const char *const argv[] = {"./fixture", "fork-bomb", NULL};
    CU_ASSERT_EQUAL(run_request((struct process_request){.argv = argv, .timeout_ms = 1000}), STATUS_OK);
    CU_ASSERT_EQUAL(result.end, PROCESS_TIMED_OUT);
    CU_ASSERT_EQUAL(run("exit", "7"), 7);
}

TEST(output_bomb_is_cut)
{
    const char *const argv[] = {"./fixture", "flood", NULL};
    CU_ASSERT_EQUAL(run_request((struct process_request){.argv = argv, .output_max_bytes = 1000}), STATUS_OK);
    CU_ASSERT_EQUAL(result.end, PROCESS_OUTPUT_LIMIT);
    CU_ASSERT_EQUAL(result.output.length, 1000);
}

TEST(big_file_is_refused)
{
    CU_ASSERT_EQUAL(run("big-file", "big"), REFUSED);
}

TEST(environment_is_clean)
{
    const char *const argv[] = {"env", NULL};
    const char *const more[] = {"MORE=1", "LD_LIBRARY_PATH=/nowhere", NULL};
    setenv("CET_TEST_SECRET", "x", 1);
    CU_ASSERT_EQUAL(run_request((struct process_request){.argv = argv, .environment = more}), STATUS_OK);
    const char *text = strbuf_text(&result.output);
    CU_ASSERT_PTR_NULL(strstr(text, "CET_TEST_SECRET"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "MORE=1\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "LD_LIBRARY_PATH=/nowhere\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "LC_ALL=C.UTF-8\n"));
}

TEST(descriptors_do_not_leak)
{
    int open_here = fcntl(2, F_DUPFD, 50);
    CU_ASSERT_EQUAL(run_shell("ls /proc/self/fd", false), 0);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&result.output), "0\n1\n2\n3\n"); /* 3: the folder that ls reads */
    close(open_here);
}

TEST(report_and_signals_come_through)
{
    const char *const argv[] = {"./fixture", "say", "x", NULL};
    CU_ASSERT_EQUAL(run_request((struct process_request){.argv = argv, .report = true}), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&result.report), "report x\n");
    CU_ASSERT_EQUAL(run("die", "11"), 1000 + (int)PROCESS_SIGNALLED);
    CU_ASSERT_EQUAL(result.signal, SIGSEGV);
}

TEST(cannot_make_namespaces_nor_signal_the_caller)
{
    char pid[32];
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    CU_ASSERT_EQUAL(run("namespace", NULL), REFUSED);
    bool signals_are_free = false;
    for (size_t i = 0; i < sandbox_description(box)->not_enforced_count; i++)
        signals_are_free |= strstr(sandbox_description(box)->not_enforced[i], "signals") != NULL;
    CU_ASSERT_EQUAL(run("signal", pid), signals_are_free ? COULD : REFUSED);
}

TEST(nothing_survives_the_run)
{
    SCOPED(memory_free_pointer) char *late = path_join(sandbox_staging(box), "late");
    run("leave", late);
    unlink(late); /* written before the run had ended: on a busy machine */
    sleep(2);
    CU_ASSERT_FALSE(file_exists(late));
}

TEST(leak_sanitizer_works_inside)
{
    SCOPED(memory_free_pointer) char *clang = program_find("clang-19");
    if (!clang)
        return;
    CU_ASSERT_EQUAL(run("trace", NULL), COULD);
    CU_ASSERT_EQUAL(run_shell("echo 'int main(void){return 0;}' > clean.c && clang-19 -fsanitize=address clean.c -o "
                              "clean && ./clean",
                              true),
                    0);
    put(sandbox_staging(box), "leak.c",
        "#include <stdlib.h>\nint main(void){for (int i = 0; i < 100; i++) *(volatile char *)malloc(9) = 1; return 0;}",
        0644);
    CU_ASSERT_EQUAL(run_shell("clang-19 -fsanitize=address leak.c -o leak && ./leak 2>&1", true), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&result.output), "detected memory leaks"));
}

TEST(coverage_is_written_inside)
{
    CU_ASSERT_EQUAL(
        run_shell("echo 'int main(void){return 0;}' > c.c && cc --coverage c.c -o c && ./c && ls *.gcda", false), 0);
}

TEST(missing_program_is_one_line)
{
    const char *const argv[] = {"./missing", NULL};
    CU_ASSERT_EQUAL(run_request((struct process_request){.argv = argv}), STATUS_NOT_FOUND);
    CU_ASSERT_STRING_EQUAL(err.message, "'./missing': no such program");
}

TEST(says_what_it_does_not_enforce)
{
    const struct sandbox_description *description = sandbox_description(box);
    CU_ASSERT_STRING_EQUAL(description->name, BOX_KIND == SANDBOX_BUBBLEWRAP ? "bubblewrap" : "restricted");
    CU_ASSERT_TRUE(description->enforced_count > 4);
    CU_ASSERT_TRUE(description->not_enforced_count > 0);
}

TEST(closing_removes_staging)
{
    struct sandbox *other = NULL;
    struct sandbox_options options = {.kind = BOX_KIND};
    CU_ASSERT_EQUAL_FATAL(sandbox_open(&options, &other, &err), STATUS_OK);
    SCOPED(memory_free_pointer) char *staging = memory_strdup(sandbox_staging(other));
    CU_ASSERT_TRUE(file_is_folder(staging));
    sandbox_release(&other);
    CU_ASSERT_FALSE(file_exists(staging));
}

/* Whom the machine may not even name, and who shares no count of processes with a test that runs beside. */
static bool become_ordinary_user(void)
{
    uid_t user = 20000 + (uid_t)getpid() % 40000;
    return chown(strbuf_text(&own), user, user) == 0 && setgroups(0, NULL) == 0 && setgid(user) == 0 &&
           setuid(user) == 0;
}

static bool prepare(void)
{
    struct sandbox_options options = {.kind = BOX_KIND};
    SCOPED(strbuf_release) struct strbuf why = {0};
    if (file_read(EXEC_FIXTURE, 16 << 20, &fixture, &err) != STATUS_OK)
        return false;
    if (AS_USER && geteuid() == 0 && !become_ordinary_user())
        return false;
    if (BOX_KIND == SANDBOX_BUBBLEWRAP && !sandbox_has_bubblewrap(&why)) {
        printf("SKIPPED: %s\n", strbuf_text(&why));
        exit(77);
    }
    if (folder_make_temporary(NULL, "outside-", &outside, &err) != STATUS_OK ||
        chmod(strbuf_text(&outside), 0777) != 0 || sandbox_open(&options, &box, &err) != STATUS_OK)
        return false;
    SCOPED(memory_free_pointer) char *copy = path_join(sandbox_staging(box), "fixture");
    return file_write(copy, fixture.bytes, fixture.length, &err) == STATUS_OK && chmod(copy, 0755) == 0;
}

static int run_all(void)
{
    static const struct unit_test tests[] = {
        CASE(staging_is_where_it_starts_and_writes),
        CASE(cannot_open_a_network_socket),
        CASE(cannot_connect_to_a_unix_socket_outside),
        CASE(cannot_read_a_file_outside),
        CASE(cannot_write_outside_staging),
        CASE(does_not_touch_what_a_link_in_staging_points_to),
        CASE(named_paths_can_be_read_but_not_written),
        CASE(works_in_a_folder_that_is_closed_to_others),
        CASE(works_below_a_folder_that_is_closed_to_others),
        CASE(says_which_path_is_closed_where_nothing_can_be_shown_instead),
        CASE(refuses_a_closed_tree_that_is_too_large_to_copy),
        CASE(works_in_a_folder_that_holds_the_temporary_files),
        CASE(works_in_the_folders_that_everybody_has),
        CASE(temporary_files_work),
        CASE(is_killed_after_its_time),
        CASE(cannot_fill_memory),
        CASE(fork_bomb_ends),
        CASE(output_bomb_is_cut),
        CASE(big_file_is_refused),
        CASE(environment_is_clean),
        CASE(descriptors_do_not_leak),
        CASE(report_and_signals_come_through),
        CASE(cannot_make_namespaces_nor_signal_the_caller),
        CASE(nothing_survives_the_run),
        CASE(leak_sanitizer_works_inside),
        CASE(coverage_is_written_inside),
        CASE(missing_program_is_one_line),
        CASE(says_what_it_does_not_enforce),
        CASE(closing_removes_staging),
    };
    if (!prepare()) {
        printf("%s\n", err.message);
        return EXIT_FAILURE;
    }
    int code = unit_tests_run("exec/sandbox", tests, sizeof tests / sizeof *tests);
    process_result_release(&result);
    sandbox_close(box);
    folder_remove(strbuf_text(&outside), NULL);
    strbuf_release(&outside);
    strbuf_release(&fixture);
    return code;
}

/* In a child, since who became another user cannot remove the folder that he was given. */
int main(void)
{
    if (folder_make_temporary("/tmp", "cet-test-", &own, &err) != STATUS_OK || chmod(strbuf_text(&own), 0755) != 0) {
        printf("%s\n", err.message);
        return EXIT_FAILURE;
    }
    setenv("TMPDIR", strbuf_text(&own), 1);
    int status = 0;
    pid_t pid = fork();
    if (pid == 0)
        exit(run_all());
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        status = -1;
    folder_remove(strbuf_text(&own), NULL);
    strbuf_release(&own);
    return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE;
}
