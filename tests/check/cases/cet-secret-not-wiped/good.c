#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

struct account {
    char *password;
    char *password_file;
};

struct point {
    int x, y;
};

int check_password(const char *user, const char *text);
void fill_points(struct point *points, size_t count);
void secure_wipe(void *memory, size_t size);

static void forget(void *memory, size_t size)
{
    volatile unsigned char *bytes = memory;
    while (size--)
        *bytes++ = 0;
}

int login(const char *user)
{
    char password[64];
    int result = -1;
    if (!fgets(password, sizeof password, stdin))
        goto out;
    result = check_password(user, password);
out:
    explicit_bzero(password, sizeof password);
    return result;
}

int by_own_function(const char *user)
{
    char password[64];
    int result = fgets(password, sizeof password, stdin) ? check_password(user, password) : -1;
    forget(password, sizeof password);
    return result;
}

int by_name(const char *user)
{
    char passphrase[64];
    int result = fgets(passphrase, sizeof passphrase, stdin) ? check_password(user, passphrase) : -1;
    secure_wipe(passphrase, sizeof passphrase);
    return result;
}

void free_account(struct account *account)
{
    if (account->password)
        explicit_bzero(account->password, strlen(account->password));
    free(account->password);
    free(account->password_file);
}

/* memset of what is read afterwards. */
int cleared_first(void)
{
    struct point points[4];
    memset(points, 0, sizeof points);
    fill_points(points, 4);
    return points[0].x;
}

int cleared_for_the_next_round(int rounds)
{
    struct point point;
    int sum = 0;
    memset(&point, 0, sizeof point);
    for (int i = 0; i < rounds; i++) {
        fill_points(&point, 1);
        sum += point.x;
        memset(&point, 0, sizeof point);
    }
    return sum + point.y;
}

/* Names that only speak of secrets. */
int prompt(void)
{
    char password_prompt[32];
    snprintf(password_prompt, sizeof password_prompt, "%s: ", "Password");
    return fputs(password_prompt, stdout);
}

/* The caller's memory. */
int read_password(char *password, size_t size)
{
    if (!fgets(password, (int)size, stdin))
        return -1;
    password[strcspn(password, "\n")] = '\0';
    return 0;
}

int only_compared(const char *given)
{
    const char *secret = "not one";
    return strcmp(secret, given);
}

struct login {
    char user[32];
    char password[64];
};

int in_a_struct(void)
{
    struct login login;
    int result = -1;
    if (fgets(login.user, sizeof login.user, stdin) && fgets(login.password, sizeof login.password, stdin))
        result = check_password(login.user, login.password);
    explicit_bzero(&login, sizeof login);
    return result;
}

int only_the_user(void)
{
    struct login login;
    if (!fgets(login.user, sizeof login.user, stdin))
        return -1;
    return puts(login.user);
}

char *asked(void)
{
    char *password = getpass("Password: ");
    return password;
}
