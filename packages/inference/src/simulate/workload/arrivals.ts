/** Moments in ms of a Poisson process: so many a second, for so long. */
export function poissonArrivals(perSecond: number, ms: number, random: () => number): readonly number[] {
  const times: number[] = [];
  for (let at = gap(perSecond, random); at < ms; at += gap(perSecond, random)) times.push(at);
  return times;
}

function gap(perSecond: number, random: () => number): number {
  return (-Math.log(1 - random()) * 1000) / perSecond;
}

/** A number of a log-normal distribution with this median and this spread of its logarithm. */
export function logNormal(median: number, sigma: number, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}

/** The nearest whole number between these. */
export function clamped(value: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, value)));
}
