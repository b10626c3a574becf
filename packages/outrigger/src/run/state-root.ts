import { createHash } from 'node:crypto';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../world/make-folder.ts';
import type { Surroundings } from '../world/surroundings.ts';

/** Where pods that run on this machine are kept: the flag, OUTRIGGER_STATE, or the state folder of the user. */
export function stateRoot(flag: string | undefined, env: Surroundings['env']): string {
  const base = env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local/state');
  return flag ?? (env.OUTRIGGER_STATE || join(base, 'outrigger/pods'));
}

/** Where the supervisor of a state folder listens: a short path, because the names of sockets may not be long. */
export function supervisorSocket(root: string, env: Surroundings['env']): string {
  const folder = join(env.XDG_RUNTIME_DIR || tmpdir(), `outrigger-${process.getuid?.() ?? 0}`);
  makeFolder(folder);
  return join(folder, `${createHash('sha256').update(root).digest('hex').slice(0, 16)}.sock`);
}
