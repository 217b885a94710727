int declared(int); // facts: declaration `declared` type=`int (int)` line=1
int declared(int n) { return n; } // facts: declaration `declared` type=`int (int)` definition line=2
extern int shared; // facts: declaration `shared` type=`int` extern line=3
int shared = 4; // facts: declaration `shared` type=`int` definition line=4
static int in_table(void) { return 1; } // facts: function `in_table` named-in-data
static int called(void) { return 2; } // no facts: function `called` named-in-data
int (*table[])(void) = {in_table};
static void let_go(int *p) { *p = called(); } // facts: function `let_go` named-in-data
void scoped(void) { __attribute__((cleanup(let_go))) int held = 1; (void)held; }
__attribute__((used)) static int kept(void) { return 3; } // facts: function `kept` kept
__attribute__((unused)) static int spare(void) { return 3; } // facts: function `spare` perhaps-unused
static int aliased(void) { return 5; } // facts: function `aliased` named-in-data
int other_name(void) __attribute__((alias("aliased")));
