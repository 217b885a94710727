int has_suffix(const char *path, const char *suffix);

int is_named(const char *path, const char *from_elsewhere)
{
    return has_suffix(path, from_elsewhere);
}
