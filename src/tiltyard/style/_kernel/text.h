/* Texts in UTF-8, and what kinds of characters they hold. */

#ifndef TILTYARD_TEXT_H
#define TILTYARD_TEXT_H

#include <stdint.h>
#include <string.h>

/* As in _classes.py. */
enum {
    SYMBOL, SPACE, NEWLINE, BLANK, LOWER, UPPER, DIGIT, ASCII_MARK,
    MARK, LATIN, CYRILLIC, RIGHT_TO_LEFT, ALPHABET, HAN, KANA, HANGUL,
    KINDS,
    PICTURE = 16, /* flags beside the kind */
    REGIONAL = 32,
};

#define SPACES (1u << SPACE | 1u << NEWLINE | 1u << BLANK)
#define IS(kind, set) ((1u << ((kind) & 15) & (set)) != 0)

/* The code point at p, and in `length` how many bytes it takes. Never looks beyond the end; what is
 * no UTF-8 gives some code point, and at least one byte. */
static inline uint32_t decode(const uint8_t *p, const uint8_t *end, int *length)
{
    uint32_t first = p[0];
    int64_t left = end - p;
    if (first >= 0xF0 && left >= 4) {
        uint32_t point = (first & 7) << 18 | (p[1] & 63u) << 12 | (p[2] & 63u) << 6 | (p[3] & 63u);
        *length = 4;
        return point < 0x110000 ? point : 0xFFFD;
    }
    if (first >= 0xE0 && first < 0xF0 && left >= 3) {
        *length = 3;
        return (first & 15) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
    }
    if (first >= 0xC0 && first < 0xE0 && left >= 2) {
        *length = 2;
        return (first & 31) << 6 | (p[1] & 63u);
    }
    *length = 1;
    return first < 0x80 ? first : 0xFFFD;
}

/* The kind of the character at p, with its flags. */
static inline int kind_at(const uint8_t *kinds, const uint8_t *p, const uint8_t *end, int *length)
{
    if (*p < 0x80) {
        *length = 1;
        return kinds[*p];
    }
    return kinds[decode(p, end, length)];
}

#define EACH(byte) ((byte) * 0x0101010101010101u)
#define TOPS EACH(0x80u)

/* The next eight bytes, the first of them lowest whatever the machine; beyond the end zeros. */
static inline uint64_t next_eight(const uint8_t *p, const uint8_t *end)
{
    uint64_t eight = 0;
    if (end - p >= 8)
        memcpy(&eight, p, 8);
    else
        for (int i = 0; p + i < end; i++)
            ((uint8_t *)&eight)[i] = p[i];
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    eight = __builtin_bswap64(eight);
#endif
    return eight;
}

/* Marks in top bits: not 0 if there is such a byte among the eight; which ones is not certain. */
static inline uint64_t has(uint64_t eight, uint64_t byte)
{
    uint64_t other = eight ^ EACH(byte);
    return (other - EACH(1u)) & ~other & TOPS;
}

/* The top bit of each of eight bytes that is just this one. */
static inline uint64_t just(uint64_t eight, uint64_t byte)
{
    uint64_t other = eight ^ EACH(byte);
    return ~(((other & ~TOPS) + ~TOPS) | other) & TOPS;
}

/* The top bit of each of eight bytes that is so large, which is 0x80 at least. */
static inline uint64_t at_least(uint64_t eight, uint64_t byte)
{
    return ((eight & ~TOPS) + EACH(0x100u - byte)) & eight & TOPS;
}

/* The top bit of each of eight bytes that lies between two of ASCII. */
static inline uint64_t between(uint64_t eight, uint64_t first, uint64_t last)
{
    uint64_t low = eight & ~TOPS;
    return (low + EACH(0x80u - first)) & ~(low + EACH(0x7Fu - last)) & ~eight & TOPS;
}

/* How many bytes come before the first mark. */
static inline int before_first(uint64_t marks)
{
    return __builtin_ctzll(marks) >> 3;
}

#endif
