/* All that a coverage holds, as JSON: rows of numbers, one file a line (docs/formats/coverage.md). The writer is
 * coverage_data_write.c. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json_scan.h"
#include "cet/core/memory.h"
#include "cet/model/coverage_readers.h"
#include "coverage_data.h"
#include "coverage_file.h"

#define MAX_ROW 8
#define MAX_TESTS 100000

struct row {
    uint64_t numbers[MAX_ROW];
    size_t count;
    bool has_text;
};

struct data_reader {
    struct json_scan scan;
    struct strbuf text; /* of the last row */
    struct coverage_pile *pile;
    uint32_t *tests; /* places in the pile */
    size_t test_count, test_capacity;
    bool is_ours;
};

/* Steps to the next row of an array; too few numbers or a line out of bounds are faults. */
static bool read_row(struct data_reader *reader, size_t min_count, struct row *ret_row)
{
    struct json_scan *scan = &reader->scan;
    *ret_row = (struct row){0};
    if (!json_scan_item(scan))
        return false;
    json_scan_array(scan);
    while (json_scan_item(scan)) {
        if (json_scan_peek(scan) == '"') {
            json_scan_text(scan, &reader->text);
            ret_row->has_text = true;
        } else if (ret_row->count < MAX_ROW) {
            ret_row->numbers[ret_row->count++] = json_scan_count(scan);
        } else {
            json_scan_fail(scan, "a row with too many numbers");
        }
    }
    if (!json_scan_failed(scan) &&
        (ret_row->count < min_count || !ret_row->numbers[0] || ret_row->numbers[0] > COVERAGE_MAX_LINE))
        json_scan_fail(scan, "not a row of coverage");
    return !json_scan_failed(scan);
}

static uint32_t narrow(uint64_t number)
{
    return number > UINT32_MAX ? UINT32_MAX : (uint32_t)number;
}

static void read_lines(struct data_reader *reader, struct coverage_file *file)
{
    struct row row;
    while (read_row(reader, 2, &row)) {
        const struct coverage_line line = {
            .line = narrow(row.numbers[0]), .hits = row.numbers[1], .has_unrun_block = row.numbers[2] & 1};
        ARRAY_PUSH(file->lines, file->line_count, file->line_capacity, line);
    }
}

static void read_branches(struct data_reader *reader, struct coverage_file *file)
{
    struct row row;
    while (read_row(reader, 5, &row)) {
        const uint64_t bits = row.numbers[4];
        struct coverage_branch branch = {.line = narrow(row.numbers[0]),
                                         .block = narrow(row.numbers[1]),
                                         .number = narrow(row.numbers[2]),
                                         .taken = row.numbers[3],
                                         .was_evaluated = bits & 1,
                                         .is_fallthrough = bits >> 1 & 1,
                                         .is_throw = bits >> 2 & 1,
                                         .is_unreachable = bits >> 3 & 1};
        if (row.has_text)
            branch.text = coverage_file_add_text(file, strbuf_text(&reader->text));
        ARRAY_PUSH(file->branches, file->branch_count, file->branch_capacity, branch);
    }
}

static void read_conditions(struct data_reader *reader, struct coverage_file *file)
{
    struct row row;
    while (read_row(reader, 6, &row)) {
        struct coverage_condition condition = {.line = narrow(row.numbers[0]),
                                               .group = narrow(row.numbers[1]),
                                               .index = narrow(row.numbers[2]),
                                               .size = narrow(row.numbers[3]),
                                               .met_true = row.numbers[4],
                                               .met_false = row.numbers[5]};
        if (row.has_text)
            condition.text = coverage_file_add_text(file, strbuf_text(&reader->text));
        ARRAY_PUSH(file->conditions, file->condition_count, file->condition_capacity, condition);
    }
}

static void read_functions(struct data_reader *reader, struct coverage_file *file)
{
    struct row row;
    while (read_row(reader, 3, &row)) {
        const struct coverage_function function = {.name = memory_strdup(strbuf_text(&reader->text)),
                                                   .line = narrow(row.numbers[0]),
                                                   .end_line = narrow(row.numbers[1]),
                                                   .hits = row.numbers[2]};
        ARRAY_PUSH(file->functions, file->function_count, file->function_capacity, function);
    }
}

static void read_test_lines(struct data_reader *reader, struct coverage_file *file)
{
    struct json_scan *scan = &reader->scan;
    while (json_scan_item(scan)) {
        json_scan_array(scan);
        const uint64_t line = json_scan_item(scan) ? json_scan_count(scan) : 0;
        if (!line || line > COVERAGE_MAX_LINE)
            json_scan_fail(scan, "not a line that tests reach");
        while (json_scan_item(scan)) {
            const uint64_t test = json_scan_count(scan);
            if (test >= reader->test_count) {
                json_scan_fail(scan, "a test that is not listed");
                break;
            }
            const struct coverage_test_line reached = {.line = narrow(line), .test = reader->tests[test]};
            ARRAY_PUSH(file->test_lines, file->test_line_count, file->test_line_capacity, reached);
        }
    }
}

static void read_checksums(struct data_reader *reader, struct coverage_file *file)
{
    struct row row;
    while (read_row(reader, 2, &row)) {
        const struct coverage_checksum checksum = {.line = narrow(row.numbers[0]), .hash = row.numbers[1]};
        ARRAY_PUSH(file->checksums, file->checksum_count, file->checksum_capacity, checksum);
    }
}

static const struct {
    const char *key;
    void (*read)(struct data_reader *reader, struct coverage_file *file);
} lists[] = {
    {"lines", read_lines},           {"branches", read_branches}, {"functions", read_functions},
    {"conditions", read_conditions}, {"tests", read_test_lines},  {"checksums", read_checksums},
};

static bool read_list(struct data_reader *reader, struct coverage_file *file)
{
    for (size_t i = 0; i < ARRAY_LENGTH(lists); i++)
        if (json_scan_key_is(&reader->scan, lists[i].key)) {
            json_scan_array(&reader->scan);
            lists[i].read(reader, file);
            return true;
        }
    return false;
}

static void read_file(struct data_reader *reader)
{
    struct json_scan *scan = &reader->scan;
    struct coverage_file file = {0};
    json_scan_object(scan);
    while (json_scan_key(scan)) {
        if (json_scan_key_is(scan, "path") && !file.path) {
            json_scan_text(scan, &reader->text);
            file.path = path_absolute(strbuf_text(&reader->text), NULL);
        } else if (json_scan_key_is(scan, "version") && !file.version) {
            json_scan_text(scan, &reader->text);
            file.version = memory_strdup(strbuf_text(&reader->text));
        } else if (!read_list(reader, &file)) {
            json_scan_skip(scan);
        }
    }
    if (!json_scan_failed(scan) && !file.path)
        json_scan_fail(scan, "a file without path");
    coverage_file_normalise(&file);
    if (json_scan_failed(scan))
        coverage_file_release(&file);
    else
        coverage_pile_add_file(reader->pile, &file);
}

static void read_tests(struct data_reader *reader)
{
    struct json_scan *scan = &reader->scan;
    json_scan_array(scan);
    while (json_scan_item(scan)) {
        json_scan_text(scan, &reader->text);
        if (reader->test_count >= MAX_TESTS)
            json_scan_fail(scan, "too many tests");
        const uint32_t place = coverage_add_test(coverage_pile_about(reader->pile), strbuf_text(&reader->text));
        ARRAY_PUSH(reader->tests, reader->test_count, reader->test_capacity, place);
    }
}

static void read_name(struct data_reader *reader, char **name)
{
    json_scan_text(&reader->scan, &reader->text);
    if (!*name && reader->text.length)
        *name = memory_strdup(strbuf_text(&reader->text));
}

static void read_root(struct data_reader *reader)
{
    struct json_scan *scan = &reader->scan;
    struct coverage *about = coverage_pile_about(reader->pile);
    json_scan_object(scan);
    while (json_scan_key(scan)) {
        if (json_scan_key_is(scan, "format")) {
            json_scan_text(scan, &reader->text);
            reader->is_ours = !strcmp(strbuf_text(&reader->text), DATA_FORMAT);
        } else if (json_scan_key_is(scan, "version")) {
            if (json_scan_count(scan) > DATA_VERSION)
                json_scan_fail(scan, "a later version of " DATA_FORMAT " than this cet reads");
        } else if (json_scan_key_is(scan, "compiler")) {
            read_name(reader, &about->compiler);
        } else if (json_scan_key_is(scan, "testName")) {
            read_name(reader, &about->test_name);
        } else if (json_scan_key_is(scan, "tests")) {
            read_tests(reader);
        } else if (json_scan_key_is(scan, "files")) {
            json_scan_array(scan);
            while (json_scan_item(scan))
                read_file(reader);
        } else {
            json_scan_skip(scan);
        }
    }
}

enum status coverage_parse_data(const char *name, const char *text, size_t length, struct coverage_pile *pile,
                                struct error *err)
{
    struct data_reader reader = {.scan = json_scan_of(name, text, length), .pile = pile};
    read_root(&reader);
    if (!reader.is_ours)
        json_scan_fail(&reader.scan, "this is no " DATA_FORMAT);
    strbuf_release(&reader.text);
    free(reader.tests);
    return json_scan_end(&reader.scan, err);
}
