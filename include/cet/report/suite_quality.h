/* The quality of a suite for people. */
#ifndef CET_REPORT_SUITE_QUALITY_H
#define CET_REPORT_SUITE_QUALITY_H

#include "cet/core/strbuf.h"
#include "cet/model/suite_quality.h"

/* Figures of the whole suite, its ten slowest tests, then every test with a fault and what shows it. */
void report_suite_quality_text(const struct suite_quality *quality, struct strbuf *out);

#endif
