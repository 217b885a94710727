struct state {
    int count;
    char name[8];
    long more;
};

struct state state;

int main(void)
{
    return state.count + (int)state.more;
}
