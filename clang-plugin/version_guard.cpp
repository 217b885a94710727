/* Loaded into another clang, the first use of one of its classes would crash: classes differ from version to version.
 * So the only thing that runs by itself when the plugin is loaded asks for the version, by a symbol that all clangs
 * export and through std::string alone, and registers nothing unless it is ours. */
#include <dlfcn.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "clang/Basic/Version.inc"

#include "plugin.h"

using version_fn = std::string (*)();

#define VERSION_TEXT(major, minor) VERSION_TEXT_OF(major, minor)
#define VERSION_TEXT_OF(major, minor) "version " #major "." #minor "."

__attribute__((constructor)) static void register_with_our_clang()
{
    void *found = dlsym(RTLD_DEFAULT, "_ZN5clang19getClangFullVersionB5cxx11Ev");
    if (found == nullptr)
        return; /* loaded by a program that is no compiler */
    std::string version = reinterpret_cast<version_fn>(found)();
    if (version.find(VERSION_TEXT(CLANG_VERSION_MAJOR, CLANG_VERSION_MINOR)) != std::string::npos) {
        cet_plugin_register();
        return;
    }
    fprintf(stderr, "error: cet-plugin.so is built for clang %s and cannot be loaded by %s; compile with clang-%d\n",
            CLANG_VERSION_STRING, version.c_str(), CLANG_VERSION_MAJOR);
    /* At once: classes of the other version are half set up. No output has been opened yet; the driver removes what it
     * made for a compiler process of its own. */
    _exit(EXIT_FAILURE);
}
