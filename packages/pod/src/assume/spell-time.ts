/** Spells a time the way people do: `500 ms`, `1.5 s`, `15 s`, `2 min 30 s`, `3 h`. */
export function spellTime(ms: number): string {
  if (ms === Number.POSITIVE_INFINITY) return 'forever';
  if (ms > 0 && ms < 1000) return `${ms} ms`;
  const seconds = Math.round(ms / 100) / 10;
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return join(`${minutes} min`, Math.round(seconds % 60), 's');
  return join(`${Math.floor(minutes / 60)} h`, minutes % 60, 'min');
}

function join(large: string, rest: number, unit: string): string {
  return rest === 0 ? large : `${large} ${rest} ${unit}`;
}
