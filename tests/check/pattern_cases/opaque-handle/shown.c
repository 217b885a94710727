#include "handles.h"

struct queue { /* pattern: opaque-handle */
    int values[8];
    int count;
};

struct reader { /* pattern: opaque-handle */
    int descriptor;
    char buffer[64];
};

union cell { /* pattern: opaque-handle */
    int number;
    char bytes[4];
};

void queue_push(struct queue *queue, int value)
{
    queue->values[queue->count++] = value;
}

int queue_pop(struct queue *queue)
{
    return queue->values[--queue->count];
}

int reader_line(reader *reader, char *line)
{
    *line = reader->buffer[reader->descriptor];
    return 0;
}

int cell_get(const union cell *cell)
{
    return cell->number;
}

void cell_set(union cell *cell, int value)
{
    cell->number = value;
}
