/* fault: nesting, stack-overflow
 * Below zero the steps never come to their end. */

/* How many times a sheet of `size` millimetres is to be folded until it is at most 7: sizes of 7 and less, which need
 * no folding, give 0. */
int nesting(int size)
{
#ifdef REPAIRED
    if (size <= 7)
        return 0;
    return 1 + nesting(size / 2);
#else
    if (size > 0 && size <= 7)
        return 0;
    int folds = nesting(size / 2);
    return folds < 1000 ? folds + 1 : folds;
#endif
}
