/* Addresses of labels: the body with all changes has a jump table of its own. */
static int run(const char *code)
{
    static const void *const table[] = {&&stop, &&increment, &&twice};
    int value = 0;
    goto *table[code[0] - '0'];
increment:
    value = value + 1;
    code++;
    goto *table[code[0] - '0'];
twice:
    value = value * 2;
    code++;
    goto *table[code[0] - '0'];
stop:
    return value;
}

static const void *kept;

/* Where another call jumps to must not be the other body. */
static int run_kept(int first)
{
    if (first)
        kept = &&second;
    goto *kept;
second:
    return first + 1;
}

int main(void)
{
    return run("1120") == 4 && run("0") == 0 && run_kept(1) == 2 && run_kept(0) == 1 ? 0 : 1;
}

/* mutant: 8 arithmetic-inverse killed */
/* mutant: 12 arithmetic-inverse killed */
/* mutant: 16 return-one killed */
/* mutant: 28 arithmetic-inverse ignored */
