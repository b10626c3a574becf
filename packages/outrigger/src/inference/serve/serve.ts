import { type Policy, readPickerConfiguration, runPicker, tellScores } from '@outrigger/inference';
import { readConfigFile } from '../../input/read-config-file.ts';
import { onInterrupt } from '../../run/on-interrupt.ts';
import { Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { policyOfFile } from '../policy/policy-of-file.ts';
import { changingFiles } from './changing-files.ts';
import { choosePool, type PoolFlags } from './choose-pool.ts';
import { every } from './every.ts';
import { followChanges } from './follow-changes.ts';
import { keepYoungSmall } from './keep-young-small.ts';
import { policies } from './policies.ts';
import { readAddress } from './read-address.ts';
import { readCertificate } from './read-certificate.ts';
import { readMegabytes } from './read-megabytes.ts';
import { readMetricsPlace } from './read-metrics-place.ts';
import { recording } from './recording.ts';
import { sayEjection } from './say-ejection.ts';

/** What the flags of `outrigger inference serve` hold. */
export interface ServeFlags extends PoolFlags {
  readonly extProc?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly modelHeaders?: boolean;
  readonly policy: keyof typeof policies;
  readonly policyFile?: string;
  readonly decisions?: string;
  readonly endpointScores?: boolean;
  readonly config?: string;
  readonly bodyMemory: string;
  readonly metrics?: string;
  readonly serverMetrics?: string;
}

/** Runs `outrigger inference serve` until it is told to end, and answers with its exit code. */
export async function serve(flags: ServeFlags, surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  const extProc = readAddress('--ext-proc', flags.extProc ?? '127.0.0.1:9002');
  const certificate = readCertificate(flags);
  const mostHeldBytes = readMegabytes('--body-memory', flags.bodyMemory);
  const metrics = flags.metrics === undefined ? undefined : readAddress('--metrics', flags.metrics);
  const serverMetrics = flags.serverMetrics === undefined ? undefined : readMetricsPlace(flags.serverMetrics);
  const configuration = await readConfigFile(flags.config, readPickerConfiguration, surroundings);
  if (!configuration) return 2;
  using pool = await choosePool(flags, surroundings);
  if (!pool) return 2;
  const ending = new AbortController();
  // A stream may take minutes: who asks again after being told of it does not wait. One Ctrl-C may come twice, from the terminal and from npx.
  const breaking = new AbortController();
  let isTold = false;
  using _ = onInterrupt(() => {
    if (isTold) breaking.abort();
    ending.abort();
  });
  const say = (text: string) => stderr.write(text);
  const { policyFile } = flags;
  const chosen =
    policyFile === undefined
      ? { policy: policies[flags.policy](), modules: [] }
      : await policyOfFile(policyFile, surroundings);
  if (!chosen) return 2;
  if (flags.config !== undefined && chosen.admission)
    stderr.write(`warning: what ${policyFile} says of admission is not in force: ${flags.config} says it\n`);
  await using decisions = recording(flags.decisions, say);
  const inForce = (policy: Policy) => decisions.record(flags.endpointScores ? tellScores(policy) : policy);
  keepYoungSmall();
  let following = Promise.resolve();
  let unfollow = () => {};
  using _followed = { [Symbol.dispose]: () => unfollow() };
  const refused = await runPicker(
    {
      follow(hear) {
        following = pool.follow(hear, ending.signal);
        // A pool that cannot be followed ends the picker, and is told below.
        following.catch(() => ending.abort());
      },
      serverMetrics,
      policy: inForce(chosen.policy),
      extProc: { ...extProc, ...(certificate && { certificate }) },
      namesModels: flags.modelHeaders ?? false,
      admission: flags.config === undefined ? (chosen.admission ?? configuration.admission) : configuration.admission,
      ejection: configuration.ejection,
      onEjection: (news) => say(sayEjection(news)),
      onChanges(take) {
        unfollow = followChanges(changingFiles(flags, chosen.modules, inForce, surroundings), take, { every, say });
      },
      mostHeldBytes,
      metrics: metrics && { ...metrics, pool: flags.pool ?? 'default' },
      onListening: (address, told) =>
        stdout.write(`ready: ext_proc on ${address}${told === undefined ? '' : `, metrics on ${told}`}\n`),
      onDraining() {
        isTold = true;
        stderr.write('requests under way come to their end; Ctrl-C again breaks them off\n');
      },
      breakOff: breaking.signal,
    },
    ending.signal,
  );
  if (refused === undefined) {
    await following;
    return breaking.signal.aborted ? 130 : 0;
  }
  throw new Failure(`nothing can listen there: ${refused.detail}`, {
    code: refused.refused,
    exitCode: 3,
    hint: 'choose another address with --ext-proc or --metrics',
  });
}
