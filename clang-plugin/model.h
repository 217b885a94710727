/* The C rooms as this room sees them. C headers know nothing of C++, so they are wrapped here and nowhere else; the
 * standard headers that they include come first because C++ gives those templates. */
#ifndef CET_PLUGIN_MODEL_H
#define CET_PLUGIN_MODEL_H

#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" {
#include "cet/core/arena.h"
#include "cet/core/compress.h"
#include "cet/core/digest.h"
#include "cet/core/error.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "cet/model/facts.h"
#include "cet/model/function_graph.h"
#include "cet/model/mutant.h"
#include "cet/model/source.h"
#include "cet/model/source_root.h"
}

#endif
