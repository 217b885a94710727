enum color { RED, GREEN, BLUE };
typedef enum { STATE_IDLE, STATE_BUSY, STATE_DONE, STATE_FAILED } state_t;

struct light {
    enum color color;
    state_t state;
};

int of_a_parameter(enum color color)
{
    switch (color) { /* expect: cet-missing-enumerator */
    case RED:
        return 1;
    case GREEN:
        return 2;
    }
    return 0;
}

const char *of_a_field(const struct light *light)
{
    const char *text = "";
    switch (light->state) { /* expect: cet-missing-enumerator */
    case STATE_IDLE:
        text = "idle";
        break;
    case STATE_BUSY:
    case STATE_DONE:
        text = "working";
        break;
    }
    return text;
}

static enum color next_color(enum color color)
{
    return color == BLUE ? RED : color + 1;
}

int of_a_result(enum color color)
{
    switch (next_color(color)) { /* expect: cet-missing-enumerator */
    case BLUE:
        return 3;
    case RED:
        return 1;
    }
    return 0;
}

/* A matter of taste: the default hides which are meant. */
int hidden_by_a_default(state_t state)
{
    switch (state) { /* expect: cet-missing-enumerator */
    case STATE_IDLE:
        return 0;
    case STATE_BUSY:
        return 1;
    case STATE_DONE:
        return 2;
    default:
        return -1;
    }
}

int nested(enum color color, state_t state)
{
    switch (color) {
    case RED:
    case GREEN:
    case BLUE:
        switch (state) { /* expect: cet-missing-enumerator */
        case STATE_IDLE:
            return 1;
        }
        return 2;
    }
    return 0;
}
