#include "unit_test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scratch.h"

static void check_content(const char *path, const char *expected)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    CU_ASSERT_EQUAL(file_read(path, 1 << 20, &text, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), expected);
}

static enum status count_one(void *context, const char *name, bool is_folder, struct error *err)
{
    (void)name, (void)is_folder, (void)err;
    ++*(size_t *)context;
    return STATUS_OK;
}

static size_t entry_count(const char *folder)
{
    size_t count = 0;
    CU_ASSERT_EQUAL(folder_each(folder, count_one, &count, NULL), STATUS_OK);
    return count;
}

static mode_t mode_of(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 ? info.st_mode & 0777 : 0;
}

TEST(what_was_written_is_read)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "file");
    static const size_t sizes[] = {0, 1, 4095, 4096, 65535, 65536, 65537, 300001};
    static char bytes[300001];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * i >> 3);
    for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
        SCOPED(strbuf_release) struct strbuf read = {0};
        CU_ASSERT_EQUAL(file_write(path, bytes, sizes[i], NULL), STATUS_OK);
        strbuf_add_text(&read, "before");
        CU_ASSERT_EQUAL(file_read(path, sizes[i], &read, NULL), STATUS_OK);
        CU_ASSERT_EQUAL(read.length, sizes[i] + 6);
        CU_ASSERT_EQUAL(memcmp(read.bytes + 6, bytes, sizes[i]), 0);
        CU_ASSERT_EQUAL(read.bytes[read.length], '\0');
    }
    CU_ASSERT_EQUAL(entry_count(scratch.folder), 1);
}

TEST(a_file_beyond_the_limit_leaves_the_text_as_it_was)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "file");
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct error err = {0};
    strbuf_add_text(&text, "before");
    CU_ASSERT_EQUAL(file_write(path, "12345", 5, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_read(path, 4, &text, &err), STATUS_LIMIT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "larger than the limit of 4 bytes"));
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), "before");
    CU_ASSERT_EQUAL(file_read("/dev/zero", 100000, &text, &err), STATUS_LIMIT);
    CU_ASSERT_EQUAL(text.length, 6);
}

TEST(files_without_a_size_are_read_to_their_end)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    CU_ASSERT_EQUAL(file_read("/proc/self/status", 1 << 20, &text, NULL), STATUS_OK);
    CU_ASSERT(text.length > 0);
    CU_ASSERT_EQUAL(file_read("/dev/null", SIZE_MAX, &text, NULL), STATUS_OK);
}

TEST(what_is_missing_or_no_file_is_told_apart)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(file_read(scratch_path(&scratch, "missing"), 1, &text, &err), STATUS_NOT_FOUND);
    CU_ASSERT_EQUAL(file_read(scratch.folder, 1, &text, &err), STATUS_IO);
    CU_ASSERT_EQUAL(file_write(scratch.folder, "", 0, &err), STATUS_IO);
    CU_ASSERT_EQUAL(file_write(scratch_path(&scratch, "missing/file"), "", 0, &err), STATUS_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "missing/file': No such file"));
    CU_ASSERT_EQUAL(entry_count(scratch.folder), 0);
}

/* Root may read everything; for the test it is nobody for a while. */
static bool become_nobody(void)
{
    return geteuid() != 0 || seteuid(65534) == 0;
}

static void become_oneself(void)
{
    if (getuid() == 0 && seteuid(0) != 0)
        abort();
}

TEST(an_unreadable_file_and_a_closed_folder_are_refused)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "file");
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(file_write(path, "old", 3, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(chmod(path, 0), 0);
    CU_ASSERT_EQUAL(chmod(scratch.folder, 0555), 0);
    if (become_nobody()) {
        CU_ASSERT_EQUAL(file_read(path, 10, &text, &err), STATUS_IO);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "Permission denied"));
        CU_ASSERT_EQUAL(file_write(path, "new", 3, &err), STATUS_IO);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "Permission denied"));
    }
    become_oneself();
    CU_ASSERT_EQUAL(chmod(path, 0600), 0);
    check_content(path, "old");
    CU_ASSERT_EQUAL(entry_count(scratch.folder), 1);
}

TEST(a_full_disk_leaves_the_old_file_whole_and_nothing_beside)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "file"), *large = scratch_path(&scratch, "large");
    static char bytes[200000];
    memset(bytes, 'x', sizeof bytes - 1);
    CU_ASSERT_EQUAL(file_write(path, "old", 3, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_write(large, bytes, sizeof bytes, NULL), STATUS_OK);

    struct rlimit before;
    signal(SIGXFSZ, SIG_IGN);
    CU_ASSERT_EQUAL(getrlimit(RLIMIT_FSIZE, &before), 0);
    for (rlim_t room = 0; room < sizeof bytes; room += 16384) {
        struct error of_write = {0}, of_copy = {0};
        const struct rlimit limit = {room, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
        const enum status written = file_write(path, bytes, sizeof bytes, &of_write);
        const enum status copied = file_copy(large, path, &of_copy);
        setrlimit(RLIMIT_FSIZE, &before);
        CU_ASSERT_EQUAL(written, STATUS_IO);
        CU_ASSERT_EQUAL(copied, STATUS_IO);
        CU_ASSERT_PTR_NOT_NULL(strstr(of_write.message, "File too large"));
        CU_ASSERT_PTR_NOT_NULL(strstr(of_copy.message, "File too large"));
        check_content(path, "old");
        CU_ASSERT_EQUAL(entry_count(scratch.folder), 2);
    }
}

TEST(a_pipe_is_written_and_not_replaced)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "pipe");
    CU_ASSERT_EQUAL_FATAL(mkfifo(path, 0600), 0);
    const int reader = open(path, O_RDWR | O_CLOEXEC);
    char text[8] = {0};
    struct stat info;
    CU_ASSERT_EQUAL(file_write(path, "text", 4, NULL), STATUS_OK);
    CU_ASSERT(lstat(path, &info) == 0 && S_ISFIFO(info.st_mode));
    if (S_ISFIFO(info.st_mode))
        CU_ASSERT_EQUAL(read(reader, text, sizeof text - 1), 4);
    CU_ASSERT_STRING_EQUAL(text, "text");
    close(reader);
}

TEST(a_new_file_obeys_the_umask_and_an_old_one_keeps_its_mode)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "file");
    const mode_t before = umask(022);
    CU_ASSERT_EQUAL(file_write(path, "a", 1, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(mode_of(path), 0644);
    CU_ASSERT_EQUAL(chmod(path, 0755), 0);
    CU_ASSERT_EQUAL(file_write(path, "b", 1, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(mode_of(path), 0755);
    umask(before);
}

TEST(a_link_stays_a_link)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *file = scratch_path(&scratch, "file"), *link_path = scratch_path(&scratch, "link");
    struct stat info;
    CU_ASSERT_EQUAL(file_write(file, "old", 3, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(symlink("file", link_path), 0);
    CU_ASSERT_EQUAL(file_write(link_path, "new", 3, NULL), STATUS_OK);
    CU_ASSERT(lstat(link_path, &info) == 0 && S_ISLNK(info.st_mode));
    check_content(file, "new");
}

TEST(a_copy_has_content_and_mode)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *from = scratch_path(&scratch, "from"), *to = scratch_path(&scratch, "to");
    struct error err = {0};
    CU_ASSERT_EQUAL(file_write(from, "text", 4, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(chmod(from, 0750), 0);
    CU_ASSERT_EQUAL(file_copy(from, to, &err), STATUS_OK);
    check_content(to, "text");
    CU_ASSERT_EQUAL(mode_of(to), 0750);
    CU_ASSERT_EQUAL(file_copy(to, to, &err), STATUS_OK);
    check_content(to, "text");
    CU_ASSERT_EQUAL(file_copy(scratch_path(&scratch, "missing"), to, &err), STATUS_NOT_FOUND);
    check_content(to, "text");
    CU_ASSERT_EQUAL(file_copy("/proc/self/status", to, &err), STATUS_OK);
    CU_ASSERT(file_exists(to));
    CU_ASSERT_FALSE(file_is_folder(to));
    CU_ASSERT(file_is_folder(scratch.folder));
}

static void remove_temporaries_and_exit(int signal_number)
{
    file_remove_temporaries();
    _exit(128 + signal_number);
}

TEST(an_interrupt_leaves_the_old_file_whole_and_nothing_beside)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *pipe_path = scratch_path(&scratch, "pipe"), *path = scratch_path(&scratch, "file");
    CU_ASSERT_EQUAL(file_write(path, "old", 3, NULL), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(mkfifo(pipe_path, 0600), 0);
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGINT, remove_temporaries_and_exit);
        (void)file_copy(pipe_path, path, NULL); /* waits for more in the midst of the copy */
        _exit(1);
    }
    const int writer = open(pipe_path, O_WRONLY | O_CLOEXEC);
    CU_ASSERT_EQUAL(write(writer, "half", 4), 4);
    for (int i = 0; i < 1000 && entry_count(scratch.folder) < 3; i++)
        usleep(10000);
    CU_ASSERT_EQUAL(entry_count(scratch.folder), 3);
    file_remove_temporaries(); /* those of another process are not ours */
    CU_ASSERT_EQUAL(entry_count(scratch.folder), 3);
    kill(child, SIGINT);
    int result = 0;
    CU_ASSERT_EQUAL(waitpid(child, &result, 0), child);
    close(writer);
    CU_ASSERT(WIFEXITED(result) && WEXITSTATUS(result) == 128 + SIGINT);
    check_content(path, "old");
    CU_ASSERT_EQUAL(entry_count(scratch.folder), 2);
}

UNIT_TESTS("core/file", CASE(what_was_written_is_read), CASE(a_file_beyond_the_limit_leaves_the_text_as_it_was),
           CASE(files_without_a_size_are_read_to_their_end), CASE(what_is_missing_or_no_file_is_told_apart),
           CASE(an_unreadable_file_and_a_closed_folder_are_refused),
           CASE(a_full_disk_leaves_the_old_file_whole_and_nothing_beside), CASE(a_pipe_is_written_and_not_replaced),
           CASE(a_new_file_obeys_the_umask_and_an_old_one_keeps_its_mode), CASE(a_link_stays_a_link),
           CASE(a_copy_has_content_and_mode), CASE(an_interrupt_leaves_the_old_file_whole_and_nothing_beside))
