#include <ar.h>
#include <fcntl.h>
#include <gelf.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/compress.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/facts.h"
#include "facts_merge.h"

/* What one object, archive or program may hold in all. */
#define MAX_UNITS 100000u

struct unit_loader {
    const char *path;
    struct facts *facts;        /* the first unit, to which the merger adds the others */
    struct facts_merger merger; /* used from the second unit on */
    unsigned unit_count;
    struct error *err;
};

static enum status add_unit(struct unit_loader *loader, const char *text, size_t length)
{
    SCOPED(facts_release) struct facts unit = {0};
    if (++loader->unit_count > MAX_UNITS)
        return error_set(loader->err, STATUS_LIMIT, "'%s': more than %u units of facts", loader->path, MAX_UNITS);
    if (loader->unit_count == 1)
        return facts_parse(loader->facts, loader->path, text, length, loader->err);
    if (loader->unit_count == 2)
        facts_merger_init(&loader->merger, loader->facts);
    enum status status = facts_parse(&unit, loader->path, text, length, loader->err);
    if (status == STATUS_OK)
        facts_merger_add(&loader->merger, &unit);
    return status;
}

/* Frames follow each other; the linker pads between the sections of two objects with zeros. */
static enum status add_frames(struct unit_loader *loader, const char *bytes, size_t length)
{
    while (length) {
        if (!*bytes) {
            bytes++;
            length--;
            continue;
        }
        SCOPED(strbuf_release) struct strbuf text = {0};
        size_t taken = 0;
        enum status status = compress_expand(bytes, length, FACTS_MAX_BYTES, &text, &taken, NULL);
        if (status == STATUS_OK && (!taken || taken > length))
            status = STATUS_INVALID;
        if (status != STATUS_OK)
            return error_set(loader->err, status, "'%s': damaged facts: a frame of the section %s does not expand",
                             loader->path, FACTS_SECTION);
        status = add_unit(loader, strbuf_text(&text), text.length);
        if (status != STATUS_OK)
            return status;
        bytes += taken;
        length -= taken;
    }
    return STATUS_OK;
}

static enum status add_object(struct unit_loader *loader, Elf *elf)
{
    size_t names = 0;
    if (elf_getshdrstrndx(elf, &names) != 0)
        return STATUS_OK; /* no sections, no facts */
    for (Elf_Scn *section = elf_nextscn(elf, NULL); section; section = elf_nextscn(elf, section)) {
        GElf_Shdr header;
        if (!gelf_getshdr(section, &header) || header.sh_type == SHT_NOBITS)
            continue;
        const char *name = elf_strptr(elf, names, header.sh_name);
        if (!name || strcmp(name, FACTS_SECTION) != 0)
            continue;
        const Elf_Data *data = elf_rawdata(section, NULL);
        if (!data)
            return error_set(loader->err, STATUS_INVALID, "'%s': damaged object: the section %s lies outside the file",
                             loader->path, FACTS_SECTION);
        enum status status = data->d_buf ? add_frames(loader, data->d_buf, data->d_size) : STATUS_OK;
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* Members that are no objects (symbol table, long names) are passed over. */
static enum status add_archive(struct unit_loader *loader, int fd, Elf *archive)
{
    Elf_Cmd command = ELF_C_READ_MMAP;
    Elf *member;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && (member = elf_begin(fd, command, archive)) != NULL) {
        if (elf_kind(member) == ELF_K_ELF)
            status = add_object(loader, member);
        command = elf_next(member);
        elf_end(member);
    }
    return status;
}

static enum status add_elf(struct unit_loader *loader, int fd, Elf *elf)
{
    if (elf_kind(elf) == ELF_K_AR)
        return add_archive(loader, fd, elf);
    return add_object(loader, elf);
}

static enum status load_elf(struct unit_loader *loader)
{
    if (elf_version(EV_CURRENT) == EV_NONE)
        return error_set(loader->err, STATUS_IO, "libelf is older than its headers");
    int fd = open(loader->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set_errno(loader->err, "cannot read '%s'", loader->path);
    Elf *elf = elf_begin(fd, ELF_C_READ_MMAP, NULL);
    enum status status = elf ? add_elf(loader, fd, elf)
                             : error_set(loader->err, STATUS_INVALID, "'%s': %s", loader->path, elf_errmsg(-1));
    if (elf)
        elf_end(elf);
    close(fd);
    return status;
}

static enum status load_side_file(struct unit_loader *loader)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    enum status status = file_read(loader->path, FACTS_MAX_BYTES, &text, loader->err);
    if (status != STATUS_OK)
        return status;
    if (text.length >= 4 && !memcmp(text.bytes, "\x28\xb5\x2f\xfd", 4))
        return add_frames(loader, text.bytes, text.length);
    if (text.length && *text.bytes == '{')
        return add_unit(loader, text.bytes, text.length);
    return STATUS_OK;
}

/* Whether the file starts as an object, program or archive does; false also when it cannot be read. */
static bool is_elf_or_archive(const char *path)
{
    char magic[8] = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t got = read(fd, magic, sizeof magic);
    close(fd);
    return got >= 4 && (!memcmp(magic, ELFMAG, SELFMAG) || !memcmp(magic, ARMAG, sizeof magic));
}

enum status facts_load(const char *path, struct facts *facts, struct error *err)
{
    struct facts loaded = {0};
    struct unit_loader loader = {.path = path, .facts = &loaded, .err = err};
    enum status status = is_elf_or_archive(path) ? load_elf(&loader) : load_side_file(&loader);
    facts_merger_release(&loader.merger);
    if (status == STATUS_OK && !loader.unit_count)
        status = error_set(err, STATUS_NOT_FOUND,
                           "'%s': no facts in it; compile it with the plugin (-fplugin=cet-plugin.so)", path);
    if (status != STATUS_OK) {
        facts_release(&loaded);
        return status;
    }
    *facts = loaded;
    return STATUS_OK;
}
