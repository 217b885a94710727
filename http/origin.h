/* Scheme, host and port of URLs: who would read what is sent there. */
#ifndef CET_HTTP_ORIGIN_H
#define CET_HTTP_ORIGIN_H

#include "cet/core/error.h"
#include "cet/core/memory.h"

/* STATUS_INVALID for what is no https:// URL, nor an http:// one of this machine. */
enum status origin_check(const char *text, struct error *err);
/* Where location leads from url, malloc'ed; NULL when that is no URL or another scheme, host or port. */
char *origin_follow(const char *url, const char *location);

#endif
