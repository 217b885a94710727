#!/usr/bin/env bash
# What cet.json says of a unit wins over what was found out: functions left alone, roles, values, setup and teardown.
. "$(dirname "$0")/promise.sh"
export XDG_STATE_HOME=$work/state
mkdir "$work/tool"
cd "$work/tool" || exit 2
cat >words.c <<'C'
#include <stdint.h>
#include <stdlib.h>

static int *open_count;

void words_open(void) { open_count = calloc(1, sizeof *open_count); }

void words_close(void)
{
    free(open_count);
    open_count = NULL;
}

/* -1: not open. */
int words_count(const char *text)
{
    int count = 0;
    if (!open_count)
        return -1;
    for (; *text; text++)
        count += text[0] != ' ' && (text[1] == ' ' || !text[1]);
    return count;
}

/* 1 for the one key that no search comes upon. */
int words_unlock(uint32_t key)
{
    uint32_t x = key * 2654435761u;
    x = (x ^ x >> 15) * 2246822519u;
    x ^= x >> 13;
    return x == (UINT32_C(KEY_HASH));
}

int words_log_level(int level) { return level + 1; }

unsigned first_of(const unsigned char *at) { return at[0]; }
C
hash=$(python3 -c '
x = 123456789 * 2654435761 & 0xffffffff
x = (x ^ x >> 15) * 2246822519 & 0xffffffff
print(x ^ x >> 13)')
sed -i "s/KEY_HASH/$hash/" words.c
cat >cet.json <<'JSON'
{"sources": ["words.c"], "executions": 4000,
 "testgen": {"leaveAlone": ["words_log_*", "words_open", "words_close"],
             "roles": {"first_of": {"at": {"role": "buffer", "notNull": true, "minimum": 1}}},
             "values": [123456789],
             "setup": "words_open();", "teardown": "words_close();"}}
JSON

run "$CET" testgen . --explain first_of
promise "--explain says who said it" '[ $status = 0 ] && grep -q "at .*buffer that is read, never NULL: said in cet.json" "$work/out"'
[ $failed = 0 ] || show

run "$CET" testgen . -q --out suite
promise "a suite is written" '[ $status = 0 ]'
promise "what is to be left alone is, and is listed" '! grep -q "words_log_level(" suite/test_words.c && grep -q "words_log_level.*cet.json" suite/README.md'
promise "the value is tried" 'grep -q "words_unlock(123456789)" suite/test_words.c'
promise "the unit is open in each test" 'grep -q "test_words_count_returns_[0-9]" suite/test_words.c && ! grep -q "test_words_count_returns_minus_1" suite/test_words.c'
promise "the suite sets up and tears down" 'grep -q "set_up = set_up_test" suite/test_words.c && grep -q "tear_down = tear_down_test" suite/test_words.c'
run make -C suite check CFLAGS="-std=gnu11 -g -Wall -Wextra -Werror -fsanitize=address,undefined"
promise "it passes, and leaks nothing" '[ $status = 0 ]'
[ $failed = 0 ] || show
run "$CET" testgen . --check --out suite
promise "it is up to date" '[ $status = 0 ]'
sed -i 's/123456789/123456780/' cet.json
run "$CET" testgen . --check --out suite
promise "another correction makes it stale" '[ $status = 1 ] && grep -q "cet.json testgen" "$work/out"'

refused() { # TESTGEN-OBJECT WORDS
    printf '{"sources": ["words.c"], "testgen": %s}\n' "$1" >cet.json
    run "$CET" testgen . -q --out refused
    promise "$1 is refused in one line" '[ $status = 2 ] && [ "$(wc -l <"$work/err")" = 1 ] && grep -q "$words" "$work/err" && [ ! -e refused ]'
    [ $failed = 0 ] || show
}
words="no such parameter" refused '{"roles": {"first_of": {"form": "buffer"}}}'
words="which no source defines" refused '{"roles": {"last_of": {"at": "buffer"}}}'
words="none that docs" refused '{"roles": {"first_of": {"at": "bufer"}}}'
words="unknown key" refused '{"role": {}}'
words="whole numbers" refused '{"values": [1.5]}'
kept
