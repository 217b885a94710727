/* Labels of switches that are left out. */
enum color { RED, GREEN, BLUE = 5 };
#define KEY(k) case k
#define FOUR 4

static int plain(int x)
{
    switch (x) {
    case 1:
        return 10;
    case 2:
    case 3:
        return 20;
    KEY(7):
        return 70;
    case FOUR:
        return 40;
    case 10 ... 20:
        return 50;
    case 30:
    default:
        return 0;
    }
}

static int of_enum(enum color c)
{
    switch (c) {
    case RED:
        return 1;
    case GREEN:
        return 2;
    case BLUE:
        switch (c + 1) {
        case BLUE + 1:
            return 3;
        }
    }
    return 4;
}

static int of_char(volatile unsigned char c, long wide)
{
    int result = 0;
    switch (c) {
    case 'a':
        result = 1;
        break;
    case 255:
        result = 2;
    }
    switch (wide) {
    case -1L:
        return result + 10;
    case 0x7fffffffffL:
        return result + 20;
    }
    return result;
}

int main(void)
{
    int ok = plain(1) == 10 && plain(2) == 20 && plain(3) == 20 && plain(7) == 70 && plain(4) == 40;
    ok = ok && plain(15) == 50 && plain(0) == 0 && plain(30) == 0;
    ok = ok && of_enum(RED) == 1 && of_enum(GREEN) == 2 && of_enum(BLUE) == 3;
    ok = ok && of_char('a', -1) == 11 && of_char(255, 0x7fffffffff) == 22 && of_char(0, 0) == 0;
    return ok ? 0 : 1;
}
/* mutant: 9 switch-case killed */
/* mutant: 11 switch-case killed */
/* mutant: 12 switch-case killed */
/* mutant: 14 switch-case killed */
/* mutant: 16 switch-case killed */
/* mutant: 18 switch-case ignored */
/* mutant: 20 switch-case ignored */
/* mutant: 31 switch-case killed */
/* mutant: 46 switch-case killed */
/* mutant: 49 switch-case killed */
/* mutant: 53 switch-case killed */
/* mutant: 55 switch-case killed */
