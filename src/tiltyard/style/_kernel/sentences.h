/* Sentences and their words, read a line at a time. */

#ifndef TILTYARD_SENTENCES_H
#define TILTYARD_SENTENCES_H

#include <stdint.h>

/* Words that matter, in 2^BITS slots, each as two numbers of eight letters; a free slot holds zeros. Most words are
 * none, and one look at `sieve` says so. */
typedef struct {
    const uint64_t *key;   /* two for each slot */
    const int8_t *value;   /* 1, -1, or NEGATOR */
    const uint64_t *sieve; /* a bit for each slot: some word belongs there */
} Lexicon;

/* What has been read of a text. */
typedef struct {
    const uint8_t *roles;   /* of every code point, as in _prose.py */
    const Lexicon *lexicon; /* null: nobody asks */
    const uint8_t *beyond;  /* the end of all texts */
    int64_t sentences;
    int64_t words, words_of_sentences; /* all, and those of what counts as a sentence */
    int64_t feeling;                   /* words of praise less words of blame */
    int is_negated;
} Reading;

void tiltyard_read_sentences(Reading *s, const uint8_t *p, const uint8_t *end);

#endif
