/** A time as people say it: `0 s`, `0.4 s`, `12 s`, `90 s`, `5 min`, `5 min 1 s`, `2 h 5 min`, `3 d 4 h`. */
export function sayDuration(ms: number): string {
  if (!Number.isFinite(ms)) return 'forever';
  if (ms < 9_950) return `${Math.round(ms / 100) / 10} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return pair(seconds, 60, 'min', 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 2880) return pair(minutes, 60, 'h', 'min');
  return pair(Math.round(minutes / 60), 24, 'd', 'h');
}

/** The same for an axis or a column, without spaces: `5s`, `1m30s`, `2h5m`. */
export function shortDuration(ms: number): string {
  return sayDuration(ms).replace('min', 'm').replaceAll(' ', '');
}

function pair(amount: number, size: number, big: string, small: string): string {
  const rest = amount % size;
  return `${Math.floor(amount / size)} ${big}${rest === 0 ? '' : ` ${rest} ${small}`}`;
}
