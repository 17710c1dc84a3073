/* Cholesky's factor of a positive definite matrix, rows after one another, and what it solves. */

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Without fused multiplications wide and narrow loops give the same numbers to the last bit. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

#define LANES 8

static inline double dot(const double *restrict x, const double *restrict y, int64_t n)
{
    double lane[LANES] = {0}, sum = 0;
    int64_t k = 0;
    for (; k + LANES <= n; k += LANES)
        for (int t = 0; t < LANES; t++)
            lane[t] += x[k + t] * y[k + t];
    for (; k < n; k++)
        sum += x[k] * y[k];
    for (int t = 0; t < LANES; t++)
        sum += lane[t];
    return sum;
}

/* Overwrites the lower triangle; 0 if all went well, else 1 + the row where it is not definite. */
WIDE int64_t tiltyard_cholesky(int64_t m, double *a)
{
    for (int64_t i = 0; i < m; i++) {
        double *row = a + i * m;
        for (int64_t j = 0; j < i; j++)
            row[j] = (row[j] - dot(row, a + j * m, j)) / a[j * m + j];
        double left = row[i] - dot(row, row, i);
        if (!(left > 0) || !isfinite(left))
            return i + 1;
        row[i] = sqrt(left);
    }
    return 0;
}

/* Overwrites `right` by what the factored matrix makes it of. */
WIDE void tiltyard_substitute(int64_t m, const double *restrict lower, double *restrict right)
{
    for (int64_t i = 0; i < m; i++)
        right[i] = (right[i] - dot(lower + i * m, right, i)) / lower[i * m + i];
    for (int64_t i = m - 1; i >= 0; i--) {
        const double *row = lower + i * m;
        double x = right[i] / row[i];
        right[i] = x;
        for (int64_t k = 0; k < i; k++)
            right[k] -= row[k] * x;
    }
}

/* The inverse of a lower triangle, into a matrix of zeros. */
WIDE void tiltyard_invert_triangle(int64_t m, const double *restrict lower, double *restrict inverse)
{
    for (int64_t i = 0; i < m; i++) {
        double *restrict row = inverse + i * m;
        double scale = 1 / lower[i * m + i];
        for (int64_t k = 0; k < i; k++) {
            double times = lower[i * m + k] * scale;
            const double *restrict above = inverse + k * m;
            for (int64_t j = 0; j <= k; j++)
                row[j] -= times * above[j];
        }
        row[i] = scale;
    }
}
