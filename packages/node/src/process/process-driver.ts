import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { IPod } from 'kubernetes-models/v1';
import type {
  ContainerEnd,
  Driver,
  PodPlace,
  PodRuntime,
  RuntimeContents,
  RuntimeWatch,
  StartRequest,
} from '../runtime/pod-runtime.ts';
import { RuntimeFailure } from '../runtime/runtime-failure.ts';
import { otherUser } from './other-user.ts';
import type { Listed } from './protocol.ts';
import { reachProcesses } from './reach/reach-processes.ts';
import { connectSupervisor, type SupervisorClient, type SupervisorPlace } from './supervisor-client.ts';
import { inFolder, makeWorkingFolder } from './working-folder.ts';

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
    runtime: 'outrigger process',
    // Commands stand for images here; nothing is kept of them.
    images: async () => [],
    reach: reachProcesses,
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
  /** What this command knows to be there; a supervisor that is killed takes it along. */
  const sandboxes = new Set<string>();
  const running = new Set<string>();
  const exited = (id: string, end: ContainerEnd) => {
    running.delete(id);
    watch.exited(id, end);
  };
  const lose = (sandbox: string) => {
    if (sandboxes.delete(sandbox)) watch.sandboxLost(sandbox);
  };
  const unlisten = client.listen(pod, {
    heard(notice) {
      if (notice.notice === 'exited') exited(notice.id, notice.end);
      else lose(notice.sandbox);
    },
    recovered(contents) {
      const found = new Map(contents.containers.map((container) => [container.id, container]));
      for (const id of running) {
        const container = found.get(id);
        if (container?.running) continue;
        // How it ended nobody saw (pkg/kubelet/status: ContainerStatusUnknown).
        exited(id, container?.end ?? { at: Date.now(), exitCode: 137, reason: 'ContainerStatusUnknown' });
      }
      const ready = contents.sandboxes.filter((sandbox) => sandbox.ready).map(({ id }) => id);
      for (const sandbox of sandboxes) if (!ready.includes(sandbox)) lose(sandbox);
    },
  });
  const hasImage = options.hasImage ?? (() => true);
  return {
    async createSandbox(attempt) {
      const sandbox = `${pod}-${attempt}`;
      await client.call({ call: 'hold', pod, sandbox, podIp });
      sandboxes.add(sandbox);
      return { id: sandbox, podIp };
    },
    async stopSandbox(sandbox) {
      sandboxes.delete(sandbox);
      await client.call({ call: 'letGo', pod, sandbox });
    },
    hasImage: async ({ image }) => hasImage(image),
    async pullImage({ image }) {
      if (hasImage(image)) return 0;
      throw new RuntimeFailure(`failed to pull and unpack image "${image}": no registry serves processes`);
    },
    async start(request) {
      refuseOtherUser(place.pod as IPod, request);
      const folder = join(place.folder, 'containers', request.id);
      const spec = {
        command: commandOf(request, options),
        folder: makeWorkingFolder(folder, request.setup),
        env: [...options.env, ...hostVariables(place, podIp), ...request.setup.env],
        logPath: request.setup.logPath,
        messagePath: inFolder(folder, request.setup.terminationMessagePath),
        messageFromLog: request.setup.terminationMessagePolicy === 'FallbackToLogsOnError',
      };
      running.add(request.id);
      return client
        .call<{ readonly startedAt: number }>({ call: 'start', pod, id: request.id, sandbox: request.sandbox, ...spec })
        .catch((error) => {
          running.delete(request.id);
          throw error;
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
      const forget = () => client.call({ call: 'forget', pod });
      // A supervisor that is killed just now is followed by another, which finds what is left.
      await forget().catch(forget);
      await rm(join(place.folder, 'containers'), { recursive: true, force: true });
    },
    async inspect(): Promise<RuntimeContents> {
      const contents = await client.call<Listed>({ call: 'list', pod });
      for (const { id, ready } of contents.sandboxes) if (ready) sandboxes.add(id);
      for (const { id, running: runs } of contents.containers) if (runs) running.add(id);
      return contents;
    },
    async release() {
      unlisten();
    },
  };
}

/** Never as another user than asked: a process is this command's user, whoever its container wants to be. */
function refuseOtherUser(pod: IPod, { container: { name } }: StartRequest): void {
  const uid = process.getuid?.();
  const { initContainers = [], containers = [], ephemeralContainers = [] } = pod.spec ?? {};
  const container = [...initContainers, ...containers, ...ephemeralContainers].find((each) => each.name === name);
  const other = uid === undefined || !container ? undefined : otherUser(pod, container, uid);
  if (other) throw new RuntimeFailure(`container ${name} ${other.says}, and its process would run as user ${uid}`);
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
