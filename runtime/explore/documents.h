/* Texts that functions of the program wrote, remembered for those that read: what one of them formats is the best text
 * for another to parse, and no search finds so much at once. */
#ifndef EXPLORE_DOCUMENTS_H
#define EXPLORE_DOCUMENTS_H

#include "result.h"

void cet_documents_open(void);
/* Remembers the longest text that program wrote, where it holds words of the source and is none of its own arguments.
 */
void cet_documents_learn(const struct program *program, const struct result *result);
bool cet_documents_are_known(void);
/* Writes one into out, its length is returned; 0: none is known, or the one drawn does not fit. Those with more words
 * of the source are drawn more often. */
uint32_t cet_documents_draw_whole(uint8_t *out, uint32_t max);
/* Each as often: what stands in another as a part has fewer words. */
uint32_t cet_documents_draw_any(uint8_t *out, uint32_t max);

#endif
