import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { actOut, type Driver } from '@outrigger/node';
import { FAST, type Kubelet, kubeletOf, kubeletTiming, RECORDED, type Scenario, toRecording } from '@outrigger/pod';
import { printProblems } from '../input/print-problems.ts';
import { readScenarios } from '../input/read-scenarios.ts';
import { admit } from '../life/admit.ts';
import { withHandlers } from '../life/with-handlers.ts';
import { Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { RunFlags } from './flags.ts';
import { openDriver } from './open-driver.ts';

/** How many Scenarios are acted out side by side. Most of the time they wait, but containers take a machine's time to start. */
const AT_ONCE = { process: 40, cri: 8 } as const;
/** How long after one Scenario the next begins, in ms: a machine that starts several sandboxes at once is a slower one. */
const APART = { process: 100, cri: 700 } as const;
/** The golden kubelets were away for about so long when they were restarted, in ms. */
const KUBELET_DOWN = 1400;

/** Acts Scenarios out for real and prints a recording for each; answers with the exit code. */
export async function actScenarios(
  paths: readonly string[],
  flags: RunFlags,
  surroundings: Surroundings,
): Promise<number> {
  const { scenarios, problems } = await readScenarios(paths, surroundings);
  const errors = printProblems(problems, surroundings, flags);
  const kubelet = kubeletOf(flags.kubelet, { timing: flags.timing === 'kubelet' ? kubeletTiming() : FAST });
  if (!kubelet) throw new Failure(`no kubelet "${flags.kubelet}" is known`, { code: 'unknown-kubelet' });
  const root = await mkdtemp(join(tmpdir(), 'outrigger-act-'));
  const openOne = () => openDriver({ ...flags, images: {}, acts: true }, root, surroundings);
  const waiting = [...scenarios.entries()];
  let turn = Promise.resolve();
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, scenario] = next;
      turn = turn.then(() => delay(APART[flags.driver]));
      await turn;
      const recording = await actOne(scenario, { kubelet, flags, openOne, folder: join(root, String(index)) });
      surroundings.stdout.write(`${JSON.stringify(recording)}\n`);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE[flags.driver] }, work));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  return errors > 0 ? 2 : 0;
}

interface Acting {
  readonly kubelet: Kubelet;
  readonly flags: RunFlags;
  readonly openOne: () => Promise<Driver>;
  readonly folder: string;
}

/** A Scenario is given to a 1.36 API server, as the golden ones were. */
async function actOne(scenario: Scenario, { kubelet, flags, openOne, folder }: Acting): Promise<object> {
  const admission = admit(withHandlers(scenario.pod), 36, {});
  if (!admission.admitted) {
    const { name } = scenario;
    const refused = admission.message;
    return { scenario: name, kubelet: `v${kubelet.version}`, observedFor: 0, refused, log: [], status: [], events: [] };
  }
  const isPaced = flags.driver === 'process' && flags.timing === 'kubelet';
  const life = await actOut(
    { ...scenario, pod: admission.pod as Scenario['pod'] },
    {
      kubelet,
      openDriver: openOne,
      folder,
      uid: `${folder.replace(/^.*outrigger-act-/, '').replace(/\W/g, '-')}`,
      kubeletDown: KUBELET_DOWN,
      ...(isPaced && { pace: RECORDED }),
    },
  );
  return toRecording(life);
}
