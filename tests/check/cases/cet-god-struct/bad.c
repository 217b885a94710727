struct server { /* expect: cet-god-struct */
    int listen_fd;
    int port;
    int backlog;
    int tls_cert;
    int tls_key;
    int tls_verify;
    int log_fd;
    int log_level;
    int log_rotate;
    int cache_size;
    int cache_hits;
    int cache_misses;
    int db_handle;
    int db_timeout;
    int db_retries;
    int user_count;
    int user_limit;
    int user_quota;
    int mail_host;
    int mail_port;
    int mail_queue;
    int job_count;
    int job_limit;
    int job_next;
    int stat_in;
    int stat_out;
    int stat_errors;
    int stat_since;
};

int listen_check(struct server *s)
{
    return s->listen_fd + s->port + s->backlog;
}

void listen_reset(struct server *s)
{
    s->listen_fd = 0;
    s->port = 0;
    s->backlog = 0;
}

int tls_check(struct server *s)
{
    return s->tls_cert + s->tls_key + s->tls_verify;
}

int log_check(struct server *s)
{
    return s->log_fd + s->log_level + s->log_rotate;
}

void log_reset(struct server *s)
{
    s->log_fd = 0;
    s->log_level = 0;
    s->log_rotate = 0;
}

int cache_check(struct server *s)
{
    return s->cache_size + s->cache_hits + s->cache_misses;
}

int db_check(struct server *s)
{
    return s->db_handle + s->db_timeout + s->db_retries;
}

void db_reset(struct server *s)
{
    s->db_handle = 0;
    s->db_timeout = 0;
    s->db_retries = 0;
}

int user_check(struct server *s)
{
    return s->user_count + s->user_limit + s->user_quota;
}

int mail_check(struct server *s)
{
    return s->mail_host + s->mail_port + s->mail_queue;
}

void mail_reset(struct server *s)
{
    s->mail_host = 0;
    s->mail_port = 0;
    s->mail_queue = 0;
}

int job_check(struct server *s)
{
    return s->job_count + s->job_limit + s->job_next;
}

int stat_check(struct server *s)
{
    return s->stat_in + s->stat_out + s->stat_errors;
}

void stat_reset(struct server *s)
{
    s->stat_in = 0;
    s->stat_out = 0;
    s->stat_errors = 0;
}

int since_check(struct server *s)
{
    return s->stat_since;
}


typedef struct { /* expect: cet-god-struct */
    int a0, a1, a2, a3, a4, b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, d0, d1, d2, d3, d4, e0, e1, e2, e3, e4;
} everything;

int sum_a(const everything *e) { return e->a0 + e->a1 + e->a2; }
int sum_b(const everything *e) { return e->b0 + e->b1 + e->b2; }
int sum_c(const everything *e) { return e->c0 + e->c1 + e->c2; }
int sum_d(const everything *e) { return e->d0 + e->d1 + e->d2; }
int sum_e(const everything *e) { return e->e0 + e->e1 + e->e2; }
void set_a(everything *e) { e->a3 = 1; e->a4 = 2; }
void set_b(everything *e) { e->b3 = 1; e->b4 = 2; }
void set_c(everything *e) { e->c3 = 1; e->c4 = 2; }
void set_d(everything *e) { e->d3 = 1; e->d4 = 2; }

/* As a variable, not through a pointer. */
static struct state { /* expect: cet-god-struct */
    int x1, x2, x3, x4, x5, x6, x7, x8, x9, y1, y2, y3, y4, y5, y6, y7, y8, y9, z1, z2, z3, z4, z5, z6, z7, z8, z9;
} state;

int f1(void) { return state.x1 + state.x2; }
int f2(void) { return state.x3 + state.x4; }
int f3(void) { return state.x5 + state.x6; }
int f4(void) { return state.x7 + state.x8; }
int f5(void) { return state.y1 + state.y2; }
int f6(void) { return state.y3 + state.y4; }
int f7(void) { return state.y5 + state.y6; }
int f8(void) { return state.z1 + state.z2; }
int f9(void) { return state.z3 + state.z4 + state.x9 + state.y7 + state.y8 + state.y9; }
int f10(void) { return state.z5 + state.z6 + state.z7 + state.z8 + state.z9; }
