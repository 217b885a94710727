/* A change that lets the program reach a place often, where it never was, is no hang. */
/* mutant: 8 break-removal survived */
/* mutant: 19 statement-deletion timeout */
static void look(int kind)
{
    switch (kind) {
    case 1:
        break;
    default:
        break;
    }
}

static int count_down(int from)
{
    int steps = 0;
    for (unsigned i = 0; i < 40000; i++) look(1);
    while (from > 0) {
        from--;
        steps++;
    }
    return steps;
}

int main(void)
{
    return count_down(3) != 3;
}
