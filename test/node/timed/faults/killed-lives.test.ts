import { describe, expect, type TestContext, test } from 'vitest';
import { isFullRun } from '../../../effort.ts';
import { describeWithContainerd } from '../../containerd/describe-with-containerd.ts';
import type { Containerd } from '../../containerd/start-containerd.ts';
import { stoppedMaker } from '../../containerd/stopped-maker.ts';
import { judgeLife, judgeUnharmed } from './judge-life.ts';
import { type LifePlan, liveThrough } from './life-of-kills.ts';
import { kill, openPlace, type Place, type RunningCommand, until } from './run-in-process.ts';

/** Every life has a number, which decides all of it. */
const FIRST = Number(process.env.OUTRIGGER_FIRST_LIFE ?? 0);
const LIVES = numbers(isFullRun ? 200 : 7);
const CONTAINER_LIVES = numbers(isFullRun ? 30 : 3);

describe.runIf(process.platform === 'linux')('a pod of processes', () => {
  // Of every four lives one loses its supervisor, and with it its processes.
  test.concurrent.for(LIVES)(
    'life %i: killed at any moment, nothing is lost, doubled or left behind',
    { timeout: 90_000 },
    async (number, context) => {
      const plan = planOf(number, number % 4 === 2 ? 'runtime' : 'command');
      const place = placeOf(context);
      const strike = () => {
        const supervisor = place.supervisor();
        if (plan.victim === 'runtime' && supervisor !== undefined) kill(supervisor);
      };
      const life = await liveThrough(plan, { place, flags: [], strike });
      (plan.victim === 'command' ? judgeUnharmed : judgeLife)(plan, life);
    },
  );
});

describeWithContainerd('a pod of containers', (daemon) => {
  test.concurrent.for(CONTAINER_LIVES)(
    'life %i: its command killed at any moment, nothing is lost, doubled or left behind',
    { timeout: 90_000 },
    async (number, context) => {
      const plan = planOf(number, 'command');
      const place = placeOf(context);
      const flags = ['--driver', 'cri', '--cri', daemon().endpoint];
      judgeUnharmed(plan, await liveThrough(plan, { place, flags, strike: () => {} }));
    },
  );

  test('killed while the runtime starts a container for it, has that started again', {
    timeout: 90_000,
  }, async (context) => {
    const plan: LifePlan = { kind: 'server', victim: 'command', killAfter: [0], stopAfter: 100 };
    const place = placeOf(context);
    const strike = async () => {
      const making = await stoppedMaker(daemon(), 1);
      // The runtime gives it up as soon as it hears of the end of who asked.
      setTimeout(() => process.kill(making, 'SIGCONT'), 300);
    };
    const flags = ['--driver', 'cri', '--cri', daemon().endpoint];
    judgeUnharmed(plan, await liveThrough(plan, { place, flags, strike }));
  });

  test('does not notice that containerd is stopped and started under it', { timeout: 90_000 }, async (context) => {
    const plan: LifePlan = { kind: 'server', victim: 'runtime', killAfter: [0, 700], stopAfter: 100 };
    const place = placeOf(context);
    const strike = async ({ stderr }: RunningCommand) => {
      await until(() => stderr().includes('is Ready'));
      await restart(daemon());
    };
    const flags = ['--driver', 'cri', '--cri', daemon().endpoint];
    judgeUnharmed(plan, await liveThrough(plan, { place, flags, strike }));
  });

  test('of all of them the runtime has nothing', async () => {
    // A shim ends a moment after its sandbox.
    await expect.poll(() => daemon().remains([]), { timeout: 5_000 }).toEqual([]);
  });
});

// One that is stopped in the middle of a call may take it back, or forget it: of a sandbox that containerd 1.6 was making then
// it has no record afterwards, and its shim stays. So it is asked what it knows itself.
describe.runIf(isFullRun)('at any moment', () => {
  describeWithContainerd('a pod whose containerd is stopped and started', (daemon) => {
    test.for(numbers(20))(
      'life %i: nothing is doubled or left behind',
      { timeout: 150_000 },
      async (number, context) => {
        const plan = planOf(number, 'runtime');
        const place = placeOf(context);
        const strike = async () => {
          // Without a runtime it would not begin.
          await until(() => place.owner() !== undefined);
          await restart(daemon());
        };
        const flags = ['--driver', 'cri', '--cri', daemon().endpoint];
        judgeLife(plan, await liveThrough(plan, { place, flags, strike }));
        expect(daemon().ctr('containers', 'ls', '-q')).toEqual([]);
        expect(daemon().ctr('tasks', 'ls', '-q')).toEqual([]);
      },
    );
  });
});

/** Where a test runs commands; one that fails tells what they have said. */
function placeOf({ onTestFinished, onTestFailed }: TestContext): Place {
  const place = openPlace();
  onTestFinished(place.clear);
  onTestFailed(() => void process.stderr.write(place.said()));
  return place;
}

async function restart(daemon: Containerd): Promise<void> {
  await daemon.halt();
  await daemon.resume();
}

function planOf(life: number, victim: LifePlan['victim']): LifePlan {
  const random = randomOf(life);
  const kind = (['job', 'retry', 'server'] as const)[life % 3] ?? 'job';
  const killAfter = Array.from({ length: 1 + Math.floor(random() * 3) }, () => 200 + Math.floor(random() * 2300));
  return { kind, victim, killAfter, stopAfter: 300 + Math.floor(random() * 2000) };
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => FIRST + index);
}

/** mulberry32 */
function randomOf(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
