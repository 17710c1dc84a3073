/* Mixes the columns of votes into one number for each row, and adds these up. */

#include <stdint.h>
#include <string.h>

/* Every bit of the result depends on every bit of the value (Steele, Lea and Flood 2014). */
static inline uint64_t stir(uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31);
}

/* The bits of a number in double precision; there is one zero. */
static inline uint64_t bits(double value)
{
    uint64_t found;
    value += 0.0;
    memcpy(&found, &value, sizeof found);
    return found;
}

#define STIR(NAME, KIND)                                                                        \
    void NAME(int64_t n, uint64_t *mixed, const char *column, int64_t stride)                    \
    {                                                                                            \
        for (int64_t i = 0; i < n; i++) {                                                        \
            KIND value;                                                                          \
            memcpy(&value, column + i * stride, sizeof value);                                   \
            mixed[i] = stir((mixed[i] ^ bits(value)) + 0x9E3779B97F4A7C15u);                     \
        }                                                                                        \
    }

STIR(tiltyard_stir_single, float)
STIR(tiltyard_stir_double, double)

/* Adds to four sums each row's number, stirred with the lane's own, as often as the row counts. */
void tiltyard_stir_lanes(int64_t n, const uint64_t *mixed, const uint64_t *times, uint64_t *sums)
{
    for (uint64_t lane = 0; lane < 4; lane++) {
        uint64_t own = (lane + 1) * 0x9E3779B97F4A7C15u, sum = 0;
        if (times)
            for (int64_t i = 0; i < n; i++)
                sum += stir(mixed[i] ^ own) * times[i];
        else
            for (int64_t i = 0; i < n; i++)
                sum += stir(mixed[i] ^ own);
        sums[lane] += sum;
    }
}
