/* What a box promises on this host, and what it does not: said in every verdict. */
#include <unistd.h>

#include "box.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"

static void describe_common(struct sandbox *box)
{
    words_add(&box->enforced, "no new privileges, no core files, a clean environment, no inherited descriptors");
    words_add(&box->enforced, "system calls for namespaces, mounts, network sockets and kernel interfaces are refused");
    words_add(&box->enforced, "limits on wall time, output, size of each file, address space of each process");
    words_add(access("/proc/self/statm", R_OK) == 0 ? &box->enforced : &box->not_enforced,
              "resident memory of all processes of a run together, looked at every 50 ms");
    if (box->drops_user)
        words_add(&box->enforced, "runs as an unprivileged user");
    else if (box->keeps_root)
        words_add(&box->not_enforced,
                  "an unprivileged user, a bound on processes: the sources are closed to all but root, "
                  "who runs here without capabilities");
    else if (box->way != BUBBLEWRAP_USER && box->user == 0)
        words_add(&box->not_enforced, "an unprivileged user: root may not change users here");
    words_add(&box->not_enforced, "a bound on the size of the staging folder as a whole");
    words_add(&box->not_enforced, "a share of processor time beside other runs (control groups are not used)");
}

static void describe_bubblewrap(struct sandbox *box)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    words_add(&box->enforced, "no network: a network namespace of its own, with nothing in it");
    words_add(&box->enforced, "only the system's programs and the named paths are there, read-only");
    strbuf_printf(&text, "writes only to the staging folder and to private temporary folders of %llu MiB each",
                  (unsigned long long)(box->tmp_max_bytes >> 20));
    words_add(&box->enforced, strbuf_text(&text));
    words_add(&box->enforced, "a process tree of its own, which ends as a whole");
}

static void describe_files(struct sandbox *box, int version)
{
    if (version == 0) {
        words_add(&box->not_enforced, "reading files outside the staging folder (the kernel has no landlock)");
        words_add(&box->not_enforced, "writing files outside the staging folder where the user may");
        return;
    }
    words_add(&box->enforced, "reads only the system's programs and the named paths");
    words_add(&box->enforced, "writes file contents only below the staging folder");
    words_add(&box->not_enforced, "seeing that other files exist");
    if (!box->drops_user)
        words_add(&box->not_enforced, "mode, owner and times of the user's other files");
}

static void describe_restricted(struct sandbox *box)
{
    int version = landlock_version();
    words_add(&box->enforced, "no network: sockets are refused");
    describe_files(box, version);
    words_add(&box->enforced, "the processes of a run stay in one group, which ends as a whole");
    if (version < 6 && !box->drops_user)
        words_add(&box->not_enforced, "signals to other processes of the same user");
    words_add(&box->not_enforced, "seeing other processes of the machine");
    words_add(&box->not_enforced, "a bound on the size of all temporary files together");
}

void box_describe(struct sandbox *box)
{
    if (box->kind == SANDBOX_BUBBLEWRAP)
        describe_bubblewrap(box);
    else
        describe_restricted(box);
    describe_common(box);
    box->description = (struct sandbox_description){
        .name = box->kind == SANDBOX_BUBBLEWRAP ? "bubblewrap" : "restricted",
        .enforced = words_list(&box->enforced),
        .enforced_count = box->enforced.count,
        .not_enforced = words_list(&box->not_enforced),
        .not_enforced_count = box->not_enforced.count,
    };
}
