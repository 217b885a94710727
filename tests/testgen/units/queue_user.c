/* Takes what only another file can make. */
#include "queue.h"

int queue_sum(const struct queue *queue)
{
    int sum = 0;
    for (size_t i = 0; i < queue_length(queue); i++)
        sum += queue_at(queue, i);
    return sum > 5 ? 100 : sum;
}
