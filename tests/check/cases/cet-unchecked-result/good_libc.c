#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int checks(int fd, const char *text, size_t length)
{
    if (write(fd, text, length) != (ssize_t)length)
        return -1;
    return 0;
}

void says_that_it_does_not_care(int fd, const char *text)
{
    (void)write(fd, text, strlen(text));
    (void)!write(fd, text, strlen(text));
}

void nobody_looks_at_these(FILE *out, char *to, const char *from)
{
    printf("%s\n", from);
    fprintf(out, "%s\n", from);
    puts(from);
    strcpy(to, from);
    memcpy(to, from, 1);
    memset(to, 0, 1);
    snprintf(to, 1, "%s", from);
    fclose(out);
}

int used_in_expressions(FILE *in, char *line, int fd)
{
    int count = 0;
    while (fgets(line, 80, in))
        count++;
    count += read(fd, line, 80) == 80 ? 1 : 0;
    return count && read(fd, line, 1);
}

int only_measured(int fd)
{
    return sizeof(read(fd, NULL, 0));
}

#define TRY(call) ({ int result_ = (call); result_; })
int last_of_a_statement_expression(void)
{
    return ({ setuid(1); }) + TRY(setgid(2));
}
