struct state {
    int count;
    char name[8];
};

extern struct state state;

/* A small program that is built with other macros: its struct has fewer fields, and it is linked with none of the
 * other's units. */
int main(void)
{
    return 0;
}
