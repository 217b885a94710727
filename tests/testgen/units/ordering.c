/* A comparison, of which a law says something, and a sum, of which none does: called twice it gives the same, and so does
 * every mutant of it. */

int compare_words(const char *left, const char *right)
{
    while (*left && *left == *right) {
        left++;
        right++;
    }
    return (unsigned char)*left - (unsigned char)*right;
}

unsigned weigh_text(const char *text)
{
    unsigned weight = 0;
    while (*text)
        weight = weight * 2 + (unsigned char)*text++;
    return weight;
}
