#include "object_frames.h"

#include <ar.h>
#include <fcntl.h>
#include <gelf.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/compress.h"
#include "cet/core/digest.h"
#include "cet/core/memory.h"

struct reader {
    const struct frames *frames;
    const char *path;
    frame_fn visit;
    void *context;
    struct error *err;
};

/* The length of a frame that was visited before; 0: it is new. */
static size_t known_length(const struct reader *reader, const char *bytes, size_t length)
{
    char digest[DIGEST_TEXT_SIZE];
    bool is_new = true;
    size_t taken = reader->frames->known ? compress_frame_length(bytes, length) : 0;
    if (taken) {
        digest_bytes(bytes, taken, digest);
        map_add(reader->frames->known, digest, 1, &is_new);
    }
    return is_new ? 0 : taken;
}

static enum status read_frame(const struct reader *reader, const char *bytes, size_t length, size_t *ret_taken)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    *ret_taken = known_length(reader, bytes, length);
    if (*ret_taken)
        return STATUS_OK;
    enum status status = compress_expand(bytes, length, reader->frames->max_bytes, &text, ret_taken, NULL);
    if (status == STATUS_OK && (!*ret_taken || *ret_taken > length))
        status = STATUS_INVALID;
    if (status != STATUS_OK)
        return error_set(reader->err, status, "'%s': damaged %s: a frame of the section %s does not expand",
                         reader->path, reader->frames->what, reader->frames->section);
    return reader->visit(reader->context, strbuf_text(&text), text.length, reader->err);
}

/* Frames follow each other; the linker pads between the sections of two objects with zeros. */
static enum status read_frames(const struct reader *reader, const char *bytes, size_t length)
{
    while (length) {
        size_t taken = 1;
        enum status status = *bytes ? read_frame(reader, bytes, length, &taken) : STATUS_OK;
        if (status != STATUS_OK)
            return status;
        bytes += taken;
        length -= taken;
    }
    return STATUS_OK;
}

enum status frames_each(const struct frames *frames, const char *path, const char *bytes, size_t length, frame_fn visit,
                        void *context, struct error *err)
{
    const struct reader reader = {frames, path, visit, context, err};
    return read_frames(&reader, bytes, length);
}

static enum status read_section(const struct reader *reader, Elf_Scn *section)
{
    const Elf_Data *data = elf_rawdata(section, NULL);
    if (!data)
        return error_set(reader->err, STATUS_INVALID, "'%s': damaged object: the section %s lies outside the file",
                         reader->path, reader->frames->section);
    return data->d_buf ? read_frames(reader, data->d_buf, data->d_size) : STATUS_OK;
}

static enum status read_object(const struct reader *reader, Elf *elf)
{
    size_t names = 0;
    if (elf_getshdrstrndx(elf, &names) != 0)
        return STATUS_OK; /* no sections */
    for (Elf_Scn *section = elf_nextscn(elf, NULL); section; section = elf_nextscn(elf, section)) {
        GElf_Shdr header;
        if (!gelf_getshdr(section, &header) || header.sh_type == SHT_NOBITS)
            continue;
        const char *name = elf_strptr(elf, names, header.sh_name);
        if (!name || strcmp(name, reader->frames->section) != 0)
            continue;
        enum status status = read_section(reader, section);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* Members that are no objects (symbol table, long names) are passed over. */
static enum status read_archive(const struct reader *reader, int fd, Elf *archive)
{
    Elf_Cmd command = ELF_C_READ_MMAP;
    Elf *member;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && (member = elf_begin(fd, command, archive)) != NULL) {
        if (elf_kind(member) == ELF_K_ELF)
            status = read_object(reader, member);
        command = elf_next(member);
        elf_end(member);
    }
    return status;
}

enum status object_each_frame(const struct frames *frames, const char *path, frame_fn visit, void *context,
                              struct error *err)
{
    const struct reader reader = {frames, path, visit, context, err};
    if (elf_version(EV_CURRENT) == EV_NONE)
        return error_set(err, STATUS_IO, "libelf is older than its headers");
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set_errno(err, "cannot read '%s'", path);
    Elf *elf = elf_begin(fd, ELF_C_READ_MMAP, NULL);
    enum status status;
    if (!elf)
        status = error_set(err, STATUS_INVALID, "'%s': %s", path, elf_errmsg(-1));
    else
        status = elf_kind(elf) == ELF_K_AR ? read_archive(&reader, fd, elf) : read_object(&reader, elf);
    if (elf)
        elf_end(elf);
    close(fd);
    return status;
}

bool object_is_one(const char *path)
{
    char magic[8] = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t got = read(fd, magic, sizeof magic);
    close(fd);
    return got >= 4 && (!memcmp(magic, ELFMAG, SELFMAG) || !memcmp(magic, ARMAG, sizeof magic));
}
