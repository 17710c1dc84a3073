/* Headers, list items and bold, outside of blocks between three backticks, as FastChat counts them.
 *
 * Its regular expressions are in headers.py, lists.py and bold.py; here they are loops that read
 * each line from its beginning only as far as they must. */

#define _GNU_SOURCE /* memmem */
#include <stdlib.h>
#include <string.h>

#include "text.h"

enum { MOST_BLOCKS = 1000, TICKS = 3, SHORT = 128, OFTEN = 16 };

typedef struct {
    double *headers, *ordered, *unordered, *bold; /* one for each text; missing: null */
} Counted;

typedef struct {
    const uint8_t *from, *to;
} Block;

static const uint8_t *find(const uint8_t *p, const uint8_t *end, int byte)
{
    const uint8_t *found = p < end ? memchr(p, byte, (size_t)(end - p)) : NULL;
    return found ? found : end;
}

static const uint8_t *run(const uint8_t *p, const uint8_t *end, int byte)
{
    while (p < end && *p == byte)
        p++;
    return p;
}

/* What is between three backticks and the next three, if no single one is in between. Blocks of no
 * content are counted too: there are at most MOST_BLOCKS. */
static int blocks_of(const uint8_t *p, const uint8_t *end, Block *blocks)
{
    int count = 0;
    p = find(p, end, '`');
    const uint8_t *after = run(p, end, '`');
    while (p < end && count < MOST_BLOCKS) {
        if (after - p >= 2 * TICKS) {
            blocks[count++] = (Block){p, p};
            p += 2 * TICKS;
            continue;
        }
        const uint8_t *next = find(after, end, '`'), *beyond = run(next, end, '`');
        if (after - p >= TICKS && beyond - next >= TICKS) {
            blocks[count++] = (Block){after, next};
            next += TICKS;
        }
        p = next;
        after = beyond;
    }
    return count;
}

/* Where `size` bytes stand first, or null. memmem is fast for short needles only, so that a long one
 * is looked for by its beginning; unless that misleads too often. */
static uint8_t *search(uint8_t *p, const uint8_t *end, const uint8_t *what, size_t size)
{
    for (int misled = 0; size > SHORT && misled < OFTEN; misled++, p++) {
        p = memmem(p, (size_t)(end - p), what, SHORT);
        if (!p || (size_t)(end - p) < size)
            return NULL;
        if (!memcmp(p + SHORT, what + SHORT, size - SHORT))
            return p;
    }
    return memmem(p, (size_t)(end - p), what, size);
}

/* Deletes every occurrence of `size` bytes from the text that begins at `text`; the new end. */
static uint8_t *delete_all(uint8_t *text, uint8_t *end, const uint8_t *what, size_t size)
{
    uint8_t *to = search(text, end, what, size), *from = to;
    if (!to)
        return end;
    for (;;) {
        from += size;
        uint8_t *next = search(from, end, what, size);
        size_t kept = (size_t)((next ? next : end) - from);
        memmove(to, from, kept);
        to += kept;
        if (!next)
            return to;
        from = next;
    }
}

/* The text without the content of its blocks, in `room`; the new end. */
static uint8_t *without(const uint8_t *p, const uint8_t *end, const Block *blocks, int count,
                        uint8_t *room)
{
    uint8_t *last = room + (end - p);
    memcpy(room, p, (size_t)(end - p));
    for (int i = 0; i < count; i++)
        if (blocks[i].to > blocks[i].from)
            last = delete_all(room, last, blocks[i].from, (size_t)(blocks[i].to - blocks[i].from));
    return last;
}

/* Is there white space at p? */
static int is_space(const uint8_t *kinds, const uint8_t *p, const uint8_t *end, int *length)
{
    return p < end && IS(kind_at(kinds, p, end, length), SPACES);
}

static void count_lines(const uint8_t *p, const uint8_t *end, const uint8_t *kinds,
                        int64_t *headers, int64_t *ordered, int64_t *unordered)
{
    int length;
    while (p < end) {
        const uint8_t *hashes = run(p, end, '#');
        if (hashes > p && hashes - p <= 6)
            *headers += is_space(kinds, hashes, end, &length);
        while (p < end && *p != '\n' && is_space(kinds, p, end, &length))
            p += length;
        if (p < end && (*p == '-' || *p == '*' || *p == '+')) {
            *unordered += is_space(kinds, p + 1, end, &length);
        } else if (p < end && (*p >= 0x80 || (*p >= '0' && *p <= '9'))) {
            const uint8_t *digits = p;
            while (p < end && (kind_at(kinds, p, end, &length) & 15) == DIGIT)
                p += length;
            if (p > digits && p < end && *p == '.')
                *ordered += is_space(kinds, p + 1, end, &length);
        }
        p = find(p, end, '\n');
        p += p < end;
    }
}

/* Two signs, anything without that sign on the same line, two signs. */
static int64_t count_pairs(const uint8_t *p, const uint8_t *end, int sign)
{
    int64_t count = 0;
    p = find(p, end, sign);
    while (p < end) {
        const uint8_t *inside = run(p, end, sign);
        const uint8_t *next = find(inside, end, sign);
        if (inside - p >= 2 && next > inside && end - next >= 2 && next[1] == sign &&
            find(inside, next, '\n') == next) {
            count++;
            next += 2;
        }
        p = find(next, end, sign);
    }
    return count;
}

static void count_all(const uint8_t *p, const uint8_t *end, const uint8_t *kinds,
                      const Counted *counted, int64_t i)
{
    int64_t headers = 0, ordered = 0, unordered = 0;
    if (counted->headers || counted->ordered || counted->unordered)
        count_lines(p, end, kinds, &headers, &ordered, &unordered);
    if (counted->headers)
        counted->headers[i] = (double)headers;
    if (counted->ordered)
        counted->ordered[i] = (double)ordered;
    if (counted->unordered)
        counted->unordered[i] = (double)unordered;
    if (counted->bold)
        counted->bold[i] = (double)(count_pairs(p, end, '*') + count_pairs(p, end, '_'));
}

/* For n texts, text i from offsets[i] to offsets[i + 1]; `room` holds the longest of them.
 * Returns 0, or 1 if there is no memory. */
int64_t tiltyard_markdown(int64_t n, const uint8_t *data, const int64_t *offsets,
                          const uint8_t *kinds, uint8_t *room, const Counted *counted)
{
    Block *blocks = malloc(MOST_BLOCKS * sizeof(Block));
    if (!blocks)
        return 1;
    for (int64_t i = 0; i < n; i++) {
        const uint8_t *p = data + offsets[i], *end = data + offsets[i + 1];
        int count = blocks_of(p, end, blocks);
        if (count) {
            end = without(p, end, blocks, count, room);
            p = room;
        }
        count_all(p, end, kinds, counted, i);
    }
    free(blocks);
    return 0;
}
