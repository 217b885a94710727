#include "sensor.h"

int average(int first, int last)
{
    char name[16];
    int sum = 0, count = 0;
    if (first < 0 || last < first || last - first > 7) {
        log_line("bad range");
        return -1;
    }
    for (int i = first; i <= last; i++) {
        int value = sensor_read(i, name);
        if (value < 0)
            continue;
        sum += value + sensor_offset;
        count++;
    }
    return count ? sum / count : -1;
}

int alarm_level(int channel)
{
    int value = sensor_read(channel, 0);
    if (value > 900) {
        log_line("hot");
        return 2;
    }
    return value > 500 ? 1 : 0;
}
