/* Three travel through three. */
static int clip(int left, int top, int width) /* refactor: introduce-parameter-struct */
{
    return left + top < width;
}

static int draw(int left, int top, int width, int colour)
{
    return clip(left, top, width) ? colour : 0;
}

int paint(int left, int top, int width)
{
    return draw(left, top, width, 3) + clip(left, top, width);
}

/* Among others, in another order. */
static int ask(const char *host, int port, const char *user) /* refactor: introduce-parameter-struct */
{
    return *host + port + *user;
}

static int retry(int times, int port, const char *user, const char *host)
{
    return times ? ask(host, port, user) : 0;
}

int connect_to(const char *user, const char *host, int port)
{
    return retry(3, port, user, host);
}
