import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import type {
  Driver,
  PodPlace,
  PodRuntime,
  RuntimeContents,
  RuntimeWatch,
  StartRequest,
} from '../runtime/pod-runtime.ts';
import { RuntimeFailure } from '../runtime/runtime-failure.ts';
import type { Mount } from '../setup/container-setup.ts';
import type { Listed, Notice } from './protocol.ts';
import { connectSupervisor, type SupervisorClient, type SupervisorPlace } from './supervisor-client.ts';

/** What containers run as processes need to be told. */
export interface ProcessDriverOptions extends SupervisorPlace {
  /** The command that stands for an image, where a container has none of its own. */
  readonly commandOf: (image: string) => readonly string[] | undefined;
  /** Whether an image is to be had; processes need none. */
  readonly hasImage?: (image: string) => boolean;
  /** Whether a command whose time is over holds its probe up until its children have ended, as containerd lets it by default. */
  readonly lingeringExec?: boolean;
  /** Variables that every process gets, such as PATH. */
  readonly env: readonly (readonly [string, string])[];
}

/** Runs containers as processes of this machine: groups of their own, held by a supervisor that outlives the command. */
export async function createProcessDriver(options: ProcessDriverOptions): Promise<Driver> {
  const client = await connectSupervisor(options);
  return {
    name: 'process',
    open: async (place, watch) => openPod({ client, options, place, watch }),
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

interface Opened {
  readonly client: SupervisorClient;
  readonly options: ProcessDriverOptions;
  readonly place: PodPlace;
  readonly watch: RuntimeWatch;
}

function openPod({ client, options, place, watch }: Opened): PodRuntime {
  const pod = place.uid;
  const podIp = loopbackAddress(pod);
  const unlisten = client.listen(pod, (notice: Notice) => {
    if (notice.notice === 'exited') watch.exited(notice.id, notice.end);
    else watch.sandboxLost(notice.sandbox);
  });
  const hasImage = options.hasImage ?? (() => true);
  return {
    async createSandbox(attempt) {
      const sandbox = `${pod}-${attempt}`;
      await client.call({ call: 'hold', pod, sandbox, podIp });
      return { id: sandbox, podIp };
    },
    stopSandbox: (sandbox) => client.call({ call: 'letGo', pod, sandbox }),
    hasImage: async ({ image }) => hasImage(image),
    async pullImage({ image }) {
      if (hasImage(image)) return 0;
      throw new RuntimeFailure(`failed to pull and unpack image "${image}": no registry serves processes`);
    },
    async start(request) {
      const folder = join(place.folder, 'containers', request.id);
      return client.call({
        call: 'start',
        pod,
        id: request.id,
        command: commandOf(request, options),
        folder: prepareFolder(folder, request),
        env: [...options.env, ...hostVariables(place, podIp), ...request.setup.env],
        logPath: request.setup.logPath,
        messagePath: inFolder(folder, request.setup.terminationMessagePath),
        messageFromLog: request.setup.terminationMessagePolicy === 'FallbackToLogsOnError',
      });
    },
    exec: (id, { command, timeoutMs, signal }) =>
      client.call({ call: 'exec', pod, id, command, timeoutMs, lingers: options.lingeringExec ?? false }, signal),
    async stop(id, { signal, graceSeconds }) {
      await client.call({ call: 'stop', pod, id, signal, graceMs: graceSeconds * 1000 });
    },
    crash: (what) => client.call({ call: 'crash', pod, what }),
    async remove(id) {
      await client.call({ call: 'remove', pod, id });
      await rm(join(place.folder, 'containers', id), { recursive: true, force: true });
    },
    async removeAll() {
      await client.call({ call: 'forget', pod });
      await rm(join(place.folder, 'containers'), { recursive: true, force: true });
    },
    inspect: async (): Promise<RuntimeContents> => client.call<Listed>({ call: 'list', pod }),
    async release() {
      unlisten();
    },
  };
}

/** What to run: processes know no image's own command. */
function commandOf({ container, setup }: StartRequest, options: ProcessDriverOptions): readonly string[] {
  const { command, args } = setup;
  const base = command.length > 0 ? command : options.commandOf(container.image);
  if (base) return [...base, ...args];
  throw new RuntimeFailure(
    `container ${container.name} has no command, and a process has no image ${container.image} to take one from`,
    { stage: 'create' },
  );
}

/** The working folder: mounts lie in it under their own paths, since a process has no root of its own. */
function prepareFolder(folder: string, { setup }: StartRequest): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const mount of setup.mounts) link(folder, mount);
  mkdirSync(dirname(inFolder(folder, setup.terminationMessagePath)), { recursive: true });
  if (setup.workingDir === undefined) return folder;
  const working = inFolder(folder, setup.workingDir);
  mkdirSync(working, { recursive: true });
  return working;
}

function link(folder: string, { hostPath, containerPath }: Mount): void {
  const path = inFolder(folder, containerPath);
  mkdirSync(dirname(path), { recursive: true });
  try {
    symlinkSync(hostPath, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function inFolder(folder: string, path: string): string {
  return join(folder, isAbsolute(path) ? path.slice(1) : path);
}

function hostVariables({ name }: PodPlace, podIp: string): readonly (readonly [string, string])[] {
  return [
    ['HOSTNAME', name],
    ['POD_IP', podIp],
  ];
}

/** Each pod has an address of its own on the loopback interface, so that the ports of pods do not clash. */
function loopbackAddress(uid: string): string {
  const [a = 0, b = 0, c = 0] = createHash('sha256').update(uid).digest();
  return `127.${1 + (a % 254)}.${b}.${1 + (c % 254)}`;
}
