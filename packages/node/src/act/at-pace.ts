import { setTimeout as delay } from 'node:timers/promises';
import type { MachineSpeed } from '@outrigger/pod';
import type { PodRuntime } from '../runtime/pod-runtime.ts';

/**
 * A runtime whose calls take as long as another's: processes start in no time, and where two things of a Scenario happen
 * within that time the order of a real node shows only at its pace.
 */
export function atPace(runtime: PodRuntime, speed: MachineSpeed): PodRuntime {
  return {
    ...runtime,
    async createSandbox(attempt) {
      await delay(speed.sandbox);
      return runtime.createSandbox(attempt);
    },
    async stopSandbox(id) {
      await delay(speed.stopSandbox);
      return runtime.stopSandbox(id);
    },
    async start(request) {
      await delay(speed.process);
      const started = await runtime.start(request);
      await delay(speed.start - speed.process);
      return started;
    },
    async exec(id, request) {
      await delay(speed.exec);
      return runtime.exec(id, request);
    },
    async stop(id, request) {
      await runtime.stop(id, request);
      await delay(speed.stopped);
    },
  };
}
