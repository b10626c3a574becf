import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { Failure } from '../world/failure.ts';

/** Runs a command that has the cluster as its own, and answers with its exit code; 128 and the signal for one that was killed. */
export async function runCommand(
  [file = '', ...parameters]: readonly string[],
  { kubeconfig, interrupted }: { readonly kubeconfig: string; readonly interrupted: Promise<void> },
): Promise<number> {
  const child = spawn(file, parameters, { stdio: 'inherit', env: { ...process.env, KUBECONFIG: kubeconfig } });
  // Ctrl-C reaches it by the terminal; a request to end does not.
  void interrupted.then(() => child.kill('SIGTERM'));
  return await new Promise<number>((ended, failed) => {
    child.once('error', ({ message }) =>
      failed(new Failure(`${file} cannot be started: ${message}`, { code: 'no-command', exitCode: 3 })),
    );
    child.once('exit', (code, signal) => ended(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
