enum state { START, NUMBER, WORD, END };

struct lexer {
    enum state state;
    const char *text;
};

void lexer_step(struct lexer *lexer)
{
    switch (lexer->state) { /* pattern: state-machine */
    case START:
        lexer->state = *lexer->text >= '0' && *lexer->text <= '9' ? NUMBER : WORD;
        if (!*lexer->text)
            lexer->state = END;
        break;
    case NUMBER:
    case WORD:
        lexer->text++;
        lexer->state = START;
        break;
    case END:
        break;
    }
}

#define IDLE 0
#define BUSY 1
#define DONE 2

int count_words(const char *text)
{
    int state = IDLE, words = 0;
    for (; state != DONE; text++)
        switch (state) { /* pattern: state-machine */
        case IDLE:
            if (*text)
                state = BUSY;
            else
                state = DONE;
            break;
        case BUSY:
            words++;
            state = IDLE;
            break;
        case DONE:
            break;
        }
    return words;
}

static enum state connection = START;

void connection_event(int event)
{
    switch (connection) { /* pattern: state-machine */
    case START:
        connection = NUMBER;
        break;
    case NUMBER:
        if (!event)
            connection = WORD;
        break;
    default:
        break;
    case WORD:
        break;
    }
}
