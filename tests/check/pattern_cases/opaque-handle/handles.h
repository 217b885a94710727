struct queue;
struct queue *queue_new(void);
void queue_push(struct queue *queue, int value);
int queue_pop(struct queue *queue);
typedef struct reader reader;
int reader_open(reader **reader, const char *path);
int reader_line(reader *reader, char *line);
int reader_close(reader *reader);
union cell;
int cell_get(const union cell *cell);
void cell_set(union cell *cell, int value);
/* Looked at from outside: */
struct point {
    int x, y;
};
int point_length(const struct point *point);
void point_move(struct point *point, int by);
struct once;
int once_run(struct once *once);
