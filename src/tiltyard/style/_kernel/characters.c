/* What is counted character by character: tokens (an estimate), characters, emoji. */

#include "text.h"

enum { JOINER = 0x200D, AS_PICTURE = 0xFE0F };

typedef struct {
    double *tokens, *characters, *emoji; /* one for each text; missing: null */
} Counted;

/* Hundredths of tokens, by the kind of a character and of that before it. */
static int64_t tokens(const uint8_t *p, const uint8_t *end, const uint8_t *kinds,
                      const int32_t *cost)
{
    int64_t sum = 0;
    unsigned before = NEWLINE;
    while (p < end) {
        if (is_ascii(p, end)) {
            int32_t part = 0;
            for (int i = 0; i < 8; i++) {
                unsigned kind = kinds[p[i]];
                part += cost[before * KINDS + kind];
                before = kind;
            }
            sum += part;
            p += 8;
        } else {
            int length;
            unsigned kind = kind_at(kinds, p, end, &length) & 15;
            sum += cost[before * KINDS + kind];
            before = kind;
            p += length;
        }
    }
    return sum;
}

static int64_t characters_of(const uint8_t *p, const uint8_t *end)
{
    int64_t count = 0;
    for (; p < end; p++)
        count += (*p & 0xC0) != 0x80;
    return count;
}

/* Emoji: a character that is a picture by itself, or is asked to be one, unless it is joined to the
 * one before; two regional indicators are one flag. */
static int64_t emoji(const uint8_t *p, const uint8_t *end, const uint8_t *kinds)
{
    int64_t count = 0;
    uint32_t last = ' ', second_last = ' ';
    int is_taken = 0, is_single = 0, length; /* the last: counted already; half a flag */
    while (p < end) {
        if (is_ascii(p, end)) {
            second_last = p[6], last = p[7];
            is_taken = is_single = 0;
            p += 8;
            continue;
        }
        uint32_t point = decode(p, end, &length);
        int kind = kinds[point], takes = 0, single = 0;
        if (kind & REGIONAL) {
            takes = is_single;
            single = !is_single;
        } else if (kind & PICTURE) {
            takes = last != JOINER;
        } else if (point == AS_PICTURE && !is_taken && last != JOINER && last != AS_PICTURE &&
                   !IS(kinds[last], SPACES)) {
            count += second_last != JOINER;
        }
        count += takes;
        is_taken = takes, is_single = single;
        second_last = last, last = point;
        p += length;
    }
    return count;
}

/* For n texts, text i from offsets[i] to offsets[i + 1]. */
void tiltyard_characters(int64_t n, const uint8_t *data, const int64_t *offsets,
                         const uint8_t *kinds, const int32_t *cost, const Counted *counted)
{
    for (int64_t i = 0; i < n; i++) {
        const uint8_t *p = data + offsets[i], *end = data + offsets[i + 1];
        if (counted->tokens)
            counted->tokens[i] = (double)((tokens(p, end, kinds, cost) + 50) / 100);
        if (counted->characters)
            counted->characters[i] = (double)characters_of(p, end);
        if (counted->emoji)
            counted->emoji[i] = (double)emoji(p, end, kinds);
    }
}
