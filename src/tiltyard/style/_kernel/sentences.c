/* Sentences, their words, and words that praise or blame: eight characters at a time where they are
 * of common kinds. */

#include <string.h>

#include "sentences.h"
#include "text.h"

enum { NEGATOR = 2, LONGEST = 16, BITS = 14, QUEUE = 256, ROOM = 8 };

/* Roles of characters for words and sentences, as in _prose.py. */
enum {
    IN_WORD = 1, LETTER = 2, IS_SPACE = 4, SINGLE_WORD = 8,
    ENDS = 16, ENDS_AT_ONCE = 32, CLOSES = 64,
};

/* The sentence that is being read, and its words that have not been looked up. */
typedef struct {
    int64_t words;
    unsigned seen, is_ending, in_word;
    int begun, ended; /* how many words begin, and end, in the queue */
    const uint8_t *begin[QUEUE], *end[QUEUE];
} Sentence;

/* What a word means to feelings: its letters in lower case, however long the text goes on. */
static int lookup(const Reading *s, const uint8_t *word, int64_t length)
{
    static const uint8_t LOWER_CASE[2 * LONGEST] = {
        32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32,
    };
    static const uint8_t WANTED[2 * LONGEST] = {
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    };
    uint64_t key[2] = {0, 0}, wanted[2], lower[2];
    if (s->beyond - word >= LONGEST)
        memcpy(key, word, LONGEST);
    else
        memcpy(key, word, (size_t)length);
    memcpy(wanted, WANTED + LONGEST - length, LONGEST);
    memcpy(lower, LOWER_CASE + LONGEST - length, LONGEST);
    key[0] = (key[0] & wanted[0]) | lower[0];
    key[1] = (key[1] & wanted[1]) | lower[1];
    uint64_t mixed = (key[0] ^ key[1] * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
    uint64_t slot = mixed >> (64 - BITS);
    const Lexicon *lexicon = s->lexicon;
    if (!(lexicon->sieve[slot >> 6] >> (slot & 63) & 1))
        return 0;
    for (; lexicon->key[2 * slot]; slot = (slot + 1) % (1u << BITS))
        if (lexicon->key[2 * slot] == key[0] && lexicon->key[2 * slot + 1] == key[1])
            return lexicon->value[slot];
    return 0;
}

/* Looks up the words that have ended: each praises, blames, or turns the next one round. */
static void look_up(Reading *s, Sentence *now)
{
    for (int i = 0; i < now->ended; i++) {
        int64_t length = now->end[i] - now->begin[i];
        int value = length <= LONGEST ? lookup(s, now->begin[i], length) : 0;
        if (value != NEGATOR)
            s->feeling += s->is_negated ? -value : value;
        s->is_negated = value == NEGATOR;
    }
    if (now->begun > now->ended)
        now->begin[0] = now->begin[now->begun - 1];
    now->begun -= now->ended;
    now->ended = 0;
}

static void end_sentence(Reading *s, Sentence *now)
{
    if (s->lexicon)
        look_up(s, now);
    if (now->seen & LETTER) {
        s->sentences++;
        s->words_of_sentences += now->words;
    }
    s->words += now->words;
    s->is_negated = 0;
    now->words = now->seen = now->is_ending = 0;
    now->begun = now->ended = 0;
}

/* One character further. */
static inline void step(Reading *s, Sentence *now, const uint8_t *p, unsigned role)
{
    unsigned in_word = role & IN_WORD, begins = in_word & ~now->in_word;
    if (s->lexicon && in_word != now->in_word) {
        if (begins)
            now->begin[now->begun++] = p;
        else
            now->end[now->ended++] = p;
    }
    now->words += begins;
    now->in_word = in_word;
    now->seen |= role;
    if (__builtin_expect((role & ENDS_AT_ONCE) | (role & now->is_ending), 0))
        end_sentence(s, now);
    /* White space ends the sentence after a stop, with closing signs in between or without. */
    now->is_ending = (role & ENDS ? IS_SPACE : 0) | (role & CLOSES ? now->is_ending : 0);
}

/* Notes where the marks are, and returns how many: seldom more than two, so that two are noted
 * whether they are there or not. */
static inline int note(const uint8_t **to, const uint8_t *p, uint64_t marks)
{
    int count = (int)((marks >> 7) * EACH(1u) >> 56);
    for (int i = 0; i < 2; i++, marks &= marks - 1)
        to[i] = p + (__builtin_ctzll(marks | 1ull << 63) >> 3);
    for (int i = 2; __builtin_expect(i < count, 0); i++, marks &= marks - 1)
        to[i] = p + (__builtin_ctzll(marks) >> 3);
    return count;
}

/* What is marked among eight bytes. */
typedef struct {
    uint64_t begins, ends, letters;
} Marks;

/* Takes up some of what is marked: `some` has all bits of the bytes that are meant. */
static inline void take(const Reading *s, Sentence *now, const uint8_t *p, const Marks *marks,
                        uint64_t some)
{
    now->words += (int64_t)(((marks->begins & some) >> 7) * EACH(1u) >> 56);
    now->seen |= marks->letters & some ? LETTER : 0;
    if (s->lexicon) {
        now->begun += note(now->begin + now->begun, p, marks->begins & some);
        now->ended += note(now->end + now->ended, p, marks->ends & some);
    }
}

static inline uint64_t closers(uint64_t eight)
{
    return just(eight, '"') | just(eight, '\'') | just(eight, ')') | just(eight, ']') |
           just(eight, '*') | just(eight, '_') | just(eight, '`');
}

/* Eight bytes at once, unless they are of an unusual kind; then it returns 0.
 *
 * From 0xC3 to 0xD5 characters of two bytes begin which all are letters, but for C3 97 and C3 B7,
 * the signs of multiplication and division. */
static inline int step_eight(Reading *s, Sentence *now, const uint8_t *p, uint64_t eight)
{
    uint64_t beyond = eight & TOPS, all = ~(uint64_t)0, over = 0;
    if (beyond && (at_least(eight, 0xD6) | has(eight, 0xC2) || eight >> 56 == 0xC3 ||
                   (has(eight, 0xC3) && (has(eight, 0x97) | has(eight, 0xB7)))))
        return 0;
    if (now->is_ending || has(eight, '.') | has(eight, '!') | has(eight, '?')) {
        uint64_t stops = just(eight, '.') | just(eight, '!') | just(eight, '?');
        uint64_t after = stops << 8 | (now->is_ending ? 0x80u : 0);
        if (after & (stops | closers(eight) | between(eight, 1, 0x1F)))
            return 0;
        over = after & just(eight, ' ');
        now->is_ending = stops >> 63 ? IS_SPACE : 0;
    }
    Marks marks;
    marks.letters = between(eight | EACH(0x20u), 'a', 'z') | beyond;
    uint64_t word = marks.letters | between(eight, '0', '9');
    uint64_t before = word << 8 | (uint64_t)now->in_word << 7;
    marks.begins = word & ~before, marks.ends = before & ~word & TOPS;
    for (; over; over &= over - 1) {
        take(s, now, p, &marks, all & ((over & -over) - 1));
        uint32_t is_ending = now->is_ending;
        end_sentence(s, now);
        now->is_ending = is_ending;
        all &= ~((over & -over) - 1);
    }
    take(s, now, p, &marks, all);
    now->in_word = (unsigned)(word >> 63);
    return 1;
}

static const uint8_t *step_any(Reading *s, Sentence *now, const uint8_t *p, const uint8_t *end)
{
    int length;
    unsigned role = s->roles[decode(p, end, &length)];
    step(s, now, p, role);
    if (role & SINGLE_WORD) {
        now->words++;
        if (now->ended)
            look_up(s, now);
        s->is_negated = 0;
    }
    return p + length;
}

void tiltyard_read_sentences(Reading *s, const uint8_t *p, const uint8_t *end)
{
    Sentence now;
    now.words = now.seen = now.is_ending = now.in_word = 0;
    now.begun = now.ended = 0;
    while (p < end) {
        if (s->lexicon && now.begun > QUEUE - ROOM)
            look_up(s, &now);
        if (step_eight(s, &now, p, next_eight(p, end))) {
            p += 8;
            continue;
        }
        const uint8_t *last = end - p < 8 ? end : p + 8;
        while (p < last && (*p & 0xC0) == 0x80) /* of a letter that is counted already */
            p++;
        while (p < last)
            p = step_any(s, &now, p, end);
    }
    step(s, &now, end, IS_SPACE);
    end_sentence(s, &now);
}
