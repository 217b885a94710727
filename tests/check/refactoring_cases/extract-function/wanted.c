/* The loop in the middle takes most of the complexity along, and needs two variables. */
int first(const int *items, int count, int limit)
{
    int sum = 0;
    if (limit < 0)
        return -1;
    for (int i = 0; i < count; i++) { /* refactor: extract-function */
        if (items[i] > 0) {
            if (items[i] % 2 && items[i] % 3)
                sum += items[i];
            else if (items[i] % 5)
                sum -= items[i];
        }
    }
    if (sum > limit)
        sum = limit;
    if (sum < -limit)
        sum = -limit;
    return sum;
}

void print(const char *text);

/* Nothing comes out. */
void second(int count, int columns)
{
    print("head");
    print("line");
    for (int i = 0; i < count; i++) { /* refactor: extract-function */
        for (int k = 0; k < columns; k++) {
            if (i == k)
                print("x");
            else
                print(".");
        }
        print("\n");
    }
    if (count)
        print("end");
    if (columns)
        print("foot");
    print("line");
}

/* A part of a loop's body: the value comes out, for the next turn reads it. */
int third(const int *items, int count)
{
    int state = 0, longest = 0;
    for (int i = 0; i < count; i++) {
        if (items[i] == 0)
            break;
        if (items[i] < 0) { /* refactor: extract-function */
            for (int k = i; k > 0; k--) {
                if (items[k] > state)
                    state = items[k];
                else if (items[k] % 2)
                    state--;
            }
            state++;
        }
    }
    longest = state;
    if (longest < 0)
        return 0;
    return longest;
}

/* All paths of it return: its result is. */
int fourth(const int *items, int count, int kind)
{
    if (kind == 1)
        print("one");
    if (kind == 2)
        print("two");
    if (count > 3)
        print("many");
    print("-");
    if (kind) { /* refactor: extract-function */
        for (int i = 0; i < count; i++) {
            if (items[i] == kind)
                return i;
            if (items[i] < 0 && items[i] > -9)
                return -2;
        }
        if (count > kind)
            return -3;
        return -4;
    }
    for (int i = 0; i < count; i++)
        if (items[i])
            print("x");
    return -1;
}
