#include <stddef.h>

/* One function among other things is a hook. */
struct job {
    int id, priority, state;
    void (*run)(int id);
};

static void print(int id)
{
    (void)id;
}

void job_start(struct job *job)
{
    job->run = print;
    job->run(job->id);
}

/* Nobody calls through it here. */
struct exports {
    int (*init)(void);
    int (*quit)(void);
};

static int init(void)
{
    return 0;
}

const struct exports exports = {init, init};

/* Nobody fills it here: it only is called through. */
struct imports {
    int (*start)(void);
    int (*stop)(void);
};

int restart(const struct imports *imports)
{
    return imports->stop() || imports->start();
}
