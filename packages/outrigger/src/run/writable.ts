import { Failure } from '../world/failure.ts';

/** Without a place to write to no pod is begun. */
export function writable<T>(root: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new Failure(`pods cannot be kept in ${root}: ${(error as Error).message}`, {
      code: 'state-not-writable',
      exitCode: 3,
      hint: 'choose another folder with --state or OUTRIGGER_STATE',
      cause: error,
    });
  }
}
