/* Counts votes into cells: five outcomes for each ordered pair of models. */

#include <stdint.h>

#define COUNT(NAME, CODE)                                                                       \
    void NAME(int64_t n, const CODE *a, const CODE *b, const uint8_t *outcome, int64_t m,        \
              uint32_t *table)                                                                   \
    {                                                                                            \
        for (int64_t i = 0; i < n; i++)                                                          \
            table[((uint64_t)a[i] * (uint64_t)m + (uint64_t)b[i]) * 5 + outcome[i]]++;           \
    }

COUNT(tiltyard_count_16, int16_t)
COUNT(tiltyard_count_32, int32_t)

/* The same with counts and weights, either of which may be missing; three sums for each cell. */
#define WEIGH(NAME, CODE)                                                                       \
    void NAME(int64_t n, const CODE *a, const CODE *b, const uint8_t *outcome,                   \
              const double *count, const double *weight, int64_t m, double *votes,               \
              double *total, double *square)                                                     \
    {                                                                                            \
        for (int64_t i = 0; i < n; i++) {                                                        \
            uint64_t cell = ((uint64_t)a[i] * (uint64_t)m + (uint64_t)b[i]) * 5 + outcome[i];    \
            double c = count ? count[i] : 1.0, w = weight ? weight[i] : 1.0;                     \
            votes[cell] += c;                                                                    \
            total[cell] += c * w;                                                                \
            square[cell] += c * w * w;                                                           \
        }                                                                                        \
    }

WEIGH(tiltyard_weigh_16, int16_t)
WEIGH(tiltyard_weigh_32, int32_t)
