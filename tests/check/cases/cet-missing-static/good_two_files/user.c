extern int shared_by_hand(int n);
extern int table_by_hand[3];

int main(void)
{
    return shared_by_hand(table_by_hand[0]);
}
