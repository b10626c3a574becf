import type { ILifecycle } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { validateHandler } from './handler.ts';
import type { PodScope } from './scope.ts';

/** Hooks and stop signal of a container (validateLifecycle@1.36.2). */
export function validateLifecycle(lifecycle: Draft<ILifecycle>, path: FieldPath, scope: PodScope): void {
  if (lifecycle.postStart) validateHandler(lifecycle.postStart, path.child('postStart'), scope);
  if (lifecycle.preStop) validateHandler(lifecycle.preStop, path.child('preStop'), scope);
  if (lifecycle.stopSignal !== undefined) validateStopSignal(lifecycle.stopSignal, path.child('stopSignal'), scope);
}

function validateStopSignal(signal: string, path: FieldPath, { os, errors }: PodScope): void {
  if (os === undefined) {
    errors.forbidden(path, 'may not be set for containers with empty `spec.os.name`');
    return;
  }
  const supported = signals[os];
  if (supported && !supported.includes(signal)) errors.notSupported(path, signal, supported);
}

/** In the order of the message, which is that of their names. */
const signals: Readonly<Record<string, readonly string[]>> = {
  windows: ['SIGKILL', 'SIGTERM'],
  linux: [
    'SIGABRT SIGALRM SIGBUS SIGCHLD SIGCLD SIGCONT SIGFPE SIGHUP SIGILL SIGINT SIGIO SIGIOT SIGKILL SIGPIPE SIGPOLL',
    'SIGPROF SIGPWR SIGQUIT SIGRTMAX SIGRTMAX-1 SIGRTMAX-10 SIGRTMAX-11 SIGRTMAX-12 SIGRTMAX-13 SIGRTMAX-14',
    'SIGRTMAX-2 SIGRTMAX-3 SIGRTMAX-4 SIGRTMAX-5 SIGRTMAX-6 SIGRTMAX-7 SIGRTMAX-8 SIGRTMAX-9 SIGRTMIN SIGRTMIN+1',
    'SIGRTMIN+10 SIGRTMIN+11 SIGRTMIN+12 SIGRTMIN+13 SIGRTMIN+14 SIGRTMIN+15 SIGRTMIN+2 SIGRTMIN+3 SIGRTMIN+4',
    'SIGRTMIN+5 SIGRTMIN+6 SIGRTMIN+7 SIGRTMIN+8 SIGRTMIN+9 SIGSEGV SIGSTKFLT SIGSTOP SIGSYS SIGTERM SIGTRAP SIGTSTP',
    'SIGTTIN SIGTTOU SIGURG SIGUSR1 SIGUSR2 SIGVTALRM SIGWINCH SIGXCPU SIGXFSZ',
  ].flatMap((line) => line.split(' ')),
};
