/* The largest studentised difference between any two models, for each set of simulated errors. */

#include <math.h>
#include <stdint.h>

/* Where the loader can choose, processors with wider registers get loops made for them. Nothing is
   rounded differently: there are only differences, products and comparisons. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDE
#endif

#define LANES 64

/* errors: m rows of `draws`, a multiple of LANES; inverse: m by m, of which the upper half is read;
   largest: one for each draw. */
WIDE void tiltyard_largest_gaps(int64_t m, int64_t draws, const float *restrict errors,
                                const float *restrict inverse, float *restrict largest)
{
    for (int64_t begin = 0; begin < draws; begin += LANES) {
        float top[LANES] = {0};
        for (int64_t i = 0; i < m; i++) {
            float own[LANES];
            for (int k = 0; k < LANES; k++)
                own[k] = errors[i * draws + begin + k];
            for (int64_t j = i + 1; j < m; j++) {
                const float *other = errors + j * draws + begin;
                float scale = inverse[i * m + j];
                for (int k = 0; k < LANES; k++) {
                    float gap = fabsf((other[k] - own[k]) * scale);
                    top[k] = gap > top[k] ? gap : top[k];
                }
            }
        }
        for (int k = 0; k < LANES; k++)
            largest[begin + k] = top[k];
    }
}
