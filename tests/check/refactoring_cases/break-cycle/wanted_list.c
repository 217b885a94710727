int log_number(int value);

int list_count(void)
{
    return 3;
}

int list_last(void)
{
    return 7;
}

int list_add(int value)
{
    return log_number(value); /* refactor: break-cycle */
}

int list_remove(int value)
{
    return -value;
}
