#include "cet/core/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "file_error.h"

#define READ_BYTES ((size_t)64 << 10)

static void finish(struct sha256_ctx *context, char text[DIGEST_TEXT_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    text[DIGEST_TEXT_SIZE - 1] = '\0';
}

void digest_bytes(const void *bytes, size_t length, char text[DIGEST_TEXT_SIZE])
{
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, length, bytes);
    finish(&context, text);
}

static enum status digest_descriptor(int fd, const char *path, struct sha256_ctx *context, struct error *err)
{
    uint8_t piece[READ_BYTES];
    for (;;) {
        const ssize_t got = read(fd, piece, sizeof piece);
        if (got == 0)
            return STATUS_OK;
        if (got > 0)
            sha256_update(context, (size_t)got, piece);
        else if (errno != EINTR)
            return file_error(err, "read", path);
    }
}

enum status digest_file(const char *path, char text[DIGEST_TEXT_SIZE], struct error *err)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return file_error(err, "open", path);
    struct sha256_ctx context;
    sha256_init(&context);
    const enum status status = digest_descriptor(fd, path, &context, err);
    close(fd);
    if (status == STATUS_OK)
        finish(&context, text);
    return status;
}

uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *input = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ input[i]) * 0x100000001b3u;
    return hash;
}

uint64_t hash_text(uint64_t hash, const char *text)
{
    return hash_bytes(hash, text, strlen(text) + 1);
}
