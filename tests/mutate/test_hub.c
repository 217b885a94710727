/* Conversations of programs with the runner, as docs/formats/mutants.md describes them, over the real socket. */
#include "mutate/run/hub.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "core/scratch.h"
#include "unit_test.h"

#define FIRST "00000000000000aa"
#define SECOND "00000000000000bb"

static struct scratch scratch;
static struct mutant_set set;
static struct session session;
static struct hub hub;
static struct mutate_run_options options;

static void add(const char *id)
{
    struct mutant mutant = {.operator_name = "relational-boundary",
                            .path = "/no/such/a.c",
                            .function = "f",
                            .line = 1,
                            .column = 1,
                            .end_line = 1,
                            .end_column = 2,
                            .original = "<",
                            .replacement = "<="};
    snprintf(mutant.id, sizeof mutant.id, "%s", id);
    mutant_set_add(&set, &mutant);
}

static void begin_pass(enum session_mode mode)
{
    session.mode = mode;
    session.pass++;
}

static void open_runner(unsigned jobs)
{
    scratch = scratch_new();
    set = (struct mutant_set){0};
    options = (struct mutate_run_options){.jobs = jobs};
    session_init(&session, &options, &set);
    CU_ASSERT_EQUAL_FATAL(hub_open(&hub, &session, scratch.folder, NULL), STATUS_OK);
    add(FIRST);
    add(SECOND);
    begin_pass(SESSION_CLEAN);
}

static void close_runner(void)
{
    hub_close(&hub);
    session_release(&session);
    mutant_set_release(&set);
    scratch_release(&scratch);
}

static int connect_program(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", strbuf_text(&hub.path));
    int made = socket(AF_UNIX, SOCK_STREAM, 0);
    CU_ASSERT_EQUAL_FATAL(connect(made, (struct sockaddr *)&address, sizeof address), 0);
    return made;
}

/* What the runner answers to the lines, up to now; valid until the next call. */
__attribute__((format(printf, 2, 3))) static const char *say(int program, const char *format, ...)
{
    static char answer[4096];
    char lines[1024];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(lines, sizeof lines, format, values);
    va_end(values);
    CU_ASSERT_EQUAL(send(program, lines, (size_t)length, MSG_NOSIGNAL), length);
    hub.attendant.ready(hub.attendant.context);
    ssize_t count = recv(program, answer, sizeof answer - 1, MSG_DONTWAIT);
    answer[count > 0 ? count : 0] = '\0';
    return answer;
}

static const char *hear(int program)
{
    return say(program, "%s", "");
}

static int start_program(const char *name, const char *expected)
{
    int program = connect_program();
    const char *answer = say(program, "hello 1 77\nexe /bin/%s\ncwd /\narg %s\nready\n", name, name);
    if (expected)
        CU_ASSERT_PTR_NOT_NULL(strstr(answer, expected));
    CU_ASSERT_STRING_EQUAL(answer + strlen(answer) - 3, "go\n");
    return program;
}

/* Each program reaches both mutants. */
static void run_clean(const char *const *names)
{
    for (; *names; names++) {
        int program = start_program(*names, "mode clean\n");
        CU_ASSERT_STRING_EQUAL(say(program, "module /no/such\n"), "ok\n");
        say(program, "site 0 0 " FIRST "\nsite 0 1 " SECOND "\ntest suite/%s\nhits 0 0 3\nhits 0 1 2\nexit 0\n",
            *names);
        close(program);
    }
    hub_end_pass(&hub);
    session_close_set(&session);
    begin_pass(SESSION_RUN);
}

#define RUN_CLEAN(...) run_clean((const char *const[]){__VA_ARGS__, NULL})

static int start_run(const char *name)
{
    return start_program(name, "plan " FIRST " 3 run\n");
}

TEST(a_clean_run_books_hits_tests_and_exit_code)
{
    open_runner(1);
    RUN_CLEAN("p", "q");
    CU_ASSERT_EQUAL(set.items[0].hits, 6);
    CU_ASSERT_EQUAL(set.items[1].hits, 4);
    CU_ASSERT_EQUAL_FATAL(set.items[0].covered_by_count, 2);
    CU_ASSERT_STRING_EQUAL(set.items[0].covered_by[0], "suite/p");
    CU_ASSERT_EQUAL(session.programs[0]->clean_exit, 0);
    close_runner();
}

TEST(what_one_runs_another_waits_for)
{
    open_runner(2);
    RUN_CLEAN("p", "q");
    int p = start_run("p"), q = start_run("q");
    CU_ASSERT_PTR_NOT_NULL(strstr(say(p, "want " FIRST "\nclaim\n"), "control\ntake " FIRST "\njobs 1\nend\n"));
    CU_ASSERT_STRING_EQUAL(say(q, "want " FIRST "\nclaim\n"), "");
    say(p, "control 0 1\nresult " FIRST " exit 0 900 800 0 \nclaim\n");
    CU_ASSERT_PTR_NOT_NULL(strstr(hear(q), "take " FIRST "\n"));
    CU_ASSERT_EQUAL(session.programs[0]->pairs[0], PAIR_SURVIVED);
    CU_ASSERT_EQUAL(set.items[0].status, MUTANT_PENDING);
    close(p), close(q);
    close_runner();
}

TEST(what_was_killed_is_not_run_again)
{
    open_runner(2);
    RUN_CLEAN("p", "q");
    int p = start_run("p"), q = start_run("q");
    say(p, "want " FIRST "\nclaim\n");
    say(q, "want " FIRST "\nclaim\n");
    CU_ASSERT_STRING_EQUAL(say(p, "control 0 1\nresult " FIRST " exit 1 900 800 0 suite/p\nclaim\n"), "end\n");
    CU_ASSERT_STRING_EQUAL(hear(q), "end\n");
    CU_ASSERT_EQUAL(set.items[0].status, MUTANT_KILLED);
    CU_ASSERT_EQUAL(set.items[0].killed_kind, MUTANT_KILL_TEST);
    CU_ASSERT_STRING_EQUAL(set.items[0].killed_by, "suite/p");
    close(p), close(q);
    close_runner();
}

TEST(ways_to_end_are_told_apart)
{
    static const struct {
        const char *result;
        enum mutant_kill kind;
    } ends[] = {{"exit 3 1 1 0", MUTANT_KILL_TEST},
                {"signal 11 1 1 0", MUTANT_KILL_CRASH},
                {"signal 6 1 1 0", MUTANT_KILL_ASSERTION},
                {"report 1 1 1 0", MUTANT_KILL_SANITIZER}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        open_runner(1);
        RUN_CLEAN("p");
        int p = start_run("p");
        say(p, "want " FIRST "\nclaim\n");
        say(p, "control 0 1\nresult " FIRST " %s \n", ends[i].result);
        CU_ASSERT_EQUAL(set.items[0].status, MUTANT_KILLED);
        CU_ASSERT_EQUAL(set.items[0].killed_kind, ends[i].kind);
        close(p);
        close_runner();
    }
}

TEST(a_hang_leaves_it_to_others_to_kill)
{
    open_runner(1);
    RUN_CLEAN("p", "q");
    int p = start_run("p"), q = start_run("q");
    say(p, "want " FIRST "\nclaim\n");
    say(p, "control 0 1\nresult " FIRST " hang 0 1 1 0 \nclaim\n");
    CU_ASSERT_EQUAL(session.programs[0]->pairs[0], PAIR_HANGS);
    CU_ASSERT_EQUAL(set.items[0].status, MUTANT_PENDING);
    CU_ASSERT_PTR_NOT_NULL(strstr(say(q, "want " FIRST "\nclaim\n"), "take " FIRST "\n"));
    say(q, "control 0 1\nresult " FIRST " exit 1 1 1 0 \n");
    CU_ASSERT_EQUAL(set.items[0].status, MUTANT_KILLED);
    close(p), close(q);
    close_runner();
}

TEST(who_goes_away_gives_back_what_it_took)
{
    open_runner(1);
    RUN_CLEAN("p", "q");
    int p = start_run("p"), q = start_run("q");
    say(p, "want " FIRST "\nwant " SECOND "\nclaim\n");
    CU_ASSERT_EQUAL(session.free_jobs, 0);
    CU_ASSERT_STRING_EQUAL(say(q, "want " SECOND "\nclaim\n"), "");
    close(p);
    CU_ASSERT_PTR_NOT_NULL(strstr(hear(q), "take " SECOND "\n"));
    close(q);
    close_runner();
}

TEST(a_program_that_does_not_survive_a_fork_is_forked_at_its_start)
{
    open_runner(1);
    RUN_CLEAN("p");
    int p = start_run("p");
    say(p, "want " FIRST "\nclaim\n");
    say(p, "control 7 0\n");
    CU_ASSERT_EQUAL(session.programs[0]->forking, FORK_AT_START);
    close(p);
    hub_end_pass(&hub);
    begin_pass(SESSION_RUN);
    close(start_program("p", "start\n"));
    close_runner();
}

TEST(a_changed_output_that_somebody_reads_is_for_the_command_to_judge)
{
    open_runner(1);
    RUN_CLEAN("p");
    int p = connect_program();
    CU_ASSERT_PTR_NOT_NULL(
        strstr(say(p, "hello 1 77\nexe /bin/p\ncwd /\narg p\noutput 4711\nerrors 4711\nready\n"), "compare\n"));
    say(p, "want " FIRST "\nclaim\n");
    say(p, "control 0 1\nresult " FIRST " exit 0 1 1 beef \n");
    CU_ASSERT_EQUAL(session.programs[0]->pairs[0], PAIR_UNDECIDED);
    CU_ASSERT_EQUAL(set.items[0].status, MUTANT_PENDING);
    close(p);
    close_runner();
}

TEST(nonsense_harms_nobody)
{
    open_runner(1);
    RUN_CLEAN("p");
    int p = start_run("p"), q = connect_program();
    say(q, "result " FIRST " exit 1 1 1 0 \nclaim\nwant zz\nagain 99\nsite 4 4 4\nhits 9 9 9\n\n\ncontrol\n");
    say(p, "want 0000\nresult nothing\ncontrol x\nexit\nclaim\n");
    CU_ASSERT_EQUAL(set.items[0].status, MUTANT_PENDING);
    CU_ASSERT_PTR_NOT_NULL(strstr(say(p, "want " FIRST "\nclaim\n"), "take " FIRST "\n"));
    close(p), close(q);
    close_runner();
}

UNIT_TESTS("mutate/hub", CASE(a_clean_run_books_hits_tests_and_exit_code), CASE(what_one_runs_another_waits_for),
           CASE(what_was_killed_is_not_run_again), CASE(ways_to_end_are_told_apart),
           CASE(a_hang_leaves_it_to_others_to_kill), CASE(who_goes_away_gives_back_what_it_took),
           CASE(a_program_that_does_not_survive_a_fork_is_forked_at_its_start),
           CASE(a_changed_output_that_somebody_reads_is_for_the_command_to_judge), CASE(nonsense_harms_nobody))
