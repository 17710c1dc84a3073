/* What is counted character by character: tokens (an estimate), characters, emoji. */

#include "text.h"

enum { JOINER = 0x200D, AS_PICTURE = 0xFE0F };

typedef struct {
    double *tokens, *characters, *emoji; /* one for each text; missing: null */
} Counted;

/* What is spent, and the kind of the character before. */
typedef struct {
    int64_t sum;
    unsigned before;
} Spent;

static inline void spend(Spent *spent, const int32_t *cost, unsigned kind)
{
    spent->sum += cost[spent->before * KINDS + kind];
    spent->before = kind;
}

/* Hundredths of tokens, by the kind of each character and of that before it. */
static int64_t tokens(const uint8_t *p, const uint8_t *end, const uint8_t *kinds,
                      const int32_t *cost)
{
    Spent spent = {0, NEWLINE};
    while (p < end) {
        uint64_t beyond = next_eight(p, end) & TOPS;
        if (!beyond && end - p >= 8) {
            for (int i = 0; i < 8; i++)
                spend(&spent, cost, kinds[p[i]]);
            p += 8;
            continue;
        }
        const uint8_t *last = beyond ? p + before_first(beyond) : end;
        for (; p < last; p++)
            spend(&spent, cost, kinds[*p]);
        for (int length; p < end && *p >= 0x80; p += length)
            spend(&spent, cost, kinds[decode(p, end, &length)] & 15);
    }
    return spent.sum;
}

static int64_t characters_of(const uint8_t *p, const uint8_t *end)
{
    int64_t count = 0;
    for (; p < end; p++)
        count += (*p & 0xC0) != 0x80;
    return count;
}

/* The character that ends at p, or a space at the beginning; `from` is where it begins. */
static uint32_t before(const uint8_t *begin, const uint8_t *p, const uint8_t **from)
{
    int length;
    *from = p;
    if (p == begin)
        return ' ';
    do
        (*from)--;
    while (*from > begin && (**from & 0xC0) == 0x80);
    return decode(*from, p, &length);
}

/* Is the character before p asked to be shown as a picture, and not one that counts anyway? */
static int is_asked(const uint8_t *begin, const uint8_t *p, const uint8_t *kinds, int is_half_flag)
{
    const uint8_t *from, *further;
    uint32_t point = before(begin, p, &from);
    int kind = kinds[point];
    if (kind & PICTURE || (kind & REGIONAL && !is_half_flag) || IS(kind, SPACES) ||
        point == JOINER || point == AS_PICTURE)
        return 0;
    return before(begin, from, &further) != JOINER;
}

/* Emoji: a character that is a picture by itself, or is asked to be one, unless it is joined to the
 * one before; two regional indicators are one flag. All of them begin with 0xE2, or with 0xEF or
 * more. */
static int64_t emoji(const uint8_t *begin, const uint8_t *end, const uint8_t *kinds)
{
    int64_t count = 0;
    const uint8_t *p = begin, *half_flag = NULL; /* where the first half of a flag ends */
    while (p < end) {
        uint64_t eight = next_eight(p, end);
        if (!(has(eight, 0xE2) | at_least(eight, 0xEF))) {
            p += 8;
            continue;
        }
        const uint8_t *last = end - p < 8 ? end : p + 8, *from;
        for (int length; p < last; p += length) {
            length = 1;
            if (*p != 0xE2 && *p < 0xEF)
                continue;
            uint32_t point = decode(p, end, &length);
            if (kinds[point] & REGIONAL) {
                count += half_flag == p;
                half_flag = half_flag == p ? NULL : p + length;
            } else if (kinds[point] & PICTURE) {
                count += before(begin, p, &from) != JOINER;
            } else if (point == AS_PICTURE) {
                count += is_asked(begin, p, kinds, half_flag == p);
            }
        }
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
