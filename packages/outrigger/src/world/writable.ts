import { Failure } from './failure.ts';

/** Does what needs a place to write to; where the system refuses it, `message` and `hint` say what cannot be done, and what can. */
export function writable<T>({ message, hint }: { readonly message: string; readonly hint: string }, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new Failure(`${message}: ${(error as Error).message}`, {
      code: 'state-not-writable',
      exitCode: 3,
      hint,
      cause: error,
    });
  }
}
