import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { ENGINE_PROFILES, type EngineProfile, type ModelServer, serveModel } from '@outrigger/inference';
import { onInterrupt } from '../../run/on-interrupt.ts';
import { badFlag, Failure } from '../../world/failure.ts';
import type { Surroundings } from '../../world/surroundings.ts';

/** What the flags of `outrigger inference model-server` hold. */
export interface ModelServerFlags {
  readonly port?: number;
  readonly address: string;
  readonly servers?: number;
  readonly model: string;
  readonly adapters?: string;
  readonly engine: string;
  readonly speed?: string;
  readonly seed?: number;
}

/** Runs `outrigger inference model-server` until it is told to end, and answers with its exit code. */
export async function modelServer(flags: ModelServerFlags, { stdout, stderr }: Surroundings): Promise<number> {
  const { address, port: first = 8000, servers: many = 1, seed = 1 } = flags;
  const speed = Number(flags.speed ?? 1);
  if (!(speed > 0)) throw badFlag('--speed', `${flags.speed} is no number above 0`);
  if (first > 65_535) throw badFlag('--port', `there is no port ${first}`, 'ports go to 65535');
  if (many < 1) throw badFlag('--servers', 'at least one is needed');
  if (first + many > 65_536) throw badFlag('--servers', `from port ${first} on there are no ${many} ports`);
  const ending = new AbortController();
  const servers: ModelServer[] = [];
  // An answer may take minutes: who asks again after being told of it does not wait. One Ctrl-C may come twice, from the terminal and from npx.
  let isTold = false;
  let isBroken = false;
  using _ = onInterrupt(() => {
    isBroken = isTold;
    if (isTold) for (const server of servers) server.breakOff();
    ending.abort();
  });
  try {
    for (let at = 0; at < many; at++) {
      const port = first === 0 ? 0 : first + at;
      servers.push(
        await serveModel({
          host: address,
          port,
          model: flags.model,
          adapters: (flags.adapters ?? '').split(',').filter((each) => each !== ''),
          engine: ENGINE_PROFILES.find(({ name }) => name === flags.engine) as EngineProfile,
          seed: seed + at,
          speed,
        }),
      );
    }
  } catch (error) {
    await Promise.all(servers.map((server) => server.close()));
    throw new Failure(`nothing can listen there: ${(error as Error).message}`, {
      code: (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'address-in-use' : 'address-refused',
      exitCode: 3,
      hint: 'choose another port with --port',
    });
  }
  const host = address.includes(':') ? `[${address}]` : address;
  stdout.write(`ready: ${servers.map(({ port }) => `http://${host}:${port}`).join(' ')}\n`);
  if (!ending.signal.aborted) await once(ending.signal, 'abort');
  const closed = Promise.all(servers.map((server) => server.close()));
  const isIdle = await Promise.race([closed.then(() => true), setImmediate(false)]);
  if (!isIdle) {
    isTold = true;
    stderr.write('answers under way come to their end; Ctrl-C again breaks them off\n');
  }
  await closed;
  return isBroken ? 130 : 0;
}
