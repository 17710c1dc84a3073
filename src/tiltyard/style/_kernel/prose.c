/* What is counted line by line outside of fenced code: code blocks themselves, tables, links,
 * sentences. */

#include <string.h>

#include "sentences.h"
#include "text.h"

typedef struct {
    double *code_blocks, *tables, *links, *sentences, *sentence_length, *sentiment;
} Counted;

typedef struct {
    const uint8_t *kinds;
    int64_t blocks, tables, links;
    int fence, fence_length; /* the sign of the block that is open, or 0 */
    int in_table, had_pipe;
    Reading read;
} State;

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

static void write_down(const State *s, const Counted *counted, int64_t i)
{
    const Reading *read = &s->read;
    if (counted->code_blocks)
        counted->code_blocks[i] = (double)s->blocks;
    if (counted->tables)
        counted->tables[i] = (double)s->tables;
    if (counted->links)
        counted->links[i] = (double)s->links;
    if (counted->sentences)
        counted->sentences[i] = (double)read->sentences;
    if (counted->sentence_length)
        counted->sentence_length[i] =
            read->sentences ? (double)read->words_of_sentences / (double)read->sentences : 0.0;
    if (counted->sentiment)
        counted->sentiment[i] = read->words ? (double)read->feeling / (double)read->words : 0.0;
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
        tiltyard_read_sentences(&s->read, p, end);
}

/* For n texts, text i from offsets[i] to offsets[i + 1]. */
void tiltyard_prose(int64_t n, const uint8_t *data, const int64_t *offsets, const uint8_t *kinds,
                    const uint8_t *roles, const Lexicon *lexicon, const Counted *counted)
{
    for (int64_t i = 0; i < n; i++) {
        const uint8_t *p = data + offsets[i], *end = data + offsets[i + 1];
        State s = {.kinds = kinds, .read = {.roles = roles, .beyond = data + offsets[n]}};
        s.read.lexicon = counted->sentiment ? lexicon : NULL;
        while (p < end) {
            const uint8_t *last = find(p, end, '\n');
            read_line(&s, counted, p, last);
            p = last + (last < end);
        }
        write_down(&s, counted, i);
    }
}
