/* See wanted_list.c: it needs one function of this file, which needs four of it. */
int list_add(int value);
int list_remove(int value);
int list_count(void);
int list_last(void);

int log_number(int value)
{
    return value;
}

int run(int value)
{
    return list_add(value) + list_remove(value) + list_count() + list_last();
}
