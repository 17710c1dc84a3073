/* One vote after the other: both models move by what the vote was worth beyond expectation. */

#include <math.h>
#include <stdint.h>

/* count and step may be missing: then each row is one vote, of a whole step. */
void tiltyard_elo(int64_t n, const int32_t *a, const int32_t *b, const double *worth,
                  const int64_t *count, const double *step, double k, double *strength)
{
    for (int64_t i = 0; i < n; i++) {
        double *left = strength + a[i], *right = strength + b[i];
        double size = step ? k * step[i] : k;
        int64_t times = count ? count[i] : 1;
        for (int64_t time = 0; time < times; time++) {
            double ahead = *left - *right;
            double odds = exp(-fabs(ahead));
            double favourite = 1.0 / (1.0 + odds);
            double moved = size * (worth[i] - (ahead < 0 ? odds * favourite : favourite));
            *left += moved;
            *right -= moved;
        }
    }
}
