/** A flag of a command, as data. */
export interface Flag {
  /** `-o, --output <FORMAT>`, `--no-headers`. */
  readonly flags: string;
  readonly description: string;
  /** `many`: one value each time it is given; `count`: a whole number; `rest`: all words up to the next flag. */
  readonly takes: 'nothing' | 'one' | 'many' | 'count' | 'rest';
  readonly choices?: readonly string[];
  readonly default?: string;
}

/** The long name of a flag with its dashes: `--output`. */
export function longName({ flags }: Flag): string {
  return /--[a-z-]+/.exec(flags)?.[0] ?? flags;
}

/** The letter of a flag with its dash, if it has one: `-o`. */
export function shortName({ flags }: Flag): string | undefined {
  return /^-[A-Za-z](?=,)/.exec(flags)?.[0];
}

/** The key under which a flag's value is found: `gracePeriod` for `--grace-period`, `headers` for `--no-headers`. */
export function keyOf(flag: Flag): string {
  return longName(flag)
    .replace(/^--(?:no-)?/, '')
    .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
