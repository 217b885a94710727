#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/facts.h"
#include "facts_merge.h"
#include "object_frames.h"

/* What one object, archive or program may hold in all. */
#define MAX_UNITS 100000u

static const struct frames facts_frames = {FACTS_SECTION, "facts", FACTS_MAX_BYTES, NULL};

struct unit_loader {
    const char *path;
    struct facts *facts;        /* the first unit, to which the merger adds the others */
    struct facts_merger merger; /* used from the second unit on */
    unsigned unit_count;
    struct error *err;
};

static enum status add_unit(struct unit_loader *loader, const char *text, size_t length)
{
    SCOPED(facts_release) struct facts unit = {0};
    if (++loader->unit_count > MAX_UNITS)
        return error_set(loader->err, STATUS_LIMIT, "'%s': more than %u units of facts", loader->path, MAX_UNITS);
    if (loader->unit_count == 1)
        return facts_parse(loader->facts, loader->path, text, length, loader->err);
    if (loader->unit_count == 2)
        facts_merger_init(&loader->merger, loader->facts);
    enum status status = facts_parse(&unit, loader->path, text, length, loader->err);
    if (status == STATUS_OK)
        facts_merger_add(&loader->merger, &unit);
    return status;
}

static enum status add_frame(void *context, const char *text, size_t length, struct error *err)
{
    (void)err; /* the loader has it */
    return add_unit(context, text, length);
}

static enum status load_side_file(struct unit_loader *loader)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    enum status status = file_read(loader->path, FACTS_MAX_BYTES, &text, loader->err);
    if (status != STATUS_OK)
        return status;
    if (text.length >= 4 && !memcmp(text.bytes, "\x28\xb5\x2f\xfd", 4))
        return frames_each(&facts_frames, loader->path, text.bytes, text.length, add_frame, loader, loader->err);
    if (text.length && *text.bytes == '{')
        return add_unit(loader, text.bytes, text.length);
    return STATUS_OK;
}

enum status facts_load(const char *path, struct facts *facts, struct error *err)
{
    struct facts loaded = {0};
    struct unit_loader loader = {.path = path, .facts = &loaded, .err = err};
    enum status status =
        object_is_one(path) ? object_each_frame(&facts_frames, path, add_frame, &loader, err) : load_side_file(&loader);
    facts_merger_release(&loader.merger);
    if (status == STATUS_OK && !loader.unit_count)
        status = error_set(err, STATUS_NOT_FOUND,
                           "'%s': no facts in it; compile it with the plugin (-fplugin=cet-plugin.so)", path);
    if (status != STATUS_OK) {
        facts_release(&loaded);
        return status;
    }
    *facts = loaded;
    return STATUS_OK;
}
