import { existsSync, statSync } from 'node:fs';
import {
  type EventFilter,
  type EventReader,
  type Observation,
  RemoteProblem,
  readOnce,
  remoteReader,
} from '@outrigger/events';
import { badFlag, Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import type { OwnRules } from '../rules/read-own-rules.ts';
import type { SourceFlags } from './flags.ts';
import { lookForNews } from './look-for-news.ts';
import { fileOfStore, openStore } from './open-store.ts';
import { readObjectsFile } from './read-objects-file.ts';

/** Where answers come from. */
export interface Source extends AsyncDisposable {
  readonly reader: EventReader;
  /** What comes from now on; `missed` where some could not be told. */
  readonly tail: (filter: EventFilter, signal: AbortSignal) => AsyncIterable<Observation | 'missed'>;
}

/** Where `outrigger events serve` listens unless it is told otherwise. */
const USUAL_SERVER = 'http://127.0.0.1:8095';

/** Opens the source that the flags name. */
export async function openSource(flags: SourceFlags, surroundings: Surroundings): Promise<Source> {
  const { server, store: name, context, kubeconfig, filename } = flags;
  const { env } = surroundings;
  const isCluster = context !== undefined || kubeconfig !== undefined;
  const given = Object.entries({
    '--store': name !== undefined,
    '--server': server !== undefined,
    [context === undefined ? '--kubeconfig' : '--context']: isCluster,
    '--filename': filename !== undefined,
  }).flatMap(([flag, isGiven]) => (isGiven ? flag : []));
  const [first = '', second] = given;
  if (second !== undefined) throw badFlag(first, `not together with ${second}`);
  if (isCluster || filename !== undefined) {
    const own = await ownRulesOf(flags, surroundings);
    if (filename !== undefined) return await openFile(filename, own, surroundings);
    const { openCluster } = await import('./open-cluster.ts');
    return await openCluster(flags, own, surroundings);
  }
  if (flags.rules !== undefined) {
    const why = 'what was kept has been classified and correlated already, by the rules of the service';
    throw badFlag(
      '--rules',
      why,
      'with -f, --context or --kubeconfig it counts; see --rules and --causes of events serve',
    );
  }
  if (name !== undefined) {
    const file = fileOfStore(name);
    if (file !== undefined && !existsSync(file)) {
      throw badFlag('--store', `there is no ${file}`, 'outrigger events serve makes one');
    }
    // Opened, it would become one.
    if (file !== undefined && statSync(file).size === 0) {
      throw badFlag('--store', `${file} is empty: it is no store`, 'outrigger events serve makes one');
    }
    const store = await openStore(name, '--store', env);
    return {
      reader: store,
      tail: (filter, signal) => lookForNews(store, filter, signal),
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    };
  }
  const url = server ?? env.OUTRIGGER_EVENTS ?? USUAL_SERVER;
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new Failure(`--server: "${url}" is no URL`, { code: 'bad-flag', hint: `write ${USUAL_SERVER}` });
  }
  const remote = remoteReader(url.replace(/\/+$/, ''));
  return { reader: remote, tail: remote.tail, async [Symbol.asyncDispose]() {} };
}

/** Undefined for none. */
async function ownRulesOf({ rules }: SourceFlags, surroundings: Surroundings): Promise<OwnRules | undefined> {
  if (rules === undefined) return undefined;
  const { readOwnRules } = await import('../rules/read-own-rules.ts');
  const own = await readOwnRules(rules, surroundings);
  if (own !== undefined) return own;
  throw new Failure('the rules cannot be used', { code: 'unusable-rules', hint: 'mend what is said above' });
}

/** What kubectl has printed, through all stages; nothing comes after it. */
async function openFile(filename: string, own: OwnRules | undefined, surroundings: Surroundings): Promise<Source> {
  const objects = await readObjectsFile(filename, surroundings);
  const contents = {
    events: objects.filter(({ kind }) => kind === 'Event'),
    objects: objects.filter(({ kind }) => kind !== 'Event'),
  };
  const reader = await readOnce(contents, { ...own, cluster: 'file', now: Date.now() });
  return { reader, async *tail() {}, [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose]() };
}

/** Asks, and says in a command's words why it could not be answered. */
export async function asking<T>(what: () => Promise<T>): Promise<T> {
  try {
    return await what();
  } catch (error) {
    if (!(error instanceof RemoteProblem)) throw error;
    const { problem } = error;
    if (problem !== undefined && problem.status < 500) {
      throw new Failure(error.message, {
        code: problem.code,
        cause: error,
        ...(problem.hint && { hint: problem.hint }),
      });
    }
    throw new Failure(error.message, {
      code: 'no-server',
      exitCode: 3,
      hint: 'start one with outrigger events serve, or name one with --server',
      cause: error,
    });
  }
}
