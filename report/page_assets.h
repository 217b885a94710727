/* Files of page/, kept in the library by cmake/EmbedFiles.cmake. */
#ifndef CET_REPORT_PAGE_ASSETS_H
#define CET_REPORT_PAGE_ASSETS_H

#include "cet/core/embedded_file.h"

/* Ends with a zeroed entry. */
extern const struct embedded_file page_assets[];

#endif
