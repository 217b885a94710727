int helper(int number);
int twice(int number);
