/* The custom of the program: all but one look at the result. */
struct parser {
    int state;
};

__attribute__((warn_unused_result)) int must_use(int x);

static int parser_push(struct parser *parser, int value)
{
    if (parser->state > 100)
        return -1;
    parser->state += value;
    return 0;
}

int one(struct parser *parser)
{
    return parser_push(parser, 1);
}

int two(struct parser *parser)
{
    if (parser_push(parser, 1) < 0)
        return -1;
    return parser_push(parser, 2);
}

int three(struct parser *parser)
{
    int status = parser_push(parser, 1);
    return status ? status : parser_push(parser, 3);
}

/* class: unchecked-own-result */
void forgets(struct parser *parser)
{
    parser_push(parser, 4); /* expect: cet-unchecked-result */
}

/* class: unchecked-declared-result */
void declared(void)
{
    must_use(3); /* expect: cet-unchecked-result */
}
