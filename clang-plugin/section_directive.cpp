#include "section_directive.h"

#include <sys/mman.h>
#include <unistd.h>

namespace cet
{

/* The assembler runs in this process, now, and nowhere else: bitcode in the object is assembled by a linker later. */
static bool is_assembled_here(clang::CompilerInstance &compiler)
{
    const clang::CodeGenOptions &options = compiler.getCodeGenOpts();
    return compiler.getFrontendOpts().ProgramAction == clang::frontend::EmitObj && !options.DisableIntegratedAS &&
           !options.PrepareForLTO && !options.PrepareForThinLTO &&
           options.getEmbedBitcode() == clang::CodeGenOptions::Embed_Off;
}

/* A path under which this process reads the bytes until it ends; empty: it has none (no /proc). */
static std::string path_of_bytes(llvm::StringRef bytes)
{
    int file = memfd_create("cet", MFD_CLOEXEC);
    if (file < 0)
        return "";
    std::string path = "/proc/self/fd/" + std::to_string(file);
    bool is_whole = write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    if (is_whole && access(path.c_str(), R_OK) == 0)
        return path;
    close(file);
    return "";
}

/* Plain ASCII, since people may read it. */
static bool is_plain(char byte)
{
    return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
}

static char *put_escape(char *at, unsigned char byte)
{
    *at++ = '\\';
    *at++ = static_cast<char>('0' + (byte >> 6));
    *at++ = static_cast<char>('0' + ((byte >> 3) & 7));
    *at++ = static_cast<char>('0' + (byte & 7));
    return at;
}

static void add_string(std::string &text, llvm::StringRef bytes)
{
    size_t length = 0;
    for (char byte : bytes)
        length += is_plain(byte) ? 1 : 4;
    text.resize(text.size() + length);
    char *at = text.data() + text.size() - length;
    for (char byte : bytes) {
        if (is_plain(byte))
            *at++ = byte;
        else
            at = put_escape(at, static_cast<unsigned char>(byte));
    }
}

/* The section is neither loaded (no "a" flag) nor excluded from linking, so that a program and a static library carry
 * what all their objects have one behind the other. A global variable could not be made so. */
std::string section_directive(clang::CompilerInstance &compiler, const char *section, llvm::StringRef frame)
{
    std::string directive = std::string(".pushsection ") + section + ",\"\",@progbits\n";
    /* A string is copied six times and lexed on its way into the object, for 2 % of a compilation. */
    std::string path = is_assembled_here(compiler) ? path_of_bytes(frame) : "";
    directive += path.empty() ? ".ascii \"" : ".incbin \"";
    if (path.empty())
        add_string(directive, frame);
    else
        directive += path;
    directive += "\"\n.popsection\n";
    return directive;
}

} // namespace cet
