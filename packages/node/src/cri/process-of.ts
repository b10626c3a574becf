import { readFile } from 'node:fs/promises';

/**
 * The first process of a container or sandbox on this machine, as a verbose status tells it; undefined where it is none of this
 * machine's, because the runtime runs in a PID namespace of its own. containerd and CRI-O both write JSON with a `pid`.
 */
export async function processOf(id: string, verboseInfo: string | undefined): Promise<number | undefined> {
  const pid = pidIn(verboseInfo);
  // The number may mean another process here; a container's cgroup is named after it.
  const cgroups = pid === undefined ? '' : await readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => '');
  return cgroups.includes(id) ? pid : undefined;
}

function pidIn(info: string | undefined): number | undefined {
  try {
    const value = JSON.parse(info ?? '{}') as { readonly pid?: unknown };
    return typeof value.pid === 'number' && value.pid > 1 ? value.pid : undefined;
  } catch {
    return undefined;
  }
}
