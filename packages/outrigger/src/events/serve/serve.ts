import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createClient, loadAccess, machineClock, networkTransport } from '@outrigger/cluster';
import { type ClusterConfiguration, createClassifier, runService, type StoreWorkers } from '@outrigger/events';
import { reaching } from '../../live/reaching.ts';
import { onInterrupt } from '../../run/on-interrupt.ts';
import { stateRoot } from '../../run/state-root.ts';
import { Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { openStore } from '../ask/open-store.ts';
import { oneLine } from '../print/safe.ts';
import { bufferFor, isShared } from './buffer-for.ts';
import { chooseConfiguration } from './choose-configuration.ts';
import { followCauses } from './follow-causes.ts';
import { followRules } from './follow-rules.ts';
import { keepHeapSmall } from './keep-heap-small.ts';

/** What the flags of `outrigger events serve` hold. */
export interface ServeFlags {
  readonly config?: string;
  readonly context?: readonly string[];
  readonly kubeconfig?: string;
  readonly namespace?: readonly string[];
  readonly fieldSelector?: string;
  readonly store?: string;
  readonly workers?: StoreWorkers;
  readonly rules?: string;
  readonly causes?: readonly string[];
  readonly port?: number;
  readonly health?: string;
  readonly leases?: string;
}

/** Runs `outrigger events serve` until it is told to end, and answers with its exit code. */
export async function serve(flags: ServeFlags, surroundings: Surroundings): Promise<number> {
  const { stdout, stderr, env } = surroundings;
  const configuration = await chooseConfiguration(flags, surroundings);
  if (configuration === undefined) return 2;
  const classifier = createClassifier();
  const file = flags.rules ?? configuration.rules;
  using rules = file === undefined ? undefined : await followRules(file, classifier, surroundings);
  if (file !== undefined && rules === undefined) return 2;
  using causes = await followCauses(flags.causes ?? configuration.causes ?? [], surroundings);
  if (causes === undefined) return 2;
  using _heap = keepHeapSmall(env);
  const ending = new AbortController();
  using _ = onInterrupt(() => ending.abort());
  const connect = async ({ context, kubeconfig }: Pick<ClusterConfiguration, 'context' | 'kubeconfig'>) => {
    const access = await loadAccess({ context, kubeconfig: kubeconfig ?? flags.kubeconfig, env });
    return createClient({ transport: networkTransport(access), userAgent: 'outrigger-events' });
  };
  for (const { name, fieldSelector } of configuration.clusters) {
    if (fieldSelector === undefined) continue;
    stderr.write(
      oneLine(`cluster ${name}: only Events with ${fieldSelector} are read; counts and incidents know of no others`),
    );
    stderr.write('\n');
  }
  // Who has no kubeconfig hears of it before anything listens.
  for (const cluster of configuration.clusters) await reaching(() => connect(cluster));
  const name = configuration.store ?? usualStore(env);
  const onTrouble = (what: string, error: unknown): void =>
    stderr.write(`${oneLine(`${what}: ${(error as Error).message}`)}; trying again\n`);
  await using store = bufferFor(await openStore(name, '--store', env, configuration.workers ?? 'questions'), {
    name,
    buffer: configuration.buffer,
    env,
    onTrouble: (error) => onTrouble('the store', error),
  });
  const refused = await reaching(() =>
    runService(
      {
        configuration,
        store,
        isShared: isShared(name),
        classifier,
        rules: causes.rules,
        connect,
        clock: machineClock,
        run: env.POD_NAME ?? `${hostname()}-${randomBytes(4).toString('hex')}`,
        onListening(url, health) {
          const others = health === undefined ? '' : `   health and metrics: ${health}`;
          stdout.write(`ready: ${url}${others}\n`);
        },
        onTrouble,
      },
      ending.signal,
    ),
  );
  if (refused === undefined) return 0;
  throw new Failure(`nothing can listen there: ${refused.detail}`, {
    code: refused.refused,
    exitCode: 3,
    hint: 'choose another port with --port',
  });
}

/** Beside the pods that run here. */
function usualStore(env: Surroundings['env']): string {
  const folder = join(stateRoot(undefined, env), '..');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, 'events.sqlite');
}
