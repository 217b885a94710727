#!/usr/bin/env bash
# Functions that work on what others lay out: the state behind a stream is taken from a stream that was opened, and where a
# contract says how much memory there must be, crashes lead the search to it.
. "$(dirname "$0")/promise.sh"
export XDG_STATE_HOME=$work/state
cd "$work" || exit 2
cp "$CET_SOURCE_DIR"/tests/testgen/units/{stream,tally}.c .

run "$CET" testgen stream.c --executions 60000 --out opened
promise "a suite is made of the stream"             '[ $status = 0 ]'
promise "its state is given to what works on it"    'grep -q "count_byte(stream.state, " opened/test_stream.c'
promise "the stream is opened before"               'grep -B4 "count_byte(stream.state, " opened/test_stream.c | grep -q "stream_open(&stream, "'

run "$CET" testgen tally.c --executions 60000 --out laid_out
promise "a suite is made of the tally"              '[ $status = 0 ]'
promise "what needs 258 counts has a test"          'grep -q "= tally(&table, " laid_out/test_tally.c'
promise "its count is expected"                     'grep -q "CU_ASSERT_EQUAL(table.matches, " laid_out/test_tally.c'
[ $failed = 0 ] || cat opened/test_stream.c laid_out/test_tally.c
kept
