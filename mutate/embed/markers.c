#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "realise.h"

static bool is_marker(LLVMValueRef instruction)
{
    LLVMValueRef callee = LLVMIsACallInst(instruction) ? LLVMGetCalledValue(instruction) : NULL;
    if (!callee || !LLVMIsAFunction(callee))
        return false;
    size_t length;
    const char *name = LLVMGetValueName2(callee, &length);
    size_t prefix = strlen(MUTATE_MARKER_PREFIX);
    return length > prefix && memcmp(name, MUTATE_MARKER_PREFIX, prefix) == 0;
}

void markers_find(struct markers *markers, LLVMValueRef function)
{
    for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block; block = LLVMGetNextBasicBlock(block))
        for (LLVMValueRef at = LLVMGetFirstInstruction(block); at; at = LLVMGetNextInstruction(at)) {
            if (!is_marker(at))
                continue;
            struct marker marker = {.call = at,
                                    .site = (uint32_t)LLVMConstIntGetZExtValue(LLVMGetOperand(at, 0)),
                                    .role = (uint32_t)LLVMConstIntGetZExtValue(LLVMGetOperand(at, 1))};
            ARRAY_PUSH(markers->items, markers->count, markers->capacity, marker);
        }
}

void markers_release(struct markers *markers)
{
    free(markers->items);
    *markers = (struct markers){0};
}

void markers_strip(struct markers *markers)
{
    for (size_t i = 0; i < markers->count; i++) {
        LLVMValueRef call = markers->items[i].call;
        if (!call)
            continue;
        LLVMReplaceAllUsesWith(call, LLVMGetOperand(call, 2));
        LLVMInstructionEraseFromParent(call);
    }
}
