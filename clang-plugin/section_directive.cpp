#include "section_directive.h"

#include <array>

namespace cet
{

/* Which bytes stand in an assembler string as they are. Lexing them is what embedding costs, so a text that goes
 * straight into the integrated assembler keeps every byte that the lexer takes as it is; one that people may read is
 * plain ASCII. */
static std::array<bool, 256> plain_bytes(bool is_readable)
{
    std::array<bool, 256> is_plain = {};
    for (unsigned byte = 0x20; byte < is_plain.size(); byte++)
        is_plain[byte] = byte != '"' && byte != '\\' && (byte < 0x7f || !is_readable);
    return is_plain;
}

static char *put_escape(char *at, unsigned char byte)
{
    *at++ = '\\';
    *at++ = static_cast<char>('0' + (byte >> 6));
    *at++ = static_cast<char>('0' + ((byte >> 3) & 7));
    *at++ = static_cast<char>('0' + (byte & 7));
    return at;
}

static void add_string(std::string &text, llvm::StringRef bytes, bool is_readable)
{
    const std::array<bool, 256> is_plain = plain_bytes(is_readable);
    size_t length = 0;
    for (char byte : bytes)
        length += is_plain[static_cast<unsigned char>(byte)] ? 1 : 4;
    text.resize(text.size() + length);
    char *at = text.data() + text.size() - length;
    for (char byte : bytes) {
        if (is_plain[static_cast<unsigned char>(byte)])
            *at++ = byte;
        else
            at = put_escape(at, static_cast<unsigned char>(byte));
    }
}

/* The section is neither loaded (no "a" flag) nor excluded from linking, so that a program and a static library carry
 * what all their objects have one behind the other. A global variable could not be made so. */
std::string section_directive(clang::CompilerInstance &compiler, const char *section, llvm::StringRef frame)
{
    bool is_object = compiler.getFrontendOpts().ProgramAction == clang::frontend::EmitObj;
    bool is_readable = !is_object || compiler.getCodeGenOpts().DisableIntegratedAS;
    std::string directive = std::string(".pushsection ") + section + ",\"\",@progbits\n.ascii \"";
    add_string(directive, frame, is_readable);
    directive += "\"\n.popsection\n";
    return directive;
}

} // namespace cet
