#!/usr/bin/env bash
# Units that are tested together are linked together: what one of them uses and nobody defines is missing in all their
# programs, though only that one declares it. What cannot be made ends the work on one unit and no other.
. "$(dirname "$0")/promise.sh"
mkdir "$work/project" && cd "$work/project" || exit 2

cat >driver.c <<'C'
struct bus;
struct state {
    long words[12];
};
extern int bus_speed;
int bus_read(struct bus *bus, int channel);
double bus_voltage(struct bus *bus);
struct state bus_state(void);
int driver_level(struct bus *bus, int channel)
{
    if (channel < 0 || channel > 7)
        return -1;
    return bus_read(bus, channel) * bus_speed + (bus_voltage(bus) > 3.5) + (int)bus_state().words[3];
}
C
cat >lamp.c <<'C'
#include <stddef.h>
int driver_level(void *bus, int channel);
int lamp_is_on(int channel)
{
    return driver_level(NULL, channel) >= 0;
}
C
# Its own bus_read is in the way of a stand-in for the driver's.
cat >fan.c <<'C'
static int bus_read(int turns)
{
    return turns * 2;
}
int fan_speed(int turns)
{
    return turns > 10 ? 20 : bus_read(turns);
}
C

run "$CET" testgen driver.c lamp.c --executions 5000 --out suite
promise "a unit is linked with what uses things that it does not declare" '[ $status = 0 ] && [ -s suite/test_driver.c ] && [ -s suite/test_lamp.c ]'
promise "and gets stand-ins for them"        'grep -q "int (bus_read)(void)" suite/test_lamp.c && grep -q "double (bus_voltage)(void)" suite/test_lamp.c'
promise "the suite builds and passes"        'make -s -C suite check >"$work/make.log" 2>&1'
promise "and with clang"                     'make -s -C suite clean check CC="$(command -v clang-19 || echo /usr/lib/llvm-19/bin/clang)" >"$work/make.log" 2>&1'
[ $failed = 0 ] || show

run "$CET" testgen driver.c fan.c lamp.c --executions 5000 --out three
promise "a unit without a suite does not stop the others" '[ $status = 0 ] && [ -s three/test_driver.c ] && [ -s three/test_lamp.c ] && [ ! -e three/test_fan.c ]'
promise "its functions are listed with the reason" 'grep -q "no test for fan_speed: .*bus_read.* is defined nowhere" "$work/out"'
[ $failed = 0 ] || show

run "$CET" accept driver.c fan.c lamp.c --executions 5000 --out report
promise "a verdict comes of it all the same" '[ $status -le 1 ] && [ -s report/verdict.json ] && [ -s report/report.html ]'
promise "that names the reason"              'grep -q "fan_speed has no test: .*bus_read" report/verdict.json'
[ $failed = 0 ] || show

run "$CET" testgen -q fan.c --executions 5000 --out none --with driver.c
promise "where no unit is left, it is one clear line" '[ $status = 2 ] && [ "$(wc -l <"$work/err")" = 1 ] && grep -q bus_read "$work/err"'
[ $failed = 0 ] || show
kept
