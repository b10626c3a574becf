import { Cron } from 'croner';

/** When a cron job is due. Times in ms. */
export interface Schedule {
  /** The first time after this one; undefined when there is none. */
  readonly next: (after: number) => number | undefined;
}

/**
 * Reads a schedule as robfig/cron v3's ParseStandard does: five fields, `@daily` and its siblings, `@every 90m`, and a time
 * zone before it. Gives what is wrong where it cannot be read.
 */
export function readSchedule(text: string, timeZone: string | undefined): Schedule | { readonly problem: string } {
  const [, zone, rest = text] = /^(?:CRON_)?TZ=(\S+)\s+(.*)$/.exec(text) ?? [];
  const every = /^@every\s+(.+)$/.exec(rest.trim());
  if (every) return everySchedule(every[1] ?? '');
  try {
    // Without a zone it is the controller manager's own: UTC in a container.
    const cron = new Cron(rest.trim().replace(/\?/g, '*'), { timezone: zone ?? timeZone ?? 'UTC', mode: '5-part' });
    return { next: (after) => cron.nextRun(new Date(after))?.getTime() };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether a time zone is known. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

/** Whole seconds, one at least (robfig/cron constantdelay.go). */
function everySchedule(text: string): Schedule | { readonly problem: string } {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|m|s|ms)/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text) {
    return { problem: `failed to parse duration @every ${text}` };
  }
  const ms = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0);
  const delay = Math.max(1000, Math.floor(ms / 1000) * 1000);
  return { next: (after) => Math.floor(after / 1000) * 1000 + delay };
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
