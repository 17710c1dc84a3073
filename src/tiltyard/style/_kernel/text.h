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

/* Are the next eight bytes a character each? */
static inline int is_ascii(const uint8_t *p, const uint8_t *end)
{
    uint64_t eight;
    return end - p >= 8 && (memcpy(&eight, p, 8), !(eight & 0x8080808080808080u));
}

#endif
