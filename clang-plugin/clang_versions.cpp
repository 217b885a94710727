#include "clang_versions.h"

#if LLVM_VERSION_MAJOR >= 18

namespace cet
{

void on_passes(clang::CompilerInstance &compiler, std::function<void(llvm::PassBuilder &)> callback)
{
    compiler.getCodeGenOpts().PassBuilderCallbacks.push_back(std::move(callback));
}

} // namespace cet

#else

/* Pass plugins are named by their file there: ours names itself, and hands over what was asked for when it is loaded.
 */
#include <dlfcn.h>

#include "llvm/Passes/PassBuilder.h"
#include "llvm/Passes/PassPlugin.h"

namespace cet
{

static std::function<void(llvm::PassBuilder &)> registered;

void on_passes(clang::CompilerInstance &compiler, std::function<void(llvm::PassBuilder &)> callback)
{
    Dl_info self;
    registered = std::move(callback);
    if (dladdr(reinterpret_cast<void *>(&on_passes), &self))
        compiler.getCodeGenOpts().PassPlugins.push_back(self.dli_fname);
}

} // namespace cet

extern "C" __attribute__((visibility("default"))) llvm::PassPluginLibraryInfo llvmGetPassPluginInfo()
{
    return {LLVM_PLUGIN_API_VERSION, "cet", LLVM_VERSION_STRING, [](llvm::PassBuilder &builder) {
                if (cet::registered)
                    cet::registered(builder);
            }};
}

#endif
