import { type ServiceError, status } from '@grpc/grpc-js';
import { RuntimeFailure } from '../../runtime/runtime-failure.ts';

/** A call that the container runtime refused or did not answer; `message` is what the kubelet would write. */
export class CriFailure extends RuntimeFailure {
  readonly code: status;
  /** The runtime's own words, without the code. */
  readonly details: string;

  constructor({ code, details }: Pick<ServiceError, 'code' | 'details'>, cause?: unknown) {
    // grpc-js ends what it says of a missing runtime with an empty note.
    const words = details.replace(/\.? Resolution note: $/, '');
    super(`rpc error: code = ${goName(code)} desc = ${words}`, { cause });
    this.code = code;
    this.details = words;
  }
}

/** Whether the runtime says that there is no such thing, which is what a second removal is to be told. */
export function isNotFound(error: unknown): boolean {
  // containerd 1.6 answers StopContainer for an unknown id with NotFound, ContainerStatus too; CRI-O has the code Unknown for some.
  return (
    error instanceof CriFailure &&
    (error.code === status.NOT_FOUND || /(?:could not find|no such) (?:container|pod|sandbox)/i.test(error.details))
  );
}

/** Whether the runtime cannot be reached, or went away during the call. */
export function isAway(error: unknown): boolean {
  return (error instanceof CriFailure && error.code === status.UNAVAILABLE) || isNotReady(error);
}

/** Whether the runtime has just been started and does nothing yet (containerd pkg/cri/server/instrumented_service.go, v1.6.20). */
export function isNotReady(error: unknown): boolean {
  return error instanceof CriFailure && error.details.includes('server is not initialized yet');
}

/** Whether the container is in the middle of another call, perhaps of a command that was killed (containerd pkg/cri/server/container_remove.go, v1.6.20: setContainerRemoving). */
export function isBusy(error: unknown): boolean {
  return error instanceof CriFailure && /container is (?:already )?in (?:starting|removing) state/.test(error.details);
}

/** Whether the runtime does not have the call at all. */
export function isUnknownCall(error: unknown): boolean {
  return error instanceof CriFailure && error.code === status.UNIMPLEMENTED;
}

/** grpc/grpc-go codes/code_string.go, v1.78.0: `DEADLINE_EXCEEDED` is `DeadlineExceeded`, `CANCELLED` is `Canceled`. */
function goName(code: status): string {
  if (code === status.CANCELLED) return 'Canceled';
  if (code === status.OK) return 'OK';
  return (status[code] ?? `Code(${code})`)
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
