/* Sums the scores of each cluster over the few parameters that its votes touch, and their products:
 * the middle of a clustered sandwich.
 *
 * Reading votes cluster by cluster would jump about in memory. So they are first dealt into buckets
 * of neighbouring clusters, each small enough to be sorted close to the processor. */

#include <stdint.h>

/* Votes in columns. Missing ones are null. */
typedef struct {
    int64_t m, k, shift; /* the bucket of a cluster is its code >> shift */
    const int32_t *code;
    const void *a, *b; /* two bytes each if is_short, otherwise four */
    int64_t is_short;
    const double *count, *weight, *on_a, *on_b, *others;
    const float *feature; /* n * k: on_a times these, instead of others */
} Votes;

typedef struct {
    int32_t code, a, b, row;
    double mass, on_a;
} Record;

/* Adds how many of the rows from begin to end are in each bucket. */
void tiltyard_cluster_count(int64_t begin, int64_t end, const Votes *votes, int64_t *count)
{
    for (int64_t i = begin; i < end; i++)
        count[votes->code[i] >> votes->shift]++;
}

/* Deals the rows from begin to end; `next` has the next free place of each bucket. */
void tiltyard_cluster_deal(int64_t begin, int64_t end, const Votes *votes, int64_t *next,
                           Record *records)
{
    const int16_t *short_a = votes->a, *short_b = votes->b;
    const int32_t *long_a = votes->a, *long_b = votes->b;
    for (int64_t i = begin; i < end; i++) {
        Record *to = records + next[votes->code[i] >> votes->shift]++;
        double mass = (votes->count ? votes->count[i] : 1.0);
        mass *= votes->weight ? votes->weight[i] : 1.0;
        to->code = votes->code[i];
        to->a = votes->is_short ? short_a[i] : long_a[i];
        to->b = votes->is_short ? short_b[i] : long_b[i];
        to->row = (int32_t)i;
        to->mass = mass;
        to->on_a = mass * votes->on_a[i];
    }
}

/* The score of one cluster, and which parameters it touches; one at most at a time is in use. */
typedef struct {
    double *score;      /* m + k, zero between clusters */
    int32_t *touched;   /* m + k + 1 */
    uint8_t *is_touched; /* m, zero between clusters */
    int64_t reached;
} Score;

static inline void touch(Score *sum, int32_t model, double value)
{
    sum->score[model] += value;
    sum->touched[sum->reached] = model;
    sum->reached += !sum->is_touched[model];
    sum->is_touched[model] = 1;
}

static inline void add_row(const Votes *votes, const Record *row, Score *sum)
{
    int64_t m = votes->m, k = votes->k, at = (int64_t)row->row * k;
    touch(sum, row->a, row->on_a);
    touch(sum, row->b, votes->on_b ? row->mass * votes->on_b[row->row] : -row->on_a);
    if (votes->others)
        for (int64_t j = 0; j < k; j++)
            sum->score[m + j] += row->mass * votes->others[at + j];
    else if (votes->feature)
        for (int64_t j = 0; j < k; j++)
            sum->score[m + j] += row->on_a * votes->feature[at + j];
}

/* Adds the products of a finished score to either triangle of `meat`, and clears the score. */
static inline void finish(const Votes *votes, Score *sum, double *meat)
{
    int64_t models = sum->reached, size = votes->m + votes->k;
    for (int64_t j = 0; j < votes->k; j++)
        sum->touched[sum->reached++] = (int32_t)(votes->m + j);
    for (int64_t p = 0; p < sum->reached; p++) {
        double *line = meat + sum->touched[p] * size, s = sum->score[sum->touched[p]];
        for (int64_t q = p; q < sum->reached; q++)
            line[sum->touched[q]] += s * sum->score[sum->touched[q]];
    }
    for (int64_t p = 0; p < sum->reached; p++)
        sum->score[sum->touched[p]] = 0;
    for (int64_t p = 0; p < models; p++)
        sum->is_touched[sum->touched[p]] = 0;
    sum->reached = 0;
}

/* For buckets `first` to `last`, whose records begin at `start`: adds the sum over clusters of
 * score times score to `meat`, (m + k) square, in either triangle: add its transpose to it.
 * Returns how many clusters there are.
 *
 * head: one more than a bucket has codes; order: as many as the largest bucket has records. */
int64_t tiltyard_cluster_products(int64_t first, int64_t last, const int64_t *start,
                                  const Votes *votes, const Record *records, int32_t *head,
                                  int32_t *order, double *score, int32_t *touched,
                                  uint8_t *is_touched, double *meat)
{
    int64_t codes = (int64_t)1 << votes->shift, clusters = 0;
    Score sum = {score, touched, is_touched, 0};
    for (int64_t bucket = first; bucket < last; bucket++) {
        const Record *here = records + start[bucket];
        int64_t rows = start[bucket + 1] - start[bucket];
        for (int64_t c = 0; c <= codes; c++)
            head[c] = 0;
        for (int64_t i = 0; i < rows; i++)
            head[(here[i].code & (codes - 1)) + 1]++;
        for (int64_t c = 0; c < codes; c++)
            head[c + 1] += head[c];
        for (int64_t i = 0; i < rows; i++)
            order[head[here[i].code & (codes - 1)]++] = (int32_t)i;
        /* Now head[c] is where the next code begins. */
        for (int64_t c = 0, i = 0; c < codes; c++) {
            clusters += i < head[c];
            for (int64_t end = head[c]; i < end; i++) {
                if (i + 8 < rows && votes->feature)
                    __builtin_prefetch(votes->feature + here[order[i + 8]].row * votes->k);
                add_row(votes, here + order[i], &sum);
            }
            if (sum.reached)
                finish(votes, &sum, meat);
        }
    }
    return clusters;
}
