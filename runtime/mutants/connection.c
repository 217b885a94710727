/* The socket to the runner. Its path, or the number of an inherited socket through which one is asked for ("fd:3", the
 * way out of a box that forbids to connect), stands in the environment: descriptors alone get lost in scripts. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "state.h"

#define LINE_SIZE 8192

static int descriptor = -1;
static ino_t inode;
static char heard[LINE_SIZE], unsaid[LINE_SIZE];
static size_t heard_from, heard_to, unsaid_length;

static int connect_to(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path)
        return -1;
    strcpy(address.sun_path, path);
    int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (made >= 0 && connect(made, (struct sockaddr *)&address, sizeof address) == 0)
        return made;
    close(made);
    return -1;
}

/* One end of a new pair goes to the runner through the socket that all programs inherit. */
static int ask_through(int inherited)
{
    int ends[2];
    char byte = 'c', room[CMSG_SPACE(sizeof(int))] = {0};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return -1;
    struct iovec text = {&byte, 1};
    struct msghdr message = {.msg_iov = &text, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    *head = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int))};
    memcpy(CMSG_DATA(head), &ends[1], sizeof(int));
    bool is_sent = sendmsg(inherited, &message, MSG_NOSIGNAL) == 1;
    close(ends[1]);
    if (is_sent)
        return ends[0];
    close(ends[0]);
    return -1;
}

bool cet_mutants_connect(void)
{
    const char *place = getenv("CET_MUTANTS_SOCKET");
    struct stat info;
    if (!place || !*place)
        return false;
    int made = strncmp(place, "fd:", 3) == 0 ? ask_through(atoi(place + 3)) : connect_to(place);
    if (made < 0)
        return false;
    descriptor = cet_mutants_own_descriptor(made);
    heard_from = heard_to = unsaid_length = 0;
    inode = fstat(descriptor, &info) == 0 ? info.st_ino : 0;
    return true;
}

void cet_mutants_disconnect(void)
{
    if (descriptor >= 0)
        close(descriptor);
    descriptor = -1;
    unsaid_length = 0;
}

static bool is_still_ours(void)
{
    struct stat info;
    return descriptor >= 0 && fstat(descriptor, &info) == 0 && S_ISSOCK(info.st_mode) && info.st_ino == inode;
}

bool cet_mutants_can_talk(void)
{
    if (descriptor < 0 || !cet_mutants_is_own())
        return false;
    if (is_still_ours())
        return true;
    descriptor = -1; /* the number is somebody else's now */
    if (!cet_mutants_connect())
        return false;
    cet_mutants_introduce_again();
    return true;
}

void cet_mutants_flush(void)
{
    for (size_t sent = 0; sent < unsaid_length && descriptor >= 0;) {
        ssize_t count = send(descriptor, unsaid + sent, unsaid_length - sent, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        sent += (size_t)count;
    }
    unsaid_length = 0;
}

static void add_unsaid(const char *text, size_t length)
{
    if (unsaid_length + length > sizeof unsaid)
        cet_mutants_flush();
    if (length > sizeof unsaid)
        return;
    memcpy(unsaid + unsaid_length, text, length);
    unsaid_length += length;
}

void cet_mutants_say(const char *format, ...)
{
    char line[512];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (length > 0 && length < (int)sizeof line)
        add_unsaid(line, (size_t)length);
}

void cet_mutants_say_text(const char *before, const char *text)
{
    static const char digits[] = "0123456789abcdef";
    add_unsaid(before, strlen(before));
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        char escaped[3] = {'%', digits[byte >> 4], digits[byte & 15]};
        bool is_plain = byte > ' ' && byte != '%' && byte != 127;
        add_unsaid(is_plain ? text : escaped, is_plain ? 1 : 3);
    }
    add_unsaid("\n", 1);
}

static bool hear_more(void)
{
    memmove(heard, heard + heard_from, heard_to - heard_from);
    heard_to -= heard_from;
    heard_from = 0;
    if (heard_to == sizeof heard)
        return false;
    ssize_t count;
    do
        count = read(descriptor, heard + heard_to, sizeof heard - heard_to);
    while (count < 0 && errno == EINTR);
    heard_to += count > 0 ? (size_t)count : 0;
    return count > 0;
}

const char *cet_mutants_hear(void)
{
    cet_mutants_flush();
    for (;;) {
        char *line = heard + heard_from;
        char *end = memchr(line, '\n', heard_to - heard_from);
        if (end) {
            *end = '\0';
            heard_from = (size_t)(end - heard) + 1;
            return line;
        }
        if (descriptor < 0 || !hear_more())
            return NULL;
    }
}
