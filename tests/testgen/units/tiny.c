/* There are few programs of its calls, and all are tried soon. */
const char *tiny_version(void)
{
    return "1.0";
}
