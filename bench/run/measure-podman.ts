import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localImages } from '../../test/node/containerd/local-images.ts';
import { medians } from './medians.ts';

/** What `podman kube play` and `podman kube down` take for the pod of a file, in ms; throws where podman cannot do it. */
export function measurePodman(file: string, times: number): { readonly play: number; readonly down: number } {
  const folder = mkdtempSync(join(tmpdir(), 'outrigger-podman-'));
  const conf = join(folder, 'containers.conf');
  // Without CAP_SYS_RESOURCE its usual limits of processes and files cannot be set.
  writeFileSync(conf, '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]\n');
  const podman = (...line: readonly string[]): number => {
    const begun = performance.now();
    const { status, stderr, error } = spawnSync(
      'podman',
      ['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), ...line],
      { encoding: 'utf8', env: { ...process.env, CONTAINERS_CONF: conf } },
    );
    if (error) throw new Error('it is missing (Debian: apt-get install podman catatonit)');
    if (status !== 0) throw new Error(`podman ${line.join(' ')}: ${stderr.trim().split('\n').at(-1)}`);
    return performance.now() - begun;
  };
  try {
    const archive = join(folder, 'images.tar');
    podman('--version');
    writeFileSync(archive, localImages());
    podman('load', '-q', '-i', archive);
    const measured: { readonly play: number; readonly down: number }[] = [];
    // The first play makes podman's own pause image.
    for (let n = -1; n < times; n++) {
      const once = { play: podman('kube', 'play', file), down: podman('kube', 'down', file) };
      if (n >= 0) measured.push(once);
    }
    return medians(measured);
  } finally {
    // Mounts of its storage would keep the folder.
    spawnSync('umount', ['-l', join(folder, 'root/overlay')]);
    rmSync(folder, { recursive: true, force: true });
  }
}
