extern int offered_value;
int offered(int n);
