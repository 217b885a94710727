#include <stdio.h>
#include <string.h>
#include <time.h>

char *printable(const char *text, char *space, size_t size);
const char *state_name(int state);

static const char state_format[] = "%s: %d";
static char work[4096];

struct event {
    time_t when;
};

/* ctime writes 25 characters. */
void dated(const struct event *event)
{
    char line[40];
    sprintf(line, "scan_date=%s", ctime(&event->when));
    puts(line);
}

void bounded_by_size(const char *name)
{
    char line[100];
    sprintf(line, "%s\n", printable(name, work, 64));
    puts(line);
}

/* Messages of a table: nothing shows how long the text is. */
void from_table(int state)
{
    char line[100];
    sprintf(line, state_format, state_name(state), state);
    puts(line);
}

static char *clock_text(char *text, int hours, int minutes)
{
    sprintf(text, "%02d:%02d", hours % 24, minutes % 60);
    return text;
}

/* What comes back is what was given. */
void given_back(int hours, int minutes)
{
    char line[80], text[21];
    sprintf(line, "at %s", clock_text(text, hours, minutes));
    puts(line);
}

void table_in_function(int kind)
{
    static const char *const names[][2] = {{"one", "first"}, {"two", "second"}};
    static const char *plain[] = {"zero", "more"};
    char line[20];
    sprintf(line, "%s", plain[kind]);
    sprintf(line, "%s", names[kind][1]);
    puts(line);
}
