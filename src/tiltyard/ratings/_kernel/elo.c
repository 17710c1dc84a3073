/* One vote after the other: both models move by what the vote was worth beyond expectation. */

#include <math.h>
#include <stdint.h>

/* step may be missing: then each vote is a whole one. */
void tiltyard_elo(int64_t n, const int32_t *a, const int32_t *b, const double *worth,
                  const double *step, double k, double *strength)
{
    for (int64_t i = 0; i < n; i++) {
        double *left = strength + a[i], *right = strength + b[i];
        double size = step ? k * step[i] : k;
        double ahead = *left - *right;
        double odds = exp(-fabs(ahead));
        double favourite = 1.0 / (1.0 + odds);
        double moved = size * (worth[i] - (ahead < 0 ? odds * favourite : favourite));
        *left += moved;
        *right -= moved;
    }
}
