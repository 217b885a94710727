/* Trials that settle who is to blame for a crash, and make it small. */
#ifndef EXPLORE_SETTLE_H
#define EXPLORE_SETTLE_H

/* After it no crash is BLAME_UNCLEAR. */
void cet_settle_crashes(void);

#endif
