// Numbers as the page writes them.

const ENGLISH = "en-GB";
const whole = new Intl.NumberFormat(ENGLISH, { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat(ENGLISH, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const compact = new Intl.NumberFormat("en-US", {
  notation: "compact",
  maximumSignificantDigits: 3,
});
const significant = new Intl.NumberFormat(ENGLISH, { maximumSignificantDigits: 2 });
const cents = new Intl.NumberFormat(ENGLISH, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

export const count = (value: number): string => whole.format(value);

export const large = (value: number): string => compact.format(value);

export const speed = (perSecond: number): string =>
  `${perSecond < 10 ? one.format(perSecond) : whole.format(perSecond)}\u00a0tokens/s`;

export const seconds = (value: number): string =>
  value < 1 ? `${whole.format(value * 1000)}\u00a0ms` : `${one.format(value)}\u00a0s`;

export function dollars(value: number): string {
  if (value === 0) return "free";
  return `$${value < 0.1 ? significant.format(value) : cents.format(value)}`;
}

/** Minutes and seconds, as on a clock: 0:07. */
export function clock(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(total / 60)}:${String(total % 60).padStart(2, "0")}`;
}
