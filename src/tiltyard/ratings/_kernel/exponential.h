/* e to the x, written so that a compiler can do several at once. */

#ifndef TILTYARD_EXPONENTIAL_H
#define TILTYARD_EXPONENTIAL_H

#include <stdint.h>
#include <string.h>

/* For x in [-708, 709], within about 3e-16 of itself. x = k log(2) + r, and the polynomial
 * meets e^r at Chebyshev's points of |r| <= log(2) / 2, to 2e-17. */
static inline __attribute__((always_inline)) double exponential(double x)
{
    const double magic = 6755399441055744.0; /* 1.5 * 2^52: adding it rounds to an integer */
    double shifted = x * 1.4426950408889634 + magic, k = shifted - magic;
    double r = (x - k * 0x1.62e42fee00000p-1) - k * 0x1.a39ef35793c76p-33;
    /* The powers of r in pairs, and pairs of pairs, so that little has to wait for another. */
    double r2 = r * r, r4 = r2 * r2;
    double first = (1.0 + r) + r2 * (0.5 + r * 0.16666666666666669);
    double second = (0.04166666666662413 + r * 0.008333333333330062) +
                    r2 * (0.0013888888917213717 + r * 0.00019841269863053618);
    double third = (2.4801521295954376e-05 + r * 2.7557268459997064e-06) +
                   r2 * (2.7620088445409746e-07 + r * 2.510038549551032e-08);
    double p = first + r4 * (second + r4 * third);
    int64_t bits, power;
    memcpy(&bits, &p, sizeof bits);
    memcpy(&power, &shifted, sizeof power);
    bits += (int64_t)((uint64_t)power << 52);
    memcpy(&p, &bits, sizeof p);
    return p;
}

#endif
