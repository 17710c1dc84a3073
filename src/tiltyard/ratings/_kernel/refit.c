/* Bradley-Terry strengths of slightly other votes than those that a fit is known of. */

#include <stdint.h>
#include <string.h>

#include "exponential.h"

/* Without fused multiplications the wide loops give the same numbers to the last bit. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/* What each pair's votes were worth to its first model, beyond what the strengths expect. */
WIDE static void residuals(int64_t p, const int32_t *restrict first, const int32_t *restrict second,
                           const double *restrict weight, const double *restrict worth,
                           const double *restrict strength, double *restrict residual)
{
    for (int64_t i = 0; i < p; i++) {
        double down = strength[second[i]] - strength[first[i]];
        down = down > 700 ? 700 : down < -700 ? -700 : down;
        residual[i] = worth[i] - weight[i] / (1 + exponential(down));
    }
}

WIDE static void step_of(int64_t m, const double *restrict bread, const double *restrict gradient,
                         double *restrict step)
{
    memset(step, 0, (size_t)m * sizeof *step);
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < m; j++)
            step[j] += gradient[i] * bread[i * m + j];
}

/* Credits each pair's residual to its first model and debits it to its second. Pairs are in order of
   the first, whose sum stays in a register. */
static void credit(int64_t p, const int32_t *restrict first, const int32_t *restrict second,
                   const double *restrict residual, double *restrict gradient)
{
    for (int64_t i = 0; i < p;) {
        int32_t model = first[i];
        double sum = 0;
        for (; i < p && first[i] == model; i++) {
            sum += residual[i];
            gradient[second[i]] -= residual[i];
        }
        gradient[model] += sum;
    }
}

/* Moves the strengths by bread times gradient until they would move by less than the root of the
   tolerance, in standard errors; then once more. Returns the steps, or -1 if there were too many.
   space: 2 m + p numbers. */
int64_t tiltyard_refit(int64_t p, int64_t m, const int32_t *first, const int32_t *second,
                       const double *weight, const double *worth, const double *bread,
                       double tolerance, int64_t max_steps, double *strength, double *space)
{
    double *gradient = space, *step = space + m, *residual = space + 2 * m;
    for (int64_t taken = 1; taken <= max_steps; taken++) {
        residuals(p, first, second, weight, worth, strength, residual);
        memset(gradient, 0, (size_t)m * sizeof *gradient);
        credit(p, first, second, residual, gradient);
        step_of(m, bread, gradient, step);
        double decrement = 0;
        for (int64_t i = 0; i < m; i++) {
            decrement += gradient[i] * step[i];
            strength[i] += step[i];
        }
        if (decrement <= tolerance)
            return taken;
    }
    return -1;
}

/* Sums of weight and worth over the cells of each pair; cells are in order of their pairs. */
void tiltyard_pool_again(int64_t cells, int64_t p, const int32_t *pair, const double *votes,
                         const double *each, const double *value, double *weight, double *worth)
{
    memset(weight, 0, (size_t)p * sizeof *weight);
    memset(worth, 0, (size_t)p * sizeof *worth);
    for (int64_t i = 0; i < cells; i++) {
        weight[pair[i]] += votes[i] * each[i];
        worth[pair[i]] += votes[i] * value[i];
    }
}

/* Whether chains of wins and ties lead from the first model to all and back; `reached`: 2 m. */
int64_t tiltyard_is_connected(int64_t p, int64_t m, const int32_t *first, const int32_t *second,
                              const double *weight, const double *worth, uint8_t *reached)
{
    uint8_t *from = reached, *to = reached + m;
    memset(reached, 0, (size_t)(2 * m));
    from[0] = to[0] = 1;
    int64_t missing = 2 * (m - 1), before = missing + 1;
    while (missing && missing < before) {
        before = missing;
        for (int64_t i = 0; i < p; i++) {
            int32_t a = first[i], b = second[i];
            int won = worth[i] > 0, lost = worth[i] < weight[i];
            if (from[a] != from[b] && (from[a] ? won : lost)) {
                from[a] = from[b] = 1;
                missing--;
            }
            if (to[a] != to[b] && (to[a] ? lost : won)) {
                to[a] = to[b] = 1;
                missing--;
            }
        }
    }
    return missing == 0;
}
