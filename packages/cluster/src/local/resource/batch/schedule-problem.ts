/** Why a text is no schedule, in the words of upstream's parser; undefined when it is one (github.com/robfig/cron v3.0.1 parser.go). */
export function scheduleProblem(text: string): string | undefined {
  const zone = /^(?:CRON_)?TZ=(\S*)( .*)?$/s.exec(text);
  if (zone && zone[2] === undefined) return 'invalid schedule format: runtime error: slice bounds out of range [:-1]';
  const zoneProblem = zone?.[1] ? timeZoneProblem(zone[1]) : undefined;
  if (zoneProblem !== undefined) return `provided bad location ${zone?.[1]}: ${zoneProblem}`;
  const schedule = zone ? (zone[2] ?? '').trim() : text;
  if (schedule.startsWith('@')) return descriptorProblem(schedule);
  const fields = schedule.split(/\s+/).filter(Boolean);
  if (fields.length !== bounds.length) {
    return `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`;
  }
  for (const [at, bound] of bounds.entries()) {
    for (const range of (fields[at] ?? '').split(',').filter(Boolean)) {
      const problem = rangeProblem(range, bound);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

/** Why a name is no time zone, in Go's words (time.LoadLocation). */
export function timeZoneProblem(name: string): string | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return undefined;
  } catch {
    return name === 'Local' || name === 'UTC' ? undefined : `unknown time zone ${name}`;
  }
}

interface Bound {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const bounds: readonly Bound[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: months },
  { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const descriptors = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

function descriptorProblem(text: string): string | undefined {
  if (descriptors.includes(text)) return undefined;
  if (!text.startsWith('@every ')) return `unrecognized descriptor: ${text}`;
  const duration = text.slice('@every '.length);
  if (/^[-+]?(0|(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+$/.test(duration)) return undefined;
  return `failed to parse duration ${text}: time: invalid duration ${JSON.stringify(duration)}`;
}

function rangeProblem(text: string, bound: Bound): string | undefined {
  const [ends = '', stepText, ...tooMany] = text.split('/');
  const parts = ends.split('-');
  let [start, end] = [bound.min, bound.max];
  if (parts[0] !== '*' && parts[0] !== '?') {
    const from = readNumber(parts[0] ?? '', bound);
    if (typeof from === 'string') return from;
    const to = parts.length === 2 ? readNumber(parts[1] ?? '', bound) : from;
    if (typeof to === 'string') return to;
    if (parts.length > 2) return `too many hyphens: ${text}`;
    [start, end] = [from, to];
  }
  if (tooMany.length > 0) return `too many slashes: ${text}`;
  const step = stepText === undefined ? 1 : readNumber(stepText, { min: 0, max: 0 });
  if (typeof step === 'string') return step;
  if (stepText !== undefined && parts.length === 1) end = bound.max;
  if (start < bound.min) return `beginning of range (${start}) below minimum (${bound.min}): ${text}`;
  if (end > bound.max) return `end of range (${end}) above maximum (${bound.max}): ${text}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${text}`;
  return step === 0 ? `step of range should be a positive number: ${text}` : undefined;
}

function readNumber(text: string, { names, min }: Bound): number | string {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named + min;
  if (!/^[-+]?\d+$/.test(text)) {
    return `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`;
  }
  return Number(text) < 0 ? `negative number (${Number(text)}) not allowed: ${text}` : Number(text);
}
