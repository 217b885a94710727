#include <stdio.h>
#include <stdlib.h>

struct statistics {
    int requests, answers, errors, retries, timeouts, opened, closed, accepted, refused, bytes_in, bytes_out, packets, dropped, queued, sent, acked, lost;
    int late, early, cached, missed, evicted, loaded, stored, read, written, locked, waited, woken, slept, forked, reaped, mapped, freed;
};

int print_statistics(FILE *out, const struct statistics *s, int limit) /* expect: cet-long-function */
{
    int total = 0;
    if (s->requests > limit)
        fprintf(out, "%s is %d\n", "requests", s->requests);
    total += s->requests;
    if (s->answers > limit)
        fprintf(out, "%s is %d\n", "answers", s->answers);
    total += s->answers;
    if (s->errors > limit)
        fprintf(out, "%s is %d\n", "errors", s->errors);
    total += s->errors;
    if (s->retries > limit)
        fprintf(out, "%s is %d\n", "retries", s->retries);
    total += s->retries;
    if (s->timeouts > limit)
        fprintf(out, "%s is %d\n", "timeouts", s->timeouts);
    total += s->timeouts;
    if (s->opened > limit)
        fprintf(out, "%s is %d\n", "opened", s->opened);
    total += s->opened;
    if (s->closed > limit)
        fprintf(out, "%s is %d\n", "closed", s->closed);
    total += s->closed;
    if (s->accepted > limit)
        fprintf(out, "%s is %d\n", "accepted", s->accepted);
    total += s->accepted;
    if (s->refused > limit)
        fprintf(out, "%s is %d\n", "refused", s->refused);
    total += s->refused;
    if (s->bytes_in > limit)
        fprintf(out, "%s is %d\n", "bytes_in", s->bytes_in);
    total += s->bytes_in;
    if (s->bytes_out > limit)
        fprintf(out, "%s is %d\n", "bytes_out", s->bytes_out);
    total += s->bytes_out;
    if (s->packets > limit)
        fprintf(out, "%s is %d\n", "packets", s->packets);
    total += s->packets;
    if (s->dropped > limit)
        fprintf(out, "%s is %d\n", "dropped", s->dropped);
    total += s->dropped;
    if (s->queued > limit)
        fprintf(out, "%s is %d\n", "queued", s->queued);
    total += s->queued;
    if (s->sent > limit)
        fprintf(out, "%s is %d\n", "sent", s->sent);
    total += s->sent;
    if (s->acked > limit)
        fprintf(out, "%s is %d\n", "acked", s->acked);
    total += s->acked;
    if (s->lost > limit)
        fprintf(out, "%s is %d\n", "lost", s->lost);
    total += s->lost;
    if (s->late > limit)
        fprintf(out, "%s is %d\n", "late", s->late);
    total += s->late;
    if (s->early > limit)
        fprintf(out, "%s is %d\n", "early", s->early);
    total += s->early;
    if (s->cached > limit)
        fprintf(out, "%s is %d\n", "cached", s->cached);
    total += s->cached;
    if (s->missed > limit)
        fprintf(out, "%s is %d\n", "missed", s->missed);
    total += s->missed;
    if (s->evicted > limit)
        fprintf(out, "%s is %d\n", "evicted", s->evicted);
    total += s->evicted;
    if (s->loaded > limit)
        fprintf(out, "%s is %d\n", "loaded", s->loaded);
    total += s->loaded;
    if (s->stored > limit)
        fprintf(out, "%s is %d\n", "stored", s->stored);
    total += s->stored;
    if (s->read > limit)
        fprintf(out, "%s is %d\n", "read", s->read);
    total += s->read;
    if (s->written > limit)
        fprintf(out, "%s is %d\n", "written", s->written);
    total += s->written;
    if (s->locked > limit)
        fprintf(out, "%s is %d\n", "locked", s->locked);
    total += s->locked;
    if (s->waited > limit)
        fprintf(out, "%s is %d\n", "waited", s->waited);
    total += s->waited;
    if (s->woken > limit)
        fprintf(out, "%s is %d\n", "woken", s->woken);
    total += s->woken;
    if (s->slept > limit)
        fprintf(out, "%s is %d\n", "slept", s->slept);
    total += s->slept;
    if (s->forked > limit)
        fprintf(out, "%s is %d\n", "forked", s->forked);
    total += s->forked;
    if (s->reaped > limit)
        fprintf(out, "%s is %d\n", "reaped", s->reaped);
    total += s->reaped;
    if (s->mapped > limit)
        fprintf(out, "%s is %d\n", "mapped", s->mapped);
    total += s->mapped;
    if (s->freed > limit)
        fprintf(out, "%s is %d\n", "freed", s->freed);
    total += s->freed;
    return total;
}

void reset(struct statistics *s, const char *path) /* expect: cet-long-function */
{
    FILE *in = fopen(path, "r");
    if (!in)
        return;
    if (fscanf(in, "%d", &s->requests) != 1) {
        s->requests = 0;
    }
    if (fscanf(in, "%d", &s->answers) != 1) {
        s->answers = 0;
    }
    if (fscanf(in, "%d", &s->errors) != 1) {
        s->errors = 0;
    }
    if (fscanf(in, "%d", &s->retries) != 1) {
        s->retries = 0;
    }
    if (fscanf(in, "%d", &s->timeouts) != 1) {
        s->timeouts = 0;
    }
    if (fscanf(in, "%d", &s->opened) != 1) {
        s->opened = 0;
    }
    if (fscanf(in, "%d", &s->closed) != 1) {
        s->closed = 0;
    }
    if (fscanf(in, "%d", &s->accepted) != 1) {
        s->accepted = 0;
    }
    if (fscanf(in, "%d", &s->refused) != 1) {
        s->refused = 0;
    }
    if (fscanf(in, "%d", &s->bytes_in) != 1) {
        s->bytes_in = 0;
    }
    if (fscanf(in, "%d", &s->bytes_out) != 1) {
        s->bytes_out = 0;
    }
    if (fscanf(in, "%d", &s->packets) != 1) {
        s->packets = 0;
    }
    if (fscanf(in, "%d", &s->dropped) != 1) {
        s->dropped = 0;
    }
    if (fscanf(in, "%d", &s->queued) != 1) {
        s->queued = 0;
    }
    if (fscanf(in, "%d", &s->sent) != 1) {
        s->sent = 0;
    }
    if (fscanf(in, "%d", &s->acked) != 1) {
        s->acked = 0;
    }
    if (fscanf(in, "%d", &s->lost) != 1) {
        s->lost = 0;
    }
    if (fscanf(in, "%d", &s->late) != 1) {
        s->late = 0;
    }
    if (fscanf(in, "%d", &s->early) != 1) {
        s->early = 0;
    }
    if (fscanf(in, "%d", &s->cached) != 1) {
        s->cached = 0;
    }
    if (fscanf(in, "%d", &s->missed) != 1) {
        s->missed = 0;
    }
    if (fscanf(in, "%d", &s->evicted) != 1) {
        s->evicted = 0;
    }
    if (fscanf(in, "%d", &s->loaded) != 1) {
        s->loaded = 0;
    }
    if (fscanf(in, "%d", &s->stored) != 1) {
        s->stored = 0;
    }
    if (fscanf(in, "%d", &s->read) != 1) {
        s->read = 0;
    }
    if (fscanf(in, "%d", &s->written) != 1) {
        s->written = 0;
    }
    if (fscanf(in, "%d", &s->locked) != 1) {
        s->locked = 0;
    }
    if (fscanf(in, "%d", &s->waited) != 1) {
        s->waited = 0;
    }
    if (fscanf(in, "%d", &s->woken) != 1) {
        s->woken = 0;
    }
    if (fscanf(in, "%d", &s->slept) != 1) {
        s->slept = 0;
    }
    if (fscanf(in, "%d", &s->forked) != 1) {
        s->forked = 0;
    }
    if (fscanf(in, "%d", &s->reaped) != 1) {
        s->reaped = 0;
    }
    if (fscanf(in, "%d", &s->mapped) != 1) {
        s->mapped = 0;
    }
    if (fscanf(in, "%d", &s->freed) != 1) {
        s->freed = 0;
    }
    (void)fclose(in);
}

static long checksum(const struct statistics *s) /* expect: cet-long-function */
{
    long sum = 17;
    /* requests */
    sum = sum * 31 + s->requests;
    sum ^= sum >> 7;
    /* answers */
    sum = sum * 31 + s->answers;
    sum ^= sum >> 7;
    /* errors */
    sum = sum * 31 + s->errors;
    sum ^= sum >> 7;
    /* retries */
    sum = sum * 31 + s->retries;
    sum ^= sum >> 7;
    /* timeouts */
    sum = sum * 31 + s->timeouts;
    sum ^= sum >> 7;
    /* opened */
    sum = sum * 31 + s->opened;
    sum ^= sum >> 7;
    /* closed */
    sum = sum * 31 + s->closed;
    sum ^= sum >> 7;
    /* accepted */
    sum = sum * 31 + s->accepted;
    sum ^= sum >> 7;
    /* refused */
    sum = sum * 31 + s->refused;
    sum ^= sum >> 7;
    /* bytes_in */
    sum = sum * 31 + s->bytes_in;
    sum ^= sum >> 7;
    /* bytes_out */
    sum = sum * 31 + s->bytes_out;
    sum ^= sum >> 7;
    /* packets */
    sum = sum * 31 + s->packets;
    sum ^= sum >> 7;
    /* dropped */
    sum = sum * 31 + s->dropped;
    sum ^= sum >> 7;
    /* queued */
    sum = sum * 31 + s->queued;
    sum ^= sum >> 7;
    /* sent */
    sum = sum * 31 + s->sent;
    sum ^= sum >> 7;
    /* acked */
    sum = sum * 31 + s->acked;
    sum ^= sum >> 7;
    /* lost */
    sum = sum * 31 + s->lost;
    sum ^= sum >> 7;
    /* late */
    sum = sum * 31 + s->late;
    sum ^= sum >> 7;
    /* early */
    sum = sum * 31 + s->early;
    sum ^= sum >> 7;
    /* cached */
    sum = sum * 31 + s->cached;
    sum ^= sum >> 7;
    /* missed */
    sum = sum * 31 + s->missed;
    sum ^= sum >> 7;
    /* evicted */
    sum = sum * 31 + s->evicted;
    sum ^= sum >> 7;
    /* loaded */
    sum = sum * 31 + s->loaded;
    sum ^= sum >> 7;
    /* stored */
    sum = sum * 31 + s->stored;
    sum ^= sum >> 7;
    /* read */
    sum = sum * 31 + s->read;
    sum ^= sum >> 7;
    /* written */
    sum = sum * 31 + s->written;
    sum ^= sum >> 7;
    /* locked */
    sum = sum * 31 + s->locked;
    sum ^= sum >> 7;
    /* waited */
    sum = sum * 31 + s->waited;
    sum ^= sum >> 7;
    /* woken */
    sum = sum * 31 + s->woken;
    sum ^= sum >> 7;
    /* slept */
    sum = sum * 31 + s->slept;
    sum ^= sum >> 7;
    /* forked */
    sum = sum * 31 + s->forked;
    sum ^= sum >> 7;
    /* reaped */
    sum = sum * 31 + s->reaped;
    sum ^= sum >> 7;
    /* mapped */
    sum = sum * 31 + s->mapped;
    sum ^= sum >> 7;
    /* freed */
    sum = sum * 31 + s->freed;
    sum ^= sum >> 7;
    return sum;
}

long (*const checksum_of)(const struct statistics *) = checksum;
