/* What is counted line by line outside of fenced code: code blocks themselves, tables, links,
 * sentences and their words, and words that praise or blame. */

#include <string.h>

#include "text.h"

enum { NEGATOR = 2, LONGEST = 16, BITS = 14, QUEUE = 256, ROOM = 8 };

/* Roles of characters for words and sentences, as in _prose.py. */
enum {
    IN_WORD = 1, LETTER = 2, IS_SPACE = 4, SINGLE_WORD = 8,
    ENDS = 16, ENDS_AT_ONCE = 32, CLOSES = 64,
};

/* Words that matter, in 2^BITS slots, each as two numbers of eight letters; a free slot holds zeros. Most words are
 * none, and one look at `sieve` says so. */
typedef struct {
    const uint64_t *key;   /* two for each slot */
    const int8_t *value;   /* 1, -1, or NEGATOR */
    const uint64_t *sieve; /* a bit for each slot: some word belongs there */
} Lexicon;

typedef struct {
    double *code_blocks, *tables, *links, *sentences, *sentence_length, *sentiment;
} Counted;

typedef struct {
    const uint8_t *kinds, *roles;
    const Lexicon *lexicon; /* null: nobody asks */
    const uint8_t *beyond;  /* the end of all texts */
    int64_t blocks, tables, links, sentences;
    int64_t words, words_of_sentences; /* all, and those of what counts as a sentence */
    int64_t feeling;
    int fence, fence_length; /* the sign of the block that is open, or 0 */
    int in_table, had_pipe, is_negated;
} State;

/* The sentence that is being read, and its words that have not been looked up. */
typedef struct {
    int64_t words;
    unsigned seen, is_ending, in_word;
    int begun, ended; /* how many words begin, and end, in the queue */
    const uint8_t *begin[QUEUE], *end[QUEUE];
} Sentence;

static const uint8_t *find(const uint8_t *p, const uint8_t *end, int byte)
{
    const uint8_t *found = p < end ? memchr(p, byte, (size_t)(end - p)) : NULL;
    return found ? found : end;
}

static const uint8_t *skip_spaces(const State *s, const uint8_t *p, const uint8_t *end)
{
    int length;
    while (p < end && IS(kind_at(s->kinds, p, end, &length), SPACES))
        p += length;
    return p;
}

/* Is the line part of a fenced block, or one of its fences? */
static int is_code(State *s, const uint8_t *p, const uint8_t *end)
{
    p = skip_spaces(s, p, end);
    int sign = p < end ? *p : 0;
    if (sign != '`' && sign != '~')
        return s->fence != 0;
    const uint8_t *after = p;
    while (after < end && *after == sign)
        after++;
    int64_t length = after - p;
    if (s->fence) {
        if (sign == s->fence && length >= s->fence_length && skip_spaces(s, after, end) == end)
            s->fence = 0;
        return 1;
    }
    if (length < 3 || (sign == '`' && find(after, end, '`') < end))
        return 0;
    s->fence = sign;
    s->fence_length = (int)(length < INT32_MAX ? length : INT32_MAX);
    s->blocks++;
    return 1;
}

/* A line of nothing but bars, dashes, colons and blanks, with a dash. */
static int is_delimiter(const uint8_t *p, const uint8_t *end)
{
    int dashes = 0;
    for (; p < end; p++) {
        if (*p != '|' && *p != '-' && *p != ':' && *p != ' ' && *p != '\t' && *p != '\r')
            return 0;
        dashes |= *p == '-';
    }
    return dashes;
}

/* A table is a line with a bar, then a delimiter; it goes on as long as lines have bars. */
static void read_table(State *s, const uint8_t *p, const uint8_t *end)
{
    int has_pipe = find(p, end, '|') < end;
    if (!has_pipe)
        s->in_table = 0;
    else if (!s->in_table && s->had_pipe && is_delimiter(p, end)) {
        s->in_table = 1;
        s->tables++;
    }
    s->had_pipe = has_pipe;
}

/* Beyond "[...](...)" if there is one at p, otherwise p. */
static const uint8_t *beyond_link(const uint8_t *p, const uint8_t *end)
{
    const uint8_t *close = p + 1;
    while (close < end && *close != '[' && *close != ']')
        close++;
    if (end - close < 2 || close[0] != ']' || close[1] != '(')
        return p;
    const uint8_t *last = close + 2;
    while (last < end && *last != '(' && *last != ')' && *last != '[' && *last != ']')
        last++;
    return last < end && *last == ')' ? last + 1 : p;
}

/* Does "http://" or "https://" end where p is, not beginning before `from`? */
static int ends_scheme(const uint8_t *from, const uint8_t *p)
{
    return (p - from >= 7 && !memcmp(p - 7, "http://", 7)) ||
           (p - from >= 8 && !memcmp(p - 8, "https://", 8));
}

static void read_links(State *s, const uint8_t *p, const uint8_t *end)
{
    const uint8_t *from = p; /* what lies before belongs to a link */
    const uint8_t *bracket = find(p, end, '['), *slash = find(p, end, '/');
    while (bracket < end || slash < end) {
        if (slash < bracket) {
            if (ends_scheme(from, slash + 1)) {
                s->links++;
                from = slash + 1;
            }
            slash = find(slash + 1, end, '/');
            continue;
        }
        const uint8_t *beyond = beyond_link(bracket, end);
        if (beyond > bracket) {
            s->links++;
            from = beyond;
            if (slash < beyond)
                slash = find(beyond, end, '/');
        }
        bracket = find(beyond > bracket ? beyond : bracket + 1, end, '[');
    }
}

/* What a word means to feelings: its letters in lower case, however long the text goes on. */
static int lookup(const State *s, const uint8_t *word, int64_t length)
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
static void look_up(State *s, Sentence *now)
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

static void end_sentence(State *s, Sentence *now)
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
static inline void step(State *s, Sentence *now, const uint8_t *p, unsigned role)
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
static inline void take(const State *s, Sentence *now, const uint8_t *p, const Marks *marks,
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
static inline int step_eight(State *s, Sentence *now, const uint8_t *p, uint64_t eight)
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

static const uint8_t *step_any(State *s, Sentence *now, const uint8_t *p, const uint8_t *end)
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

static void read_sentences(State *s, const uint8_t *p, const uint8_t *end)
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

static void write_down(const State *s, const Counted *counted, int64_t i)
{
    if (counted->code_blocks)
        counted->code_blocks[i] = (double)s->blocks;
    if (counted->tables)
        counted->tables[i] = (double)s->tables;
    if (counted->links)
        counted->links[i] = (double)s->links;
    if (counted->sentences)
        counted->sentences[i] = (double)s->sentences;
    if (counted->sentence_length)
        counted->sentence_length[i] =
            s->sentences ? (double)s->words_of_sentences / (double)s->sentences : 0.0;
    if (counted->sentiment)
        counted->sentiment[i] = s->words ? (double)s->feeling / (double)s->words : 0.0;
}

static void read_line(State *s, const Counted *counted, const uint8_t *p, const uint8_t *end)
{
    if (is_code(s, p, end)) {
        s->in_table = s->had_pipe = 0;
        return;
    }
    if (counted->tables)
        read_table(s, p, end);
    if (counted->links)
        read_links(s, p, end);
    if (counted->sentences || counted->sentence_length || counted->sentiment)
        read_sentences(s, p, end);
}

/* For n texts, text i from offsets[i] to offsets[i + 1]. */
void tiltyard_prose(int64_t n, const uint8_t *data, const int64_t *offsets, const uint8_t *kinds,
                    const uint8_t *roles, const Lexicon *lexicon, const Counted *counted)
{
    for (int64_t i = 0; i < n; i++) {
        const uint8_t *p = data + offsets[i], *end = data + offsets[i + 1];
        State s = {.kinds = kinds, .roles = roles, .beyond = data + offsets[n]};
        s.lexicon = counted->sentiment ? lexicon : NULL;
        while (p < end) {
            const uint8_t *last = find(p, end, '\n');
            read_line(&s, counted, p, last);
            p = last + (last < end);
        }
        write_down(&s, counted, i);
    }
}
