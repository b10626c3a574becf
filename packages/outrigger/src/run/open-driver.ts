import { createCriDriver, createProcessDriver, type Driver, RuntimeFailure } from '@outrigger/node';
import { Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import { commandOf } from './image-commands.ts';
import { supervisorSocket } from './state-root.ts';

/** Which driver, and what it needs; plain data, which is kept with the pod. */
export interface DriverChoice {
  readonly driver: 'process' | 'cri';
  readonly cri: string;
  readonly images: Readonly<Record<string, readonly string[]>>;
  /** Scenarios are acted out: with the images of the golden machine, and with its ways. */
  readonly acts?: boolean;
  /** Whether an image is to be had; processes need none. */
  readonly hasImage?: (image: string) => boolean;
}

/** Opens the driver of pods that are kept below a folder. */
export async function openDriver(choice: DriverChoice, root: string, { env }: Surroundings): Promise<Driver> {
  if (choice.driver === 'cri') return openCri(choice);
  return createProcessDriver({
    socket: supervisorSocket(root, env),
    start: supervisorCommand(),
    commandOf: commandOf(choice.images),
    ...(choice.hasImage && { hasImage: choice.hasImage }),
    ...(choice.acts && { hasImage: (image: string) => GOLDEN_IMAGES.includes(image), lingeringExec: true }),
    env: [
      ['PATH', env.PATH ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      ['HOME', env.HOME ?? '/'],
    ],
  });
}

async function openCri({ cri, acts }: DriverChoice): Promise<Driver> {
  try {
    return await createCriDriver({ endpoint: cri, lingeringExec: acts === true });
  } catch (error) {
    if (!(error instanceof RuntimeFailure)) throw error;
    throw new Failure(`no container runtime answers at ${cri}: ${error.message}`, {
      code: 'no-runtime',
      exitCode: 3,
      hint: 'start containerd or CRI-O, say with --cri where it listens, or run processes: --driver process',
      cause: error,
    });
  }
}

const GOLDEN_IMAGES = ['localhost/busybox:1', 'localhost/busybox:2'];

/** From the bundle, or in a clone from the sources. */
function supervisorCommand(): readonly string[] {
  return import.meta.url.endsWith('.ts')
    ? [
        process.execPath,
        '--conditions=@outrigger/source',
        new URL('../../../node/src/process/supervisor/main.ts', import.meta.url).pathname,
      ]
    : [process.execPath, new URL('./supervisor.js', import.meta.url).pathname];
}
