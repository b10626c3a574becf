import { runPicker } from '@outrigger/inference';
import { onInterrupt } from '../../run/on-interrupt.ts';
import { badFlag, Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { policies } from './policies.ts';
import { readAddress } from './read-address.ts';
import { readEndpoints } from './read-endpoints.ts';
import { recorded } from './recorded.ts';

/** What the flags of `outrigger inference serve` hold. */
export interface ServeFlags {
  readonly endpoints?: string;
  readonly extProc?: string;
  readonly policy: keyof typeof policies;
  readonly decisions?: string;
}

/** Runs `outrigger inference serve` until it is told to end, and answers with its exit code. */
export async function serve(flags: ServeFlags, { stdout, stderr }: Surroundings): Promise<number> {
  if (flags.endpoints === undefined) throw badFlag('--endpoints', 'no pool is named', 'name model servers by ip:port');
  const ending = new AbortController();
  using _ = onInterrupt(() => ending.abort());
  await using recording = recorded(policies[flags.policy](), flags.decisions, (text) => stderr.write(text));
  const refused = await runPicker(
    {
      endpoints: readEndpoints(flags.endpoints),
      policy: recording.policy,
      extProc: readAddress('--ext-proc', flags.extProc ?? '127.0.0.1:9002'),
      onListening: (address) => stdout.write(`ready: ext_proc on ${address}\n`),
    },
    ending.signal,
  );
  if (refused === undefined) return 0;
  throw new Failure(`nothing can listen there: ${refused.detail}`, {
    code: refused.refused,
    exitCode: 3,
    hint: 'choose another address with --ext-proc',
  });
}
