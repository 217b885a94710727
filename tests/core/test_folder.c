#include "unit_test.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scratch.h"

static void make_file(const char *folder, const char *name, const char *text)
{
    SCOPED(memory_free_pointer) char *path = path_join(folder, name);
    SCOPED(memory_free_pointer) char *parent = path_folder(path);
    CU_ASSERT_EQUAL(folder_make(parent, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_write(path, text, strlen(text), NULL), STATUS_OK);
}

static enum status list_one(void *context, const char *name, bool is_folder, struct error *err)
{
    (void)err;
    strbuf_printf(context, "%s%s ", name, is_folder ? "/" : "");
    return STATUS_OK;
}

static enum status stop_at_b(void *context, const char *name, bool is_folder, struct error *err)
{
    list_one(context, name, is_folder, err);
    return strcmp(name, "b") == 0 ? error_set(err, STATUS_CANCELLED, "stopped at '%s'", name) : STATUS_OK;
}

TEST(entries_come_sorted_and_a_link_is_no_folder)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(strbuf_release) struct strbuf names = {0};
    make_file(scratch.folder, "b", "");
    make_file(scratch.folder, "c/x", "");
    make_file(scratch.folder, ".a", "");
    CU_ASSERT_EQUAL(symlink("c", scratch_path(&scratch, "d")), 0);
    CU_ASSERT_EQUAL(folder_each(scratch.folder, list_one, &names, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&names), ".a b c/ d ");
}

TEST(a_visit_that_fails_ends_the_walk)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(strbuf_release) struct strbuf names = {0};
    struct error err = {0};
    make_file(scratch.folder, "a", "");
    make_file(scratch.folder, "b", "");
    make_file(scratch.folder, "c", "");
    CU_ASSERT_EQUAL(folder_each(scratch.folder, stop_at_b, &names, &err), STATUS_CANCELLED);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&names), "a b ");
    CU_ASSERT_EQUAL(folder_each(scratch_path(&scratch, "none"), list_one, &names, &err), STATUS_NOT_FOUND);
    CU_ASSERT_EQUAL(folder_each(scratch_path(&scratch, "a"), list_one, &names, &err), STATUS_NOT_FOUND);
}

TEST(make_creates_all_parents_and_accepts_what_exists)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "a//b/c/");
    struct error err = {0};
    CU_ASSERT_EQUAL(folder_make(path, &err), STATUS_OK);
    CU_ASSERT_EQUAL(folder_make(path, &err), STATUS_OK);
    CU_ASSERT_EQUAL(folder_make("/", &err), STATUS_OK);
    CU_ASSERT(file_is_folder(path));
    CU_ASSERT_EQUAL(folder_make("", &err), STATUS_NOT_FOUND);
    make_file(scratch.folder, "file", "");
    CU_ASSERT_EQUAL(folder_make(scratch_path(&scratch, "file"), &err), STATUS_IO);
    CU_ASSERT_EQUAL(folder_make(scratch_path(&scratch, "file/x"), &err), STATUS_IO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "cannot create the folder"));
}

TEST(temporary_folders_are_new_and_private)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(strbuf_release) struct strbuf first = {0}, second = {0};
    struct error err = {0};
    struct stat info;
    CU_ASSERT_EQUAL(folder_make_temporary(scratch.folder, "run-", &first, &err), STATUS_OK);
    CU_ASSERT_EQUAL(folder_make_temporary(scratch.folder, "run-", &second, &err), STATUS_OK);
    CU_ASSERT_STRING_NOT_EQUAL(strbuf_text(&first), strbuf_text(&second));
    CU_ASSERT(stat(strbuf_text(&first), &info) == 0 && (info.st_mode & 07777) == 0700);
    strbuf_clear(&first);
    CU_ASSERT_EQUAL(folder_make_temporary(scratch_path(&scratch, "none"), "run-", &first, &err), STATUS_NOT_FOUND);
    CU_ASSERT_EQUAL(first.length, 0);
}

TEST(remove_takes_all_below_and_follows_no_link)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *tree = scratch_path(&scratch, "tree"), *link_path = scratch_path(&scratch, "tree/link");
    make_file(scratch.folder, "kept/file", "kept");
    make_file(scratch.folder, "tree/a/b/c", "");
    CU_ASSERT_EQUAL(symlink("../kept", link_path), 0);
    CU_ASSERT_EQUAL(symlink("nowhere", scratch_path(&scratch, "tree/dangling")), 0);
    CU_ASSERT_EQUAL(folder_remove(tree, NULL), STATUS_OK);
    CU_ASSERT_FALSE(file_exists(tree));
    CU_ASSERT(file_exists(scratch_path(&scratch, "kept/file")));
    CU_ASSERT_EQUAL(folder_remove(tree, NULL), STATUS_OK);

    const char *link_beside = scratch_path(&scratch, "beside");
    CU_ASSERT_EQUAL(symlink("kept", link_beside), 0);
    CU_ASSERT_EQUAL(folder_remove(scratch_path(&scratch, "beside/"), NULL), STATUS_OK);
    CU_ASSERT(file_exists(scratch_path(&scratch, "kept/file")));
    CU_ASSERT_FALSE(file_exists(link_beside));
}

TEST(remove_opens_folders_that_closed_themselves)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *tree = scratch_path(&scratch, "tree");
    make_file(scratch.folder, "tree/closed/file", "");
    CU_ASSERT_EQUAL(chmod(scratch_path(&scratch, "tree/closed"), 0), 0);
    CU_ASSERT_EQUAL(chmod(tree, 0500), 0);
    CU_ASSERT_EQUAL(folder_remove(tree, NULL), STATUS_OK);
    CU_ASSERT_FALSE(file_exists(tree));
}

/* Only ever tried on a folder of our own: were the guard missing, nothing else would be lost. */
TEST(what_holds_the_current_folder_is_not_removed)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(memory_free_pointer) char *before = path_real(".");
    const char *inner = scratch_path(&scratch, "outer/inner"), *outer = scratch_path(&scratch, "outer");
    make_file(scratch.folder, "outer/inner/file", "");
    CU_ASSERT_EQUAL_FATAL(chdir(inner), 0);
    struct error err = {0};
    CU_ASSERT_EQUAL(folder_remove(inner, &err), STATUS_INVALID);
    CU_ASSERT_EQUAL(folder_remove(outer, &err), STATUS_INVALID);
    CU_ASSERT_EQUAL(folder_remove(scratch_path(&scratch, "outer/./inner/../"), &err), STATUS_INVALID);
    CU_ASSERT_EQUAL(folder_remove(".", &err), STATUS_INVALID);
    CU_ASSERT_EQUAL(folder_remove("..", &err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "holds the current folder"));
    CU_ASSERT(file_exists(scratch_path(&scratch, "outer/inner/file")));
    CU_ASSERT_EQUAL_FATAL(chdir(before), 0);
    CU_ASSERT_EQUAL(folder_remove(outer, &err), STATUS_OK);
}

/* In mount namespace and root of the child's own; 2 when the system does not allow that. */
static int refuse_mount_and_root(const char *folder)
{
    struct stat outside, inside;
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 || chdir(folder) != 0 ||
        mkdir("tree", 0700) != 0 || mkdir("tree/mounted", 0700) != 0 ||
        mount("tmpfs", "tree/mounted", "tmpfs", 0, NULL) != 0 || mkdir("tree/mounted/kept", 0700) != 0)
        return 2;
    if (folder_remove("tree", NULL) != STATUS_INVALID || !file_is_folder("tree/mounted/kept"))
        return 1;
    /* Nothing is asked of the root before it is certain to be the scratch folder. */
    if (stat(".", &outside) != 0 || chroot(".") != 0 || chdir("/tree") != 0 || stat("/", &inside) != 0 ||
        outside.st_dev != inside.st_dev || outside.st_ino != inside.st_ino)
        return 2;
    return folder_remove("/", NULL) == STATUS_INVALID && folder_remove("//", NULL) == STATUS_INVALID &&
                   folder_remove("/tree/..", NULL) == STATUS_INVALID && file_is_folder("/tree/mounted/kept")
               ? 0
               : 1;
}

TEST(mount_points_and_the_root_are_not_removed)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0)
        _exit(refuse_mount_and_root(scratch.folder));
    int result = 0;
    CU_ASSERT_EQUAL_FATAL(waitpid(child, &result, 0), child);
    CU_ASSERT(WIFEXITED(result) && WEXITSTATUS(result) != 1);
    if (WIFEXITED(result) && WEXITSTATUS(result) == 2)
        fprintf(stderr, "mounts are not allowed here: not tried\n");
}

TEST(a_copied_tree_keeps_content_links_modes_and_times)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *from = scratch_path(&scratch, "from"), *to = scratch_path(&scratch, "to/there");
    const char *script = scratch_path(&scratch, "from/sub/run.sh"),
               *copy = scratch_path(&scratch, "to/there/sub/run.sh");
    make_file(scratch.folder, "from/sub/run.sh", "#!/bin/sh\n");
    const struct timespec times[2] = {{1000000000, 5}, {1000000000, 5}};
    CU_ASSERT_EQUAL(chmod(script, 0750), 0);
    CU_ASSERT_EQUAL(utimensat(AT_FDCWD, script, times, 0), 0);
    CU_ASSERT_EQUAL(symlink("sub/run.sh", scratch_path(&scratch, "from/link")), 0);
    CU_ASSERT_EQUAL(mkfifo(scratch_path(&scratch, "from/pipe"), 0600), 0);

    struct error err = {0};
    for (int i = 0; i < 2; i++) { /* onto an existing copy, too */
        CU_ASSERT_EQUAL(folder_copy(from, to, &err), STATUS_OK);
        SCOPED(strbuf_release) struct strbuf text = {0};
        CU_ASSERT_EQUAL(file_read(copy, 100, &text, &err), STATUS_OK);
        CU_ASSERT_STRING_EQUAL(strbuf_text(&text), "#!/bin/sh\n");
        struct stat info;
        CU_ASSERT(stat(copy, &info) == 0 && (info.st_mode & 0777) == 0750);
        CU_ASSERT(info.st_mtim.tv_sec == 1000000000 && info.st_mtim.tv_nsec == 5);
    }
    SCOPED(strbuf_release) struct strbuf names = {0};
    CU_ASSERT_EQUAL(folder_each(to, list_one, &names, &err), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&names), "link sub/ ");
    char target[32] = {0};
    CU_ASSERT_EQUAL(readlink(scratch_path(&scratch, "to/there/link"), target, sizeof target - 1), 10);
    CU_ASSERT_STRING_EQUAL(target, "sub/run.sh");
}

TEST(a_folder_is_not_copied_into_itself)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    struct error err = {0};
    make_file(scratch.folder, "from/a/file", "");
    const char *from = scratch_path(&scratch, "from");
    CU_ASSERT_EQUAL(folder_copy(from, from, &err), STATUS_INVALID);
    CU_ASSERT_EQUAL(folder_copy(from, scratch_path(&scratch, "from/a/to"), &err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "lies below it"));
    CU_ASSERT_EQUAL(folder_copy(scratch_path(&scratch, "none"), from, &err), STATUS_NOT_FOUND);
}

/* FOLDER/deep/d/d/d... with the given number of steps. */
static char *deep_path(const char *folder, int steps)
{
    struct strbuf path = {0};
    strbuf_printf(&path, "%s/deep", folder);
    for (int i = 0; i < steps; i++)
        strbuf_add_text(&path, "/d");
    return strbuf_take(&path);
}

TEST(trees_deeper_than_the_bound_are_refused_not_followed)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(memory_free_pointer) char *bottom = deep_path(scratch.folder, 300);
    SCOPED(memory_free_pointer) char *middle = deep_path(scratch.folder, 200);
    const char *top = scratch_path(&scratch, "deep");
    struct error err = {0};
    CU_ASSERT_EQUAL(folder_make(bottom, &err), STATUS_OK);
    CU_ASSERT_EQUAL(folder_copy(top, scratch_path(&scratch, "copy"), &err), STATUS_LIMIT);
    CU_ASSERT_EQUAL(folder_remove(scratch_path(&scratch, "copy/d/d/d/d/d/d/d/d"), &err), STATUS_OK);
    CU_ASSERT_EQUAL(folder_remove(top, &err), STATUS_LIMIT);
    CU_ASSERT_EQUAL(folder_remove(middle, &err), STATUS_OK);
    CU_ASSERT_EQUAL(folder_remove(top, &err), STATUS_OK);
}

UNIT_TESTS("core/folder", CASE(entries_come_sorted_and_a_link_is_no_folder), CASE(a_visit_that_fails_ends_the_walk),
           CASE(make_creates_all_parents_and_accepts_what_exists), CASE(temporary_folders_are_new_and_private),
           CASE(remove_takes_all_below_and_follows_no_link), CASE(remove_opens_folders_that_closed_themselves),
           CASE(a_copied_tree_keeps_content_links_modes_and_times), CASE(what_holds_the_current_folder_is_not_removed),
           CASE(mount_points_and_the_root_are_not_removed), CASE(a_folder_is_not_copied_into_itself),
           CASE(trees_deeper_than_the_bound_are_refused_not_followed))
