/** What `25%` or `2` is of a number (apimachinery pkg/util/intstr GetScaledValueFromIntOrPercent@1.36). */
export function scaled(value: string | number | undefined, of: number, round: 'up' | 'down'): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  const share = (Number(value.replace(/%$/, '')) * of) / 100;
  return round === 'up' ? Math.ceil(share) : Math.floor(share);
}
