#include "cet/model/object_section.h"

#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <string.h>
#include <unistd.h>

static bool has_section(Elf *elf, const char *name)
{
    size_t names = 0;
    GElf_Ehdr header;
    if (elf_kind(elf) != ELF_K_ELF || !gelf_getehdr(elf, &header) ||
        (header.e_type != ET_EXEC && header.e_type != ET_DYN) || elf_getshdrstrndx(elf, &names) != 0)
        return false;
    for (Elf_Scn *section = elf_nextscn(elf, NULL); section; section = elf_nextscn(elf, section)) {
        GElf_Shdr about;
        const char *text = gelf_getshdr(section, &about) ? elf_strptr(elf, names, about.sh_name) : NULL;
        if (text && !strcmp(text, name))
            return true;
    }
    return false;
}

bool program_has_section(const char *path, const char *section)
{
    if (elf_version(EV_CURRENT) == EV_NONE)
        return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    Elf *elf = elf_begin(fd, ELF_C_READ_MMAP, NULL);
    bool found = elf && has_section(elf, section);
    elf_end(elf);
    close(fd);
    return found;
}
