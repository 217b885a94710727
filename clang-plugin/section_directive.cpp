#include "section_directive.h"

namespace cet
{

/* Bytes of an assembler string. Lexing them is what embedding costs, so a text that goes straight into the integrated
 * assembler keeps every byte that the lexer takes as it is; one that people may read is plain ASCII. */
static void add_string_byte(std::string &text, unsigned char byte, bool is_readable)
{
    bool is_plain = byte >= 0x20 && byte != '"' && byte != '\\' && (byte < 0x7f || !is_readable);
    if (is_plain) {
        text += static_cast<char>(byte);
        return;
    }
    text += '\\';
    text += static_cast<char>('0' + (byte >> 6));
    text += static_cast<char>('0' + ((byte >> 3) & 7));
    text += static_cast<char>('0' + (byte & 7));
}

/* The section is neither loaded (no "a" flag) nor excluded from linking, so that a program and a static library carry
 * what all their objects have one behind the other. A global variable could not be made so. */
std::string section_directive(clang::CompilerInstance &compiler, const char *section, const std::string &frame)
{
    bool is_object = compiler.getFrontendOpts().ProgramAction == clang::frontend::EmitObj;
    bool is_readable = !is_object || compiler.getCodeGenOpts().DisableIntegratedAS;
    std::string directive = std::string(".pushsection ") + section + ",\"\",@progbits\n.ascii \"";
    directive.reserve(directive.size() + 4 * frame.size() + 32);
    for (char byte : frame)
        add_string_byte(directive, static_cast<unsigned char>(byte), is_readable);
    directive += "\"\n.popsection\n";
    return directive;
}

} // namespace cet
