/* What can only be made, filled and given back by queue.c. */
#ifndef QUEUE_H
#define QUEUE_H

#include <stddef.h>

struct queue;

struct queue *queue_new(size_t room);
void queue_free(struct queue *queue);
size_t queue_length(const struct queue *queue);
int queue_at(const struct queue *queue, size_t index);
/* Room many numbers of 1, added up by queue_user.c. */
int queue_total(size_t room);

int queue_sum(const struct queue *queue);

#endif
