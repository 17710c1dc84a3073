/* Logistic regression on strengths and features, over votes in any order.
 *
 * Rows go through in blocks that stay in the first cache: what is the same for all of them is done
 * in loops that the compiler turns into several votes at once, and only then each row is credited
 * to its two models and to their pair. */

#include <stdint.h>
#include <string.h>

#include "exponential.h"

/* The same source for newer processors too, chosen when the library is loaded. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__)
#if __GNUC__ >= 12
#define WIDE __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#endif
#endif
#ifndef WIDE
#define WIDE
#endif
#define INLINE static inline __attribute__((always_inline))

enum { BLOCK = 256 };

/* What outcomes are worth to the model on the left; a graded vote says so itself. */
static const double WORTH[4] = {1.0, 0.0, 0.5, 0.5};

/* log(1 + e) for e in [0, 1]: twice the area tangent of e / (2 + e), which is at most a third. */
INLINE double log_one_more(double e)
{
    double s = e / (2.0 + e), q = s * s, p = 1.0 / 33;
    p = p * q + 1.0 / 31;
    p = p * q + 1.0 / 29;
    p = p * q + 1.0 / 27;
    p = p * q + 1.0 / 25;
    p = p * q + 1.0 / 23;
    p = p * q + 1.0 / 21;
    p = p * q + 1.0 / 19;
    p = p * q + 1.0 / 17;
    p = p * q + 1.0 / 15;
    p = p * q + 1.0 / 13;
    p = p * q + 1.0 / 11;
    p = p * q + 1.0 / 9;
    p = p * q + 1.0 / 7;
    p = p * q + 1.0 / 5;
    p = p * q + 1.0 / 3;
    p = p * q + 1.0;
    return 2.0 * s * p;
}

/* Four numbers side by side, of any alignment; gcc and clang make of them what there is. */
typedef double Four __attribute__((vector_size(32), aligned(8), may_alias));

INLINE double sum_of_four(Four x)
{
    return (x[0] + x[2]) + (x[1] + x[3]);
}

/* Votes in columns. Feature j of row i is at i * row_step + j * column_step. Missing: null.
 * The features of a row are padded with zeros to `wide` fours, and so are all that is by feature. */
typedef struct {
    int64_t m, k, wide, row_step, column_step;
    const void *a, *b; /* two bytes each if is_short, otherwise four */
    int64_t is_short;
    const uint8_t *outcome;
    const double *score, *count, *weight;
    const float *feature;
} Votes;

/* What is known of the rows of a block. */
typedef struct {
    int32_t a[BLOCK], b[BLOCK];
    double eta[BLOCK], worth[BLOCK], mass[BLOCK], weight[BLOCK];
    double residual[BLOCK], variance[BLOCK], loss[BLOCK];
    double *value; /* the features of each row */
} Block;

/* Reads rows `at` to `at + rows`, with the log-odds of each. */
INLINE void load(const Votes *votes, int64_t at, int rows, const double *strength,
                 const double *slope, Block *block, int64_t wide)
{
    for (int i = 0; i < rows; i++) {
        block->a[i] = votes->is_short ? ((const int16_t *)votes->a)[at + i]
                                      : ((const int32_t *)votes->a)[at + i];
        block->b[i] = votes->is_short ? ((const int16_t *)votes->b)[at + i]
                                      : ((const int32_t *)votes->b)[at + i];
        uint8_t outcome = votes->outcome[at + i];
        block->worth[i] = outcome < 4 ? WORTH[outcome] : votes->score[at + i];
        block->weight[i] = votes->weight ? votes->weight[at + i] : 1.0;
        block->mass[i] = (votes->count ? votes->count[at + i] : 1.0) * block->weight[i];
    }
    const float *from = votes->feature + at * votes->row_step;
    if (votes->row_step == 4 * wide && votes->column_step == 1)
        for (int64_t i = 0; i < rows * 4 * wide; i++)
            block->value[i] = from[i];
    else
        for (int64_t j = 0; j < votes->k; j++)
            for (int64_t i = 0; i < rows; i++)
                block->value[i * 4 * wide + j] =
                    from[i * votes->row_step + j * votes->column_step];
    for (int i = 0; i < rows; i++) {
        Four eta = {0};
        for (int64_t w = 0; w < wide; w++)
            eta += *(const Four *)(slope + 4 * w) * *(Four *)(block->value + (i * wide + w) * 4);
        block->eta[i] = strength[block->a[i]] - strength[block->b[i]] + sum_of_four(eta);
    }
}

/* Worth less expectation, the variance of the latter, and the log-likelihood; not yet by mass. */
INLINE void expect(Block *block, int rows)
{
    for (int i = 0; i < rows; i++) {
        double x = block->eta[i], down = x > 0 ? -x : x;
        double e = exponential(down < -708.0 ? -708.0 : down), inverse = 1.0 / (1.0 + e);
        block->residual[i] = block->worth[i] - (x > 0 ? 1.0 : e) * inverse;
        block->variance[i] = e * inverse * inverse;
        block->loss[i] = block->worth[i] * x - (x > 0 ? x : 0.0) - log_one_more(e);
    }
}

/* Adds value x x' over the rows: to `pairs`, m * m, by who sat where; to `models`, m lines by
 * feature; and to `product`, lines by feature. */
INLINE void spread(const Votes *votes, const Block *block, const double *value, int rows,
                   double *pairs, double *models, double *product, int64_t wide)
{
    int64_t m = votes->m, size = 4 * wide;
    Four kept[16] = {{0}};
    for (int i = 0; i < rows; i++) {
        int64_t a = block->a[i], b = block->b[i];
        const double *x = block->value + i * size;
        pairs[a * m + b] += value[i];
        for (int64_t w = 0; w < wide; w++) {
            Four here = *(const Four *)(x + 4 * w), scaled = value[i] * here;
            *(Four *)(models + a * size + 4 * w) += scaled;
            *(Four *)(models + b * size + 4 * w) -= scaled;
            for (int64_t j = 0; j < size; j++)
                if (wide <= 2)
                    kept[j * wide + w] += scaled * x[j];
                else
                    *(Four *)(product + j * size + 4 * w) += scaled * x[j];
        }
    }
    if (wide <= 2)
        for (int64_t j = 0; j < size * wide; j++)
            *(Four *)(product + 4 * j) += kept[j];
}

INLINE void slope_of(int64_t begin, int64_t end, const Votes *votes, const double *strength,
                     const double *slope, double *gradient, double *pull, double *pairs,
                     double *models, double *product, double *space, int64_t wide)
{
    Block block = {.value = space};
    for (int64_t at = begin; at < end; at += BLOCK) {
        int rows = (int)(end - at < BLOCK ? end - at : BLOCK);
        load(votes, at, rows, strength, slope, &block, wide);
        expect(&block, rows);
        for (int i = 0; i < rows; i++) {
            block.residual[i] *= block.mass[i];
            block.variance[i] *= block.mass[i];
            block.loss[i] *= block.mass[i];
        }
        double value[4] = {0};
        Four kept[2] = {{0}};
        for (int i = 0; i < rows; i++) {
            value[i % 4] += block.loss[i];
            gradient[block.a[i]] += block.residual[i];
            gradient[block.b[i]] -= block.residual[i];
            for (int64_t w = 0; w < wide; w++) {
                Four here = block.residual[i] * *(Four *)(block.value + (i * wide + w) * 4);
                if (wide <= 2)
                    kept[w] += here;
                else
                    *(Four *)(pull + 4 * w) += here;
            }
        }
        for (int64_t w = 0; w < wide && w < 2; w++)
            *(Four *)(pull + 4 * w) += kept[w];
        gradient[votes->m] += (value[0] + value[2]) + (value[1] + value[3]);
        spread(votes, &block, block.variance, rows, pairs, models, product, wide);
    }
}

INLINE void spread_of(int64_t begin, int64_t end, const Votes *votes, const double *strength,
                      const double *slope, const double *gaps, const double *lines,
                      const double *bread, double *pairs, double *models, double *product,
                      double *space, int64_t wide)
{
    Block block = {.value = space};
    int64_t m = votes->m, size = 4 * wide;
    for (int64_t at = begin; at < end; at += BLOCK) {
        int rows = (int)(end - at < BLOCK ? end - at : BLOCK);
        load(votes, at, rows, strength, slope, &block, wide);
        expect(&block, rows);
        for (int i = 0; i < rows; i++) {
            int64_t a = block.a[i], b = block.b[i];
            const double *x = block.value + i * size;
            Four reach = {gaps[a * m + b], 0, 0, 0};
            for (int64_t w = 0; w < wide; w++) {
                Four inner = *(const Four *)(lines + a * size + 4 * w) -
                             *(const Four *)(lines + b * size + 4 * w);
                inner += inner;
                for (int64_t j = 0; j < size; j++)
                    inner += *(const Four *)(bread + j * size + 4 * w) * x[j];
                reach += inner * *(const Four *)(x + 4 * w);
            }
            block.eta[i] = sum_of_four(reach);
        }
        for (int i = 0; i < rows; i++) {
            double v = block.variance[i], error = block.residual[i];
            double leverage = block.weight[i] * v * v * block.eta[i];
            block.worth[i] = block.mass[i] * block.weight[i] * (error * error + leverage);
        }
        spread(votes, &block, block.worth, rows, pairs, models, product, wide);
    }
}

/* Rows `begin` to `end` of a likelihood. Added to are: gradient, m, by strength, and after it the
 * value; pull, the gradient by feature; and the information, see `spread`.
 * `space`: 256 lines by feature, zero where there is none. */
WIDE void tiltyard_style_slope(int64_t begin, int64_t end, const Votes *votes,
                               const double *strength, const double *slope, double *gradient,
                               double *pull, double *pairs, double *models, double *product,
                               double *space)
{
    if (votes->wide == 1)
        slope_of(begin, end, votes, strength, slope, gradient, pull, pairs, models, product, space,
                 1);
    else if (votes->wide == 2)
        slope_of(begin, end, votes, strength, slope, gradient, pull, pairs, models, product, space,
                 2);
    else
        slope_of(begin, end, votes, strength, slope, gradient, pull, pairs, models, product, space,
                 votes->wide);
}

/* Rows `begin` to `end`: how they really spread, mass * weight * (error^2 + leverage * variance).
 *
 * gaps, m * m: the variance of each gap of strengths; lines, m by feature: covariance of strengths
 * with slopes; bread, by feature twice: of slopes. */
WIDE void tiltyard_style_spread(int64_t begin, int64_t end, const Votes *votes,
                                const double *strength, const double *slope, const double *gaps,
                                const double *lines, const double *bread, double *pairs,
                                double *models, double *product, double *space)
{
    if (votes->wide == 1)
        spread_of(begin, end, votes, strength, slope, gaps, lines, bread, pairs, models, product,
                  space, 1);
    else
        spread_of(begin, end, votes, strength, slope, gaps, lines, bread, pairs, models, product,
                  space, votes->wide);
}

/* Rows `begin` to `end`: worth less expectation of each, to the model on the left. */
WIDE void tiltyard_style_residual(int64_t begin, int64_t end, const Votes *votes,
                                  const double *strength, const double *slope, double *residual,
                                  double *space)
{
    Block block = {.value = space};
    for (int64_t at = begin; at < end; at += BLOCK) {
        int rows = (int)(end - at < BLOCK ? end - at : BLOCK);
        load(votes, at, rows, strength, slope, &block, votes->wide);
        expect(&block, rows);
        memcpy(residual + at, block.residual, (size_t)rows * sizeof *residual);
    }
}
