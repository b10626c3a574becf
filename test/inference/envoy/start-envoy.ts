import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { freePort } from '../../free-port.ts';
import { type EnvoySetup, envoyConfig } from './envoy-config.ts';
import { ENVOY } from './install-envoy.ts';

/** For its start on a machine that has other things to do, in ms. */
export const ENVOY_PATIENCE = 60_000;

/** For what comes soon, on such a machine. */
export const PATIENT = { timeout: 20_000 } as const;

/** An Envoy of this test's own. */
export interface Envoy extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
}

/** Starts an Envoy that asks the picker on this port. */
export async function startEnvoy(setup: EnvoySetup): Promise<Envoy> {
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    try {
      return await runEnvoy(envoyConfig({ port, ...setup }), port);
    } catch (error) {
      // Somebody else was quicker to take it.
      if (tries === 3 || !String(error).includes('cannot bind')) throw error;
    }
  }
}

/** Starts an Envoy with a whole configuration that listens on this port. */
export async function runEnvoy(config: object, port: number): Promise<Envoy> {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-envoy-'));
  const path = join(folder, 'envoy.json');
  writeFileSync(path, JSON.stringify(config));
  // No shared memory of another Envoy's, and one worker: the machine is small.
  const flags = ['--disable-hot-restart', '--concurrency', '1', '-l', 'warning', '--component-log-level', 'main:info'];
  const envoy = spawn(ENVOY, ['-c', path, ...flags], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(envoy, 'exit');
  await new Promise<void>((resolve, reject) => {
    let said = '';
    envoy.stderr.on('data', (bytes: Buffer) => {
      said += bytes;
      if (said.includes('starting main dispatch loop')) resolve();
    });
    envoy.on('error', reject);
    envoy.on('exit', (code) => reject(new Error(`Envoy ended with ${code}: ${said}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      envoy.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A suite that needs Envoy. Where there is none it is skipped aloud; in CI that is a failure. */
export function describeWithEnvoy(name: string, suite: () => void): void {
  if (existsSync(ENVOY)) {
    describe(name, suite);
    return;
  }
  const complaint = `SKIPPED ${name}: no Envoy at ${ENVOY} (node test/inference/envoy/install-envoy.ts)`;
  process.stderr.write(`${complaint}\n`);
  if (process.env.CI) {
    test(`${name} has its Envoy`, () => {
      throw new Error(complaint);
    });
  } else test.skip(name, () => {});
}
