import { isLocal, isUnknown, readAddress, type Target } from './target.ts';
import { programName, readWrapper } from './wrapper.ts';

/** What a simple command is for, as far as it has to do with other containers; undefined for anything else. */
export type Meaning =
  /** Asks once whether something answers. */
  | { readonly does: 'probe'; readonly targets: readonly Target[] }
  /** Does not go on until something answers. */
  | { readonly does: 'wait'; readonly targets: readonly Target[]; readonly entry?: string }
  /** Tells a server to end. */
  | { readonly does: 'quit'; readonly target: Target; readonly entry?: string }
  | { readonly does: 'kill'; readonly names: readonly string[] }
  | { readonly does: 'touch'; readonly files: readonly string[] }
  | { readonly does: 'test'; readonly files: readonly string[] }
  | { readonly does: 'sleep' | 'noise' | 'filter' | 'leave' | 'connections' };

/** How requests that end a sidecar look, from the catalog. */
export type IsQuit = (target: Target) => boolean;

/** Reads the words of a command, variables already in place. */
export function commandMeaning(words: readonly string[], isQuit: IsQuit): Meaning | undefined {
  const [first, ...rest] = words;
  const name = programName(first);
  const tcp = words.flatMap((word) => /\/dev\/(?:tcp|udp)\/([^/]+)\/(\d+)/.exec(word) ?? []);
  if (tcp.length > 0) return { does: 'probe', targets: [{ host: tcp[1] ?? '', port: Number(tcp[2]) }] };
  const plain = plainMeanings.get(name);
  if (plain) return { does: plain };
  return readers[name]?.(rest, isQuit) ?? wrapperMeaning(words);
}

const plainMeanings: ReadonlyMap<string, 'sleep' | 'noise' | 'filter' | 'leave' | 'connections'> = new Map([
  ...['echo', 'printf', 'true', ':', 'date', 'let', 'expr', 'logger', 'false'].map((name) => [name, 'noise'] as const),
  ...['sleep', 'usleep'].map((name) => [name, 'sleep'] as const),
  ...['grep', 'egrep', 'cat', 'tee', 'head', 'tail', 'jq', 'sed', 'awk', 'cut', 'tr', 'wc', 'xargs'].map(
    (name) => [name, 'filter'] as const,
  ),
  ...['exit', 'return', 'break', 'continue'].map((name) => [name, 'leave'] as const),
  ...['netstat', 'ss', 'lsof'].map((name) => [name, 'connections'] as const),
]);

type Reader = (rest: readonly string[], isQuit: IsQuit) => Meaning | undefined;

const readers: Readonly<Record<string, Reader>> = {
  curl: (rest, isQuit) =>
    request(
      rest,
      isQuit,
      rest.some((word) => /^--retry-(?:connrefused|all-errors)$/.test(word)),
    ),
  wget: (rest, isQuit) => request(rest, isQuit, rest.includes('--retry-connrefused')),
  http: (rest, isQuit) => request(rest, isQuit, false),
  nc: connection,
  ncat: connection,
  netcat: connection,
  telnet: connection,
  busybox: (rest, isQuit) => commandMeaning(rest, isQuit),
  timeout: (rest, isQuit) => {
    const duration = rest.findIndex((word) => /^\d/.test(word) || word.includes('$'));
    return duration < 0 ? undefined : commandMeaning(rest.slice(duration + 1), isQuit);
  },
  time: (rest, isQuit) => commandMeaning(rest, isQuit),
  command: (rest) => (/^-[vV]$/.test(rest[0] ?? '') ? { does: 'noise' } : undefined),
  pg_isready: (rest) => client(rest, { port: '-p', otherwise: 5432 }),
  psql: (rest) => client(rest, { port: '-p', otherwise: 5432 }),
  mysqladmin: (rest) => client(rest, { port: '-P', otherwise: 3306 }),
  mysql: (rest) => client(rest, { port: '-P', otherwise: 3306 }),
  'redis-cli': (rest) => client(rest, { port: '-p', otherwise: 6379 }),
  grpc_health_probe: (rest) => addressOption(rest, /^--?addr$/),
  test: (rest) => ({ does: 'test', files: testedFiles(rest) }),
  '[': (rest) => ({ does: 'test', files: testedFiles(rest) }),
  touch: (rest) => ({ does: 'touch', files: rest.filter((word) => !word.startsWith('-')) }),
  inotifywait: (rest) => {
    const files = rest.filter((word) => word.startsWith('/'));
    return files.length > 0 ? { does: 'wait', targets: files.map((file) => ({ file })) } : undefined;
  },
  docker: (rest) =>
    /^(?:info|ps|version)$/.test(rest.find((word) => !word.startsWith('-')) ?? '')
      ? { does: 'probe', targets: [{ file: '/var/run/docker.sock' }] }
      : undefined,
  pkill: (rest) => kill(rest),
  killall: (rest) => kill(rest),
  'pilot-agent': (rest) => {
    if (rest[0] === 'wait')
      return { does: 'wait', targets: [{ host: 'localhost', port: 15021 }], entry: 'istio-proxy' };
    if (rest[0] === 'request' && rest.includes('quitquitquit'))
      return { does: 'quit', target: { host: 'localhost', port: 15000, path: '/quitquitquit' } };
    return undefined;
  },
  'cloud-sql-proxy': (rest) =>
    rest[0] === 'shutdown'
      ? { does: 'quit', target: { host: 'localhost', port: 9091, path: '/quitquitquit' }, entry: 'cloud-sql-proxy' }
      : undefined,
  'alloydb-auth-proxy': (rest) =>
    rest[0] === 'shutdown'
      ? { does: 'quit', target: { host: 'localhost', port: 9091, path: '/quitquitquit' }, entry: 'alloydb-auth-proxy' }
      : undefined,
};

function request(rest: readonly string[], isQuit: IsQuit, isPatient: boolean): Meaning | undefined {
  const targets = rest.flatMap((word, index) => {
    const before = rest[index - 1] ?? '';
    // The value of an option: -o /dev/null, -sSo /dev/null, --max-time 2.
    if (
      word.startsWith('-') ||
      /^-[a-zA-Z]*[oXHdmuwAebTOtS]$|^--(?:output|request|header|data.*|max-time|connect-timeout|user|write-out|retry.*|post-.*|tries|timeout|output-document|body-data|method)$/.test(
        before,
      )
    ) {
      // Most clusters of letters are switches; only what looks like a URL is one after them.
      if (!/^https?:\/\//.test(word)) return [];
    }
    if (!/^(?:https?:\/\/|localhost|127\.|\[::1\]|0\.0\.0\.0|\$|:\d)/i.test(word)) return [];
    return readAddress(word) ?? [];
  });
  const ending = targets.find((target) => (isLocal(target.host) || isUnknown(target.host)) && isQuit(target));
  if (ending) return { does: 'quit', target: ending };
  return targets.length > 0 ? { does: isPatient ? 'wait' : 'probe', targets } : undefined;
}

function connection(rest: readonly string[]): Meaning | undefined {
  const plain = rest.filter((word, index) => !word.startsWith('-') && !/^-[a-z]*[wips]$/.test(rest[index - 1] ?? ''));
  const [host, port] = plain;
  if (host === undefined) return undefined;
  if (port === undefined) {
    const address = readAddress(host);
    return address?.port === undefined ? undefined : { does: 'probe', targets: [address] };
  }
  return { does: 'probe', targets: [{ host, ...(/^\d+$/.test(port) ? { port: Number(port) } : {}) }] };
}

/** A database's client. Without a host it talks to a socket of its own container, which is no sidecar. */
function client(
  rest: readonly string[],
  { port: portOption, otherwise }: { readonly port: string; readonly otherwise: number },
): Meaning {
  const host = optionOf(rest, '-h', '--host');
  const port = Number(optionOf(rest, portOption, '--port') ?? otherwise);
  return { does: 'probe', targets: [{ host: host ?? 'a socket', ...(port > 0 ? { port } : {}) }] };
}

function optionOf(words: readonly string[], short: string, long: string): string | undefined {
  for (const [index, word] of words.entries()) {
    if (word === short || word === long) return words[index + 1];
    if (word.startsWith(`${long}=`)) return word.slice(long.length + 1);
    if (word.startsWith(short) && !word.startsWith('--')) return word.slice(short.length);
  }
  return undefined;
}

function addressOption(rest: readonly string[], option: RegExp): Meaning | undefined {
  for (const [index, word] of rest.entries()) {
    const [name = '', value] = word.split('=');
    if (!option.test(name)) continue;
    const address = readAddress(value ?? rest[index + 1] ?? '');
    return address && { does: 'probe', targets: [address] };
  }
  return undefined;
}

function testedFiles(words: readonly string[]): readonly string[] {
  return words.filter((word, index) => /^-[efsSrdpN]$/.test(words[index - 1] ?? '') && word.startsWith('/'));
}

function kill(rest: readonly string[]): Meaning {
  return {
    does: 'kill',
    names: rest.filter(
      (word, index) => !word.startsWith('-') && !/^-(?:s|-signal|u|-user)$/.test(rest[index - 1] ?? ''),
    ),
  };
}

/** A wrapper that starts nothing is only a wait. */
function wrapperMeaning(words: readonly string[]): Meaning | undefined {
  const wrapper = readWrapper(words);
  if (!wrapper || wrapper.inner < words.length) return undefined;
  if (wrapper.targets.length === 0 && wrapper.entry === undefined) return undefined;
  return { does: 'wait', targets: wrapper.targets, ...(wrapper.entry === undefined ? {} : { entry: wrapper.entry }) };
}
