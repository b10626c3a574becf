import { readFile } from 'node:fs/promises';
import type { Problem } from '@outrigger/manifest';
import { isSame } from '../../object/is-same.ts';
import type { AuthenticationConfiguration } from './configuration.ts';
import { readConfiguration } from './read-configuration.ts';
import { type StructuredAuthentication, structuredAuthentication } from './structured-authentication.ts';

/** How a file is followed. */
export interface FollowOptions {
  readonly now: () => Date;
  /** Ends early, without an error, when the signal does. */
  readonly delay: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  /** Hears what happens while the server runs: a new configuration, a bad one, a token that is refused. */
  readonly tell: (news: AuthenticationNews) => void;
  /** How often the file is looked at; every second when it is left out. */
  readonly everyMs?: number;
}

/** What happens while a server runs. */
export type AuthenticationNews =
  | { readonly is: 'reloaded' }
  /** The configuration before this one stays. */
  | { readonly is: 'kept'; readonly problems: readonly Problem[] }
  | { readonly is: 'refused'; readonly why: string };

/**
 * Reads an AuthenticationConfiguration, and reads it again whenever the file changes: a bad one does not take the place of a good
 * one (pkg/kubeapiserver/options/authentication.go@1.36). Gives the problems of a file that is bad from the beginning.
 */
export async function followConfiguration(
  file: string,
  options: FollowOptions,
): Promise<StructuredAuthentication | { readonly problems: readonly Problem[] }> {
  const { now, tell } = options;
  const text = await textOf(file);
  const first = text === undefined ? unreadable(file) : await readConfiguration(text, file);
  if ('problems' in first) return first;
  const make = (configuration: AuthenticationConfiguration): StructuredAuthentication => {
    return structuredAuthentication(configuration, { now, tell: (why) => tell({ is: 'refused', why }) });
  };
  let current = make(first.configuration);
  void follow(file, { ...options, text, anonymous: first.configuration.anonymous }, (configuration) => {
    current = make(configuration);
  });
  return {
    userOf: (token) => current.userOf(token),
    allowsAnonymous: (path) => current.allowsAnonymous(path),
  };
}

async function follow(
  file: string,
  options: FollowOptions & {
    readonly text: string | undefined;
    readonly anonymous: AuthenticationConfiguration['anonymous'];
  },
  take: (configuration: AuthenticationConfiguration) => void,
): Promise<void> {
  const { delay, signal, tell, everyMs = 1000, anonymous } = options;
  let { text: seen } = options;
  for (;;) {
    await delay(everyMs, signal);
    if (signal.aborted) return;
    const text = await textOf(file);
    if (text === seen) continue;
    seen = text;
    const read = text === undefined ? unreadable(file) : await readConfiguration(text, file);
    if ('problems' in read) {
      tell({ is: 'kept', problems: read.problems });
      continue;
    }
    if (!isSame(read.configuration.anonymous, anonymous)) {
      const message = 'anonymous: Forbidden: changed from initial configuration file';
      tell({
        is: 'kept',
        problems: [{ code: 'invalid-value', severity: 'error', message, file, path: ['anonymous'] }],
      });
      continue;
    }
    take(read.configuration);
    tell({ is: 'reloaded' });
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

function unreadable(file: string): { readonly problems: readonly Problem[] } {
  return { problems: [{ code: 'unreadable', severity: 'error', message: 'the file cannot be read', file }] };
}
