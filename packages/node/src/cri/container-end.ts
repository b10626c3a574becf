import type { ContainerEnd } from '../runtime/pod-runtime.ts';
import { ANNOTATION } from './plan/labels.ts';
import { terminationMessage } from './termination-message.ts';
import type { Received } from './wire/shape.ts';

/** How a container ended, with what it left as its message. */
export async function containerEnd(
  status: Received<'ContainerStatus'> | undefined,
  { messageFile, now }: { readonly messageFile: string; readonly now: number },
): Promise<ContainerEnd> {
  // pkg/kubelet/status/status_manager.go and kubelet_pods.go, v1.36.2: a container that nobody knows any more.
  if (!status) return { at: now, exitCode: 137, reason: 'ContainerStatusUnknown' };
  const { exitCode, finishedAt, reason, message, annotations, logPath } = status;
  const left = await terminationMessage({
    file: messageFile,
    log: annotations[ANNOTATION.messagePolicy] === 'FallbackToLogsOnError' && exitCode !== 0 ? logPath : undefined,
  });
  const said = [message, left].filter((text) => text !== '').join(': ');
  return {
    at: finishedAt > 0 ? finishedAt / 1e6 : now,
    exitCode,
    ...(!USUAL.includes(reason) && { reason }),
    ...(said !== '' && { message: said }),
  };
}

/** These only say again what the exit code says. */
const USUAL: readonly string[] = ['', 'Completed', 'Error'];
