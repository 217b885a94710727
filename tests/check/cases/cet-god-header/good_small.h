#ifndef SMALL_H
#define SMALL_H
int s_open(int what);
int s_close(int what);
int s_read(int what);
int s_write(int what);
int s_start(int what);
int s_stop(int what);
int s_reset(int what);
int s_count(int what);
int s_find(int what);
int s_print(int what);
int s_check(int what);
int s_send(int what);
int s_wait(int what);
int s_list(int what);
#endif
