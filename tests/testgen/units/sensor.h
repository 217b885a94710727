#ifndef SENSOR_H
#define SENSOR_H
extern int sensor_offset;
int sensor_read(int channel, char *name);
void log_line(const char *text);
#endif
