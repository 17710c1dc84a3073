/* Votes drawn again: random numbers are looked up in tables of cumulative probability. */

#include <stdint.h>

/* For each draw, the first place of its table whose cumulative value is above u. Tables lie one
   after another in `cumulative`, each ending in infinity; a guide tells where to begin to look for
   equal parts of [0, 1), of which each table has a power of two. Adds what was found to its cell. */
void tiltyard_draw_again(int64_t n, const double *u, const int32_t *table, const int32_t *cell,
                         const double *cumulative, const int32_t *guide, const int32_t *guides,
                         const double *parts, const double *value, double *votes)
{
    for (int64_t i = 0; i < n; i++) {
        int32_t t = table[i];
        int32_t place = guide[guides[t] + (int64_t)(u[i] * parts[t])];
        while (u[i] >= cumulative[place])
            place++;
        votes[cell[i]] += value[place];
    }
}

/* One vote for each random number, to the place where it falls in the one table. */
void tiltyard_place_again(int64_t n, const double *u, const double *cumulative,
                          const int32_t *guide, double parts, double *votes)
{
    for (int64_t i = 0; i < n; i++) {
        int32_t place = guide[(int64_t)(u[i] * parts)];
        while (u[i] >= cumulative[place])
            place++;
        votes[place] += 1;
    }
}
