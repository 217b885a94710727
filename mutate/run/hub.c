#include "hub.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "cet/core/clock.h"
#include "cet/core/memory.h"

#define MAX_LINE_BYTES (1u << 20)
#define MAX_CONNECTIONS 4096
#define SEND_LIMIT_S 10
#define GRACE_MS 1000
#define INHERITED_NUMBER 3 /* the first of process_request.descriptors */

static const struct {
    const char *word;
    line_fn read;
} kinds_of_line[] = {
    {"hello", greet_hello},     {"exe", greet_exe},       {"cwd", greet_folder},
    {"arg", greet_argument},    {"output", greet_output}, {"errors", greet_errors},
    {"ready", greet_ready},     {"module", book_module},  {"site", book_site},
    {"test", book_test},        {"hits", book_hits},      {"failed", book_failed},
    {"hazard", book_hazard},    {"leaves", book_leaves},  {"idle", book_idle},
    {"noticed", book_noticed},  {"exit", book_exit},      {"want", claim_want},
    {"claim", claim_some},      {"done", claim_done},     {"control", verdict_control},
    {"result", verdict_result}, {"fails", verdict_fails}, {"exhausted", verdict_exhausted},
};

void session_fail(struct session *session, const struct error *err)
{
    if (session->failure.status == STATUS_OK)
        session->failure = *err;
}

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

char *connection_text(const char *escaped)
{
    struct strbuf text = {0};
    for (const char *at = escaped; *at; at++) {
        bool is_escape = *at == '%' && digit(at[1]) >= 0 && digit(at[2]) >= 0;
        strbuf_add_char(&text, is_escape ? (char)(digit(at[1]) * 16 + digit(at[2])) : *at);
        at += is_escape ? 2 : 0;
    }
    return text.length ? strbuf_take(&text) : memory_strdup("");
}

static void hang_up(struct connection *connection)
{
    if (connection->descriptor >= 0)
        close(connection->descriptor);
    connection->descriptor = -1;
}

void connection_say(struct connection *connection, const struct strbuf *lines)
{
    for (size_t sent = 0; sent < lines->length && connection->descriptor >= 0;) {
        ssize_t count = send(connection->descriptor, lines->bytes + sent, lines->length - sent, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            hang_up(connection);
        else
            sent += (size_t)count;
    }
}

void connection_say_text(struct connection *connection, const char *line)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    strbuf_add_text(&text, line);
    connection_say(connection, &text);
}

void connection_release(struct connection *connection)
{
    hang_up(connection);
    for (size_t i = 0; i < connection->module_count; i++) {
        free(connection->modules[i].first);
        free(connection->modules[i].count);
        free(connection->modules[i].mutants);
    }
    free(connection->modules);
    free(connection->wanted);
    free(connection->taken);
    free(connection->exe);
    free(connection->folder);
    free(connection->test);
    strbuf_release(&connection->in);
    strbuf_release(&connection->arguments);
    free(connection);
}

static void add_connection(struct hub *hub, int descriptor)
{
    if (descriptor < 0)
        return;
    if (hub->count == MAX_CONNECTIONS) {
        close(descriptor);
        return;
    }
    struct timeval limit = {.tv_sec = SEND_LIMIT_S};
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    struct connection *connection = memory_new(1, sizeof *connection);
    connection->session = hub->session;
    connection->descriptor = descriptor;
    connection->number = (unsigned)hub->count;
    ARRAY_PUSH(hub->connections, hub->count, hub->capacity, connection);
    epoll_ctl(hub->poll, EPOLL_CTL_ADD, descriptor, &(struct epoll_event){.events = EPOLLIN, .data.ptr = connection});
}

/* A program that asks through the inherited socket sends one end of a pair. */
static int receive_descriptor(int asked)
{
    char byte, room[CMSG_SPACE(sizeof(int))];
    struct iovec text = {&byte, 1};
    struct msghdr message = {.msg_iov = &text, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    int descriptor = -1;
    if (recvmsg(asked, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) <= 0)
        return -1;
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (head && head->cmsg_type == SCM_RIGHTS && head->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(&descriptor, CMSG_DATA(head), sizeof(int));
    return descriptor;
}

/* A program that closed all its descriptors comes back as the one that it was. */
static struct connection *come_back(struct hub *hub, struct connection *connection, const char *number)
{
    unsigned long index = strtoul(number, NULL, 10);
    if (index >= hub->count || hub->connections[index] == connection)
        return connection;
    struct connection *known = hub->connections[index];
    hang_up(known);
    known->descriptor = connection->descriptor;
    connection->descriptor = -1;
    struct strbuf in = known->in;
    known->in = connection->in;
    connection->in = in;
    epoll_ctl(hub->poll, EPOLL_CTL_MOD, known->descriptor, &(struct epoll_event){.events = EPOLLIN, .data.ptr = known});
    return known;
}

static void read_line(struct connection *connection, char *line)
{
    char *rest = line + strcspn(line, " ");
    if (*rest)
        *rest++ = '\0';
    for (size_t i = 0; i < ARRAY_LENGTH(kinds_of_line); i++)
        if (strcmp(kinds_of_line[i].word, line) == 0) {
            kinds_of_line[i].read(connection, rest);
            return;
        }
}

static void read_lines(struct hub *hub, struct connection *connection)
{
    size_t from = 0;
    char *end;
    while (connection->in.length > from &&
           (end = memchr(connection->in.bytes + from, '\n', connection->in.length - from)) != NULL) {
        char *line = connection->in.bytes + from;
        *end = '\0';
        from = (size_t)(end - connection->in.bytes) + 1;
        if (strncmp(line, "again ", 6) == 0)
            connection = come_back(hub, connection, line + 6);
        else
            read_line(connection, line);
    }
    if (from == 0 && connection->in.length > MAX_LINE_BYTES)
        hang_up(connection);
    memmove(connection->in.bytes, connection->in.bytes + from, connection->in.length - from);
    connection->in.length -= from;
}

static void hear(struct hub *hub, struct connection *connection)
{
    char bytes[65536];
    ssize_t count = recv(connection->descriptor, bytes, sizeof bytes, MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0) {
        hang_up(connection);
        claims_give_back(connection);
    } else {
        strbuf_add(&connection->in, bytes, (size_t)count);
        read_lines(hub, connection);
    }
    claims_serve_waiting(hub->session);
}

static bool attend(struct hub *hub, int timeout_ms)
{
    struct epoll_event events[64];
    int count = epoll_wait(hub->poll, events, 64, timeout_ms);
    for (int i = 0; i < count; i++) {
        struct connection *connection = events[i].data.ptr;
        if (events[i].data.ptr == &hub->listener)
            add_connection(hub, accept4(hub->listener, NULL, NULL, SOCK_CLOEXEC));
        else if (events[i].data.ptr == &hub->asked)
            add_connection(hub, receive_descriptor(hub->asked));
        else if (connection->descriptor >= 0)
            hear(hub, connection);
    }
    return count > 0;
}

static void attend_all(void *context)
{
    while (attend(context, 0))
        ;
}

static struct program *find_connected(const struct hub *hub)
{
    for (size_t i = 0; i < hub->count; i++) {
        const struct connection *connection = hub->connections[i];
        if (connection->descriptor >= 0 && connection->program && !connection->is_off)
            return connection->program;
    }
    return NULL;
}

/* A process that nobody waited for may be about to end; a daemon is not. */
static void note_end(void *context)
{
    struct hub *hub = context;
    const uint64_t until_ms = clock_now_ms() + GRACE_MS;
    attend_all(hub);
    for (uint64_t now_ms = clock_now_ms(); find_connected(hub) && now_ms < until_ms; now_ms = clock_now_ms())
        attend(hub, (int)(until_ms - now_ms));
    hub->lingering = find_connected(hub);
}

static void note_start(void *context, int pid, uint64_t output_inode, uint64_t errors_inode)
{
    struct hub *hub = context;
    hub->session->command_pid = pid;
    hub->session->output_inode = output_inode;
    hub->session->errors_inode = errors_inode;
}

static enum status listen_in(struct hub *hub, const char *folder, struct error *err)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strbuf_printf(&hub->path, "%s/mutants.socket", folder);
    if (hub->path.length >= sizeof address.sun_path)
        return error_set(err, STATUS_INVALID, "'%s' is too long for a socket; set TMPDIR to a shorter folder",
                         strbuf_text(&hub->path));
    strcpy(address.sun_path, strbuf_text(&hub->path));
    hub->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (hub->listener < 0 || bind(hub->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(hub->listener, 128) != 0)
        return error_set_errno(err, "cannot listen at '%s'", strbuf_text(&hub->path));
    strbuf_printf(&hub->variable, "CET_MUTANTS_SOCKET=%s", strbuf_text(&hub->path));
    epoll_ctl(hub->poll, EPOLL_CTL_ADD, hub->listener,
              &(struct epoll_event){.events = EPOLLIN, .data.ptr = &hub->listener});
    return STATUS_OK;
}

static enum status lend_socket(struct hub *hub, struct error *err)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return error_set_errno(err, "cannot make a socket");
    hub->asked = ends[0];
    hub->inherited = ends[1];
    strbuf_printf(&hub->variable, "CET_MUTANTS_SOCKET=fd:%d", INHERITED_NUMBER);
    epoll_ctl(hub->poll, EPOLL_CTL_ADD, hub->asked, &(struct epoll_event){.events = EPOLLIN, .data.ptr = &hub->asked});
    return STATUS_OK;
}

enum status hub_open(struct hub *hub, struct session *session, const char *folder, struct error *err)
{
    *hub = (struct hub){.session = session, .listener = -1, .asked = -1, .inherited = -1};
    hub->poll = epoll_create1(EPOLL_CLOEXEC);
    hub->attendant = (struct process_attendant){
        .context = hub, .descriptor = hub->poll, .ready = attend_all, .started = note_start, .ended = note_end};
    session->hub = hub;
    if (hub->poll < 0)
        return error_set_errno(err, "cannot wait for programs");
    return folder ? listen_in(hub, folder, err) : lend_socket(hub, err);
}

struct program *hub_end_pass(struct hub *hub)
{
    struct program *lingering = hub->lingering;
    attend_all(hub);
    for (size_t i = 0; i < hub->count; i++) {
        claims_give_back(hub->connections[i]);
        connection_release(hub->connections[i]);
    }
    hub->count = 0;
    hub->lingering = NULL;
    return lingering;
}

void hub_close(struct hub *hub)
{
    if (!hub->session)
        return;
    hub_end_pass(hub);
    const int all[] = {hub->poll, hub->listener, hub->asked, hub->inherited};
    for (size_t i = 0; i < ARRAY_LENGTH(all); i++)
        if (all[i] >= 0)
            close(all[i]);
    if (hub->listener >= 0)
        unlink(strbuf_text(&hub->path));
    free(hub->connections);
    strbuf_release(&hub->path);
    strbuf_release(&hub->variable);
}
