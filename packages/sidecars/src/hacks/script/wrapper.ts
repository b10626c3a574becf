import { readAddress, type Target } from './target.ts';

/** A program that starts another one once something is there, or tells something to end after it. */
export interface Wrapper {
  /** `linkerd-await` */
  readonly name: string;
  /** The first of its own words; before it may stand others that only start it, such as `tini --`. */
  readonly from: number;
  /** The first word of the command that it starts; the number of words where it starts none. */
  readonly inner: number;
  /** The catalog entry that it is made for. */
  readonly entry?: string;
  /** What it waits for, where it is told. */
  readonly targets: readonly Target[];
  /** Whether it ends the sidecar, too. */
  readonly ends: boolean;
}

/** Reads a command line that begins with a wrapper. */
export function readWrapper(words: readonly string[]): Wrapper | undefined {
  const from = skipStarters(words);
  const name = programName(words[from]);
  const known = wrappers[name];
  if (!known) return undefined;
  const rest = words.slice(from + 1);
  const read = known.read(rest);
  return read && ({ name, from, entry: known.entry, ends: false, ...read, inner: from + 1 + read.inner } as Wrapper);
}

/** The name of a program without its folder and the ending of a script. */
export function programName(word: string | undefined): string {
  return (word ?? '').replace(/^.*\//, '').replace(/\.(?:sh|bash|py)$/, '');
}

interface Reading {
  /** Counted from the word after the wrapper's name. */
  readonly inner: number;
  readonly targets: readonly Target[];
  readonly ends?: boolean;
}

const wrappers: Readonly<
  Record<string, { readonly entry?: string; readonly read: (rest: readonly string[]) => Reading | undefined }>
> = {
  // linkerd/linkerd-await src/main.rs, v0.3.0
  'linkerd-await': {
    entry: 'linkerd-proxy',
    read: (rest) => {
      const inner = afterOptions(rest, ['-p', '--port', '-b', '--backoff', '-t', '--timeout']);
      const own = rest.slice(0, inner);
      return { inner, targets: [], ends: own.some((word) => word === '--shutdown' || /^-[a-z]*S/.test(word)) };
    },
  },
  // redboxllc/scuttle main.go: every argument is the command.
  scuttle: { entry: 'istio-proxy', read: () => ({ inner: 0, targets: [], ends: true }) },
  'envoy-preflight': { entry: 'envoy', read: () => ({ inner: 0, targets: [], ends: true }) },
  // karlkfi/kubexit cmd/kubexit/main.go: environment variables only, every argument is the command.
  kubexit: { read: () => ({ inner: 0, targets: [], ends: true }) },
  'wait-for-it': { read: (rest) => addressThenDashes(rest, ['-h', '--host', '-p', '--port', '-t', '--timeout']) },
  'wait-for': { read: (rest) => addressThenDashes(rest, ['-t', '--timeout']) },
  waitforit: { read: (rest) => addressThenDashes(rest, ['-t', '--timeout']) },
  'wait-for-port': { read: (rest) => addressThenDashes(rest, ['--timeout', '--host']) },
  'wait-port': { read: (rest) => addressThenDashes(rest, ['-t', '--timeout']) },
  // wait4x/wait4x: a subcommand, addresses, options, then -- and the command
  wait4x: { read: (rest) => addressThenDashes(rest.slice(1), ['-t', '--timeout', '-i', '--interval'], 1) },
  // jwilder/dockerize: it also renders templates and follows logs, which are no business of ours.
  dockerize: {
    read: (rest) => {
      const inner = afterOptions(rest, [
        '-wait',
        '--wait',
        '-timeout',
        '--timeout',
        '-wait-retry-interval',
        '--wait-retry-interval',
      ]);
      const own = rest.slice(0, inner);
      if (own.some((word) => /^--?(?:template|stdout|stderr|delims|env|no-overwrite|poll)/.test(word)))
        return undefined;
      const targets = own.flatMap((word, index) => {
        const address = /^--?wait=(.*)/.exec(word)?.[1] ?? (/^--?wait$/.test(own[index - 1] ?? '') ? word : undefined);
        return address === undefined ? [] : (readAddress(address) ?? []);
      });
      return targets.length > 0 ? { inner, targets } : undefined;
    },
  },
  'wait-for-istio': { entry: 'istio-proxy', read: (rest) => ({ inner: afterDashes(rest) ?? 0, targets: [] }) },
  'wait-for-envoy': { entry: 'istio-proxy', read: (rest) => ({ inner: afterDashes(rest) ?? 0, targets: [] }) },
};

/** Programs that start the command after them as it is, with the options that take a value. */
const starters: Readonly<Record<string, readonly string[]>> = {
  tini: ['-p', '-e'],
  'dumb-init': ['-r', '--rewrite'],
  catatonit: [],
  exec: ['-a'],
  nohup: [],
};

function skipStarters(words: readonly string[]): number {
  let at = 0;
  for (;;) {
    const valued = starters[programName(words[at])];
    if (!valued) return at;
    at += 1 + afterOptions(words.slice(at + 1), valued);
  }
}

/** The first word that is no option of a program; `--` ends them. */
function afterOptions(words: readonly string[], valued: readonly string[]): number {
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    if (word === '--') return at + 1;
    if (!word.startsWith('-')) return at;
    at += valued.includes(word) ? 2 : 1;
  }
  return words.length;
}

function afterDashes(words: readonly string[]): number | undefined {
  const dashes = words.indexOf('--');
  return dashes < 0 ? undefined : dashes + 1;
}

function addressThenDashes(words: readonly string[], valued: readonly string[], skipped = 0): Reading {
  const inner = afterDashes(words) ?? words.length;
  const own = words.slice(0, inner);
  const host = optionValue(own, ['-h', '--host']);
  const port = Number(optionValue(own, ['-p', '--port']));
  const named = host !== undefined && port > 0 ? [{ host, port }] : [];
  const plain = own.filter((word, index) => !word.startsWith('-') && !valued.includes(own[index - 1] ?? ''));
  const addresses = plain.flatMap((word) => (/[:/]/.test(word) ? (readAddress(word) ?? []) : []));
  const pairs = plain.flatMap((word, index) =>
    /^\d+$/.test(word) && index > 0 ? [{ host: plain[index - 1] ?? '', port: Number(word) }] : [],
  );
  return { inner: inner + skipped, targets: [...named, ...addresses, ...pairs] };
}

function optionValue(words: readonly string[], names: readonly string[]): string | undefined {
  const at = words.findIndex((word) => names.includes(word.replace(/=.*/, '')));
  if (at < 0) return undefined;
  const word = words[at] ?? '';
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : words[at + 1];
}
