#include "unit_record.h"

#include <unistd.h>

#include <string>
#include <vector>

#include "clang/Basic/TargetOptions.h"
#include "clang/Basic/Version.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/StringSaver.h"

#include "clang_versions.h"

namespace cet
{

using driver_options::ID;

static std::vector<std::string> command_line_of(const std::string &process)
{
    std::vector<std::string> words;
    auto text = llvm::MemoryBuffer::getFileAsStream("/proc/" + process + "/cmdline");
    if (!text)
        return words;
    llvm::StringRef rest = (*text)->getBuffer();
    while (!rest.empty()) {
        auto [word, behind] = rest.split('\0');
        words.push_back(word.str());
        rest = behind;
    }
    return words;
}

static bool is_compiler_process(const std::vector<std::string> &words)
{
    return words.size() > 1 && words[1] != "-cc1";
}

static bool same_program(const std::string &process)
{
    llvm::SmallString<256> own, other;
    return !llvm::sys::fs::real_path("/proc/self/exe", own) &&
           !llvm::sys::fs::real_path("/proc/" + process + "/exe", other) && own == other;
}

/* As the user's build called the compiler. With several jobs the driver runs each in a process of its own, whose
 * arguments are clang's internal ones: then the parent is asked. Empty when nobody can tell. */
static std::vector<std::string> driver_command_line()
{
    std::vector<std::string> words = command_line_of("self");
    if (is_compiler_process(words))
        return words;
    std::string parent = std::to_string(getppid());
    words = command_line_of(parent);
    if (is_compiler_process(words) && same_program(parent))
        return words;
    return {};
}

/* Files, the action and its outputs, and the plugin itself say nothing about how the code is to be understood. */
static bool is_left_out(const llvm::opt::Arg &argument)
{
    const llvm::opt::Option &option = argument.getOption();
    if (option.getKind() == llvm::opt::Option::InputClass || option.matches(ID::OPT_M_Group))
        return true;
    for (ID left_out : {ID::OPT_o, ID::OPT_c, ID::OPT_S, ID::OPT_E, ID::OPT_fsyntax_only, ID::OPT_fplugin_EQ,
                        ID::OPT_fplugin_arg, ID::OPT_MJ, ID::OPT_save_temps_EQ, ID::OPT_v, ID::OPT__HASH_HASH_HASH})
        if (option.matches(left_out))
            return true;
    return false;
}

static std::vector<const char *> compile_flags(lowering &low)
{
    std::vector<std::string> words = driver_command_line();
    std::vector<const char *> raw;
    for (size_t i = 1; i < words.size(); i++)
        raw.push_back(words[i].c_str());
    llvm::BumpPtrAllocator storage;
    llvm::StringSaver saver(storage);
    llvm::SmallVector<const char *, 64> expanded(raw.begin(), raw.end());
    llvm::cl::ExpandResponseFiles(saver, llvm::cl::TokenizeGNUCommandLine, expanded);

    unsigned missing_index = 0;
    unsigned missing_count = 0;
    llvm::opt::InputArgList arguments = driver_option_table().ParseArgs(expanded, missing_index, missing_count);
    llvm::opt::ArgStringList rendered;
    for (const llvm::opt::Arg *argument : arguments)
        if (!is_left_out(*argument))
            argument->renderAsInput(arguments, rendered);
    std::vector<const char *> flags;
    for (const char *flag : rendered)
        flags.push_back(low.tables.keep(flag));
    return flags;
}

fact_unit describe_unit(lowering &low)
{
    fact_unit record = {};
    std::vector<const char *> flags = compile_flags(low);
    record.arguments = low.tables.keep_array(flags);
    record.argument_count = static_cast<uint32_t>(flags.size());
    for (const fact_file &file : low.tables.files)
        if (file.is_main)
            record.main_file = file.path;
    if (record.main_file == nullptr)
        record.main_file = "";
    record.folder = low.tables.keep(low.files.absolute("."));
    record.compiler = low.tables.keep(clang::getClangFullVersion());
    record.target = low.tables.keep(low.compiler.getTargetOpts().Triple);
    return record;
}

} // namespace cet
