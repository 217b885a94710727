#ifndef CASES_H
#define CASES_H

int set_up_stack(void);
int tear_down_stack(void);
void push_fills(void);
void push_stops_at_the_room(void);
void pop_gives_back(void);
void pop_stops_at_the_end(void);
void state_is_told(void);
void looks_at_itself(void);
void takes_what_others_take(void);

#endif
