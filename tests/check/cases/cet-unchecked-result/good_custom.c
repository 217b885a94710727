struct text {
    char bytes[100];
    int length;
};

/* Gives back what it was given, for chaining. */
static struct text *text_add(struct text *text, char c)
{
    text->bytes[text->length++] = c;
    return text;
}

/* Always the same. */
static int text_reset(struct text *text)
{
    text->length = 0;
    return 0;
}

/* As many throw it away as use it. */
static int text_length(struct text *text)
{
    if (text->length > 50)
        return 50;
    return text->length;
}

static void nothing(struct text *text)
{
    text->length = 0;
}

/* Fewer than four others. */
static int seldom(struct text *text)
{
    return text->length ? 1 : -1;
}

int use(struct text *t)
{
    int sum = text_reset(t) + text_reset(t) + text_reset(t) + text_reset(t) + text_reset(t);
    sum += text_add(t, 'a')->length + text_add(t, 'b')->length + text_add(t, 'c')->length + text_add(t, 'd')->length;
    sum += text_length(t) + text_length(t) + text_length(t) + text_length(t);
    sum += seldom(t) + seldom(t) + seldom(t);
    text_reset(t);
    text_add(t, 'e');
    text_length(t);
    text_length(t);
    text_length(t);
    seldom(t);
    nothing(t);
    return sum;
}
