import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CNI_PLUGINS } from '../install-containerd.ts';
import { localImages } from './local-images.ts';

/** A containerd of our own, which meets no other on this machine. */
export interface Containerd {
  /** `unix:///tmp/…/containerd.sock` */
  readonly endpoint: string;
  /** Ends the daemon; containers run on. */
  readonly halt: () => Promise<void>;
  /** Starts it again. */
  readonly resume: () => Promise<void>;
  /** What ctr says, in lines. */
  readonly ctr: (...parameters: readonly string[]) => readonly string[];
  /** Whatever there is of containers, sandboxes, their networks, mounts and cgroups; of `ids` only for cgroups. */
  readonly remains: (ids: readonly string[]) => readonly string[];
  /** Ends the daemon and everything that was started by it, and removes its files. */
  readonly stop: () => Promise<void>;
}

/** Starts containerd with its own root, state, socket and network, and gives it the local images. */
export async function startContainerd(): Promise<Containerd> {
  const home = mkdtempSync(join(tmpdir(), 'outrigger-containerd-'));
  const network = networkOf(process.pid);
  const socket = join(home, 'containerd.sock');
  writeConfiguration(home, socket, network);

  let daemon: ChildProcess | undefined;
  const ctr = (...parameters: readonly string[]) => {
    const { stdout, stderr, status } = spawnSync('ctr', ['-a', socket, '-n', 'k8s.io', ...parameters], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`ctr ${parameters.join(' ')}: ${stderr}`);
    return stdout.split('\n').filter((line) => line !== '');
  };
  const resume = async () => {
    const log = openSync(join(home, 'containerd.log'), 'a');
    daemon = spawn('containerd', ['-c', join(home, 'config.toml')], { stdio: ['ignore', log, log] });
    await until(
      () => spawnSync('ctr', ['-a', socket, 'version']).status === 0,
      `containerd answers, see ${home}/containerd.log`,
    );
  };
  const halt = async () => {
    if (!daemon || daemon.exitCode !== null) return;
    const ended = once(daemon, 'exit');
    daemon.kill('SIGTERM');
    await ended;
  };
  await resume();
  const archive = join(home, 'images.tar');
  writeFileSync(archive, localImages());
  ctr('images', 'import', archive);
  rmSync(archive);
  // The CRI hears of images by an event, and then marks them as its own.
  await until(
    () => ctr('images', 'ls').filter((line) => /^localhost.*io\.cri-containerd\.image=managed/.test(line)).length === 5,
    'images',
  );

  return {
    endpoint: `unix://${socket}`,
    halt,
    resume,
    ctr,
    remains: (ids) => [
      ...ctr('containers', 'ls', '-q').map((id) => `container ${id}`),
      ...shims(socket).map((pid) => `shim ${pid}`),
      ...mountsUnder(home).map((path) => `mount ${path}`),
      ...addresses(home).map((address) => `address ${address}`),
      ...links(network.bridge).map((name) => `link ${name}`),
      ...cgroups(ids).map((path) => `cgroup ${path}`),
    ],
    async stop() {
      await halt();
      for (const pid of shims(socket)) process.kill(pid, 'SIGKILL');
      for (const path of mountsUnder(home)) spawnSync('umount', ['-l', path]);
      spawnSync('ip', ['link', 'delete', network.bridge]);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Network {
  readonly bridge: string;
  readonly subnet: string;
}

/** Suites run beside each other, each in a process of its own. */
function networkOf(pid: number): Network {
  return { bridge: `outr${pid}`, subnet: `10.${211 + (pid % 40)}.${(pid >> 6) % 256}.0/24` };
}

function writeConfiguration(home: string, socket: string, { bridge, subnet }: Network): void {
  mkdirSync(join(home, 'net.d'));
  const list = {
    cniVersion: '0.4.0',
    name: bridge,
    plugins: [
      {
        type: 'bridge',
        bridge,
        isGateway: true,
        ipam: { type: 'host-local', dataDir: join(home, 'addresses'), ranges: [[{ subnet }]] },
      },
      { type: 'portmap', capabilities: { portMappings: true }, snat: false },
    ],
  };
  writeFileSync(join(home, 'net.d', '10-outrigger.conflist'), JSON.stringify(list));
  writeFileSync(join(home, 'config.toml'), configuration(home, socket));
}

/** What is not said stays as Debian's containerd has it. */
function configuration(home: string, socket: string): string {
  return `version = 2
root = "${home}/root"
state = "${home}/state"

[grpc]
address = "${socket}"

[ttrpc]
address = "${socket}.ttrpc"

[plugins."io.containerd.internal.v1.opt"]
path = "${home}/opt"

[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "localhost/pause:1"
# Without CAP_SYS_RESOURCE a sandbox's OOM score cannot be lowered.
restrict_oom_score_adj = true
netns_mounts_under_state_dir = true

[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "${CNI_PLUGINS}"
conf_dir = "${home}/net.d"
`;
}

/** Looks until something is so; real daemons have no clock to turn. */
async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (isSo()) return;
    await delay(20);
  }
  throw new Error(`waited in vain: ${what}`);
}

function shims(socket: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => commandOf(pid).some((word) => word === socket) && commandOf(pid)[0]?.includes('containerd-shim'));
}

function commandOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function mountsUnder(folder: string): readonly string[] {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((path) => path.startsWith(`${folder}/`))
    .reverse();
}

function addresses(home: string): readonly string[] {
  const folder = join(home, 'addresses');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\/\d+\.\d+\.\d+\.\d+$/.test(name),
  );
}

function links(bridge: string): readonly string[] {
  const { stdout } = spawnSync('ip', ['-o', 'link', 'show', 'master', bridge], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line !== '');
}

/** Cgroups named after containers, in every hierarchy. */
function cgroups(ids: readonly string[]): readonly string[] {
  const { stdout } = spawnSync('find', ['/sys/fs/cgroup', '-type', 'd', '-path', '*k8s.io*'], { encoding: 'utf8' });
  return stdout.split('\n').filter((path) => ids.some((id) => path.includes(id)));
}
