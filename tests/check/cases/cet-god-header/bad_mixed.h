#ifndef MIXED_H /* expect: cet-god-header */
#define MIXED_H
struct log_open {
    int a, b;
};
struct log_close {
    int a, b;
};
struct log_read {
    int a, b;
};
struct log_write {
    int a, b;
};
struct log_start {
    int a, b;
};
struct log_stop {
    int a, b;
};
struct log_reset {
    int a, b;
};
extern int log_count_total;
static inline int m_log_count(int a)
{
    return a + 1;
}
extern int log_find_total;
static inline int m_log_find(int a)
{
    return a + 1;
}
extern int log_print_total;
static inline int m_log_print(int a)
{
    return a + 1;
}
extern int log_check_total;
static inline int m_log_check(int a)
{
    return a + 1;
}
extern int log_send_total;
static inline int m_log_send(int a)
{
    return a + 1;
}
extern int log_wait_total;
static inline int m_log_wait(int a)
{
    return a + 1;
}
extern int log_list_total;
static inline int m_log_list(int a)
{
    return a + 1;
}
struct net_open {
    int a, b;
};
struct net_close {
    int a, b;
};
struct net_read {
    int a, b;
};
struct net_write {
    int a, b;
};
struct net_start {
    int a, b;
};
struct net_stop {
    int a, b;
};
struct net_reset {
    int a, b;
};
extern int net_count_total;
static inline int m_net_count(int a)
{
    return a + 1;
}
extern int net_find_total;
static inline int m_net_find(int a)
{
    return a + 1;
}
extern int net_print_total;
static inline int m_net_print(int a)
{
    return a + 1;
}
extern int net_check_total;
static inline int m_net_check(int a)
{
    return a + 1;
}
extern int net_send_total;
static inline int m_net_send(int a)
{
    return a + 1;
}
extern int net_wait_total;
static inline int m_net_wait(int a)
{
    return a + 1;
}
extern int net_list_total;
static inline int m_net_list(int a)
{
    return a + 1;
}
struct disk_open {
    int a, b;
};
struct disk_close {
    int a, b;
};
struct disk_read {
    int a, b;
};
struct disk_write {
    int a, b;
};
struct disk_start {
    int a, b;
};
struct disk_stop {
    int a, b;
};
struct disk_reset {
    int a, b;
};
extern int disk_count_total;
static inline int m_disk_count(int a)
{
    return a + 1;
}
extern int disk_find_total;
static inline int m_disk_find(int a)
{
    return a + 1;
}
extern int disk_print_total;
static inline int m_disk_print(int a)
{
    return a + 1;
}
extern int disk_check_total;
static inline int m_disk_check(int a)
{
    return a + 1;
}
extern int disk_send_total;
static inline int m_disk_send(int a)
{
    return a + 1;
}
extern int disk_wait_total;
static inline int m_disk_wait(int a)
{
    return a + 1;
}
extern int disk_list_total;
static inline int m_disk_list(int a)
{
    return a + 1;
}
struct user_open {
    int a, b;
};
struct user_close {
    int a, b;
};
struct user_read {
    int a, b;
};
struct user_write {
    int a, b;
};
struct user_start {
    int a, b;
};
struct user_stop {
    int a, b;
};
struct user_reset {
    int a, b;
};
extern int user_count_total;
static inline int m_user_count(int a)
{
    return a + 1;
}
extern int user_find_total;
static inline int m_user_find(int a)
{
    return a + 1;
}
extern int user_print_total;
static inline int m_user_print(int a)
{
    return a + 1;
}
extern int user_check_total;
static inline int m_user_check(int a)
{
    return a + 1;
}
extern int user_send_total;
static inline int m_user_send(int a)
{
    return a + 1;
}
extern int user_wait_total;
static inline int m_user_wait(int a)
{
    return a + 1;
}
extern int user_list_total;
static inline int m_user_list(int a)
{
    return a + 1;
}
struct job_open {
    int a, b;
};
struct job_close {
    int a, b;
};
struct job_read {
    int a, b;
};
struct job_write {
    int a, b;
};
struct job_start {
    int a, b;
};
struct job_stop {
    int a, b;
};
struct job_reset {
    int a, b;
};
extern int job_count_total;
static inline int m_job_count(int a)
{
    return a + 1;
}
extern int job_find_total;
static inline int m_job_find(int a)
{
    return a + 1;
}
extern int job_print_total;
static inline int m_job_print(int a)
{
    return a + 1;
}
extern int job_check_total;
static inline int m_job_check(int a)
{
    return a + 1;
}
extern int job_send_total;
static inline int m_job_send(int a)
{
    return a + 1;
}
extern int job_wait_total;
static inline int m_job_wait(int a)
{
    return a + 1;
}
extern int job_list_total;
static inline int m_job_list(int a)
{
    return a + 1;
}
struct mail_open {
    int a, b;
};
struct mail_close {
    int a, b;
};
struct mail_read {
    int a, b;
};
struct mail_write {
    int a, b;
};
struct mail_start {
    int a, b;
};
struct mail_stop {
    int a, b;
};
struct mail_reset {
    int a, b;
};
extern int mail_count_total;
static inline int m_mail_count(int a)
{
    return a + 1;
}
extern int mail_find_total;
static inline int m_mail_find(int a)
{
    return a + 1;
}
extern int mail_print_total;
static inline int m_mail_print(int a)
{
    return a + 1;
}
extern int mail_check_total;
static inline int m_mail_check(int a)
{
    return a + 1;
}
extern int mail_send_total;
static inline int m_mail_send(int a)
{
    return a + 1;
}
extern int mail_wait_total;
static inline int m_mail_wait(int a)
{
    return a + 1;
}
extern int mail_list_total;
static inline int m_mail_list(int a)
{
    return a + 1;
}
#endif
