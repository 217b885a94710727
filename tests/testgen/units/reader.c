/* Takes a descriptor: whatever number the search tries, there is nothing to read from and nothing to wait for. */
#include <unistd.h>

int first_byte(int descriptor)
{
    unsigned char byte;
    long got = read(descriptor, &byte, 1);
    if (got < 0)
        return -1;
    return got ? byte : 256;
}

int say(int descriptor, char letter)
{
    return write(descriptor, &letter, 1) == 1 ? 0 : -1;
}
