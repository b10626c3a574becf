import type { Container } from '../../model/pod.ts';
import type { ImageMemory } from '../state.ts';
import { type Turn, tell } from '../turn.ts';
import { createContainer, startFailed } from './start.ts';

/** Sees to the image of a container, then creates the container (pkg/kubelet/images/image_manager.go at 1.36.2). */
export function ensureImage(turn: Turn, container: Container): void {
  if (container.pullPolicy === 'Always') pull(turn, container);
  else if (memoryOf(turn, container.image).present) imagePresent(turn, container);
  else {
    turn.state.worker.doing = { what: 'inspect', container: container.index, id: '', attempt: 0, since: turn.now };
    turn.actions.push({ do: 'inspectImage', container });
  }
}

/** The runtime has said whether the image is on this machine. */
export function imageInspected(turn: Turn, image: string, present: boolean): void {
  const container = waitingFor(turn, 'inspect', image);
  if (!container) return;
  if (present) {
    remember(turn, image, { present: true });
    imagePresent(turn, container);
  } else if (container.pullPolicy === 'Never') {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    tell(turn, 'Warning', 'ErrImageNeverPull', message, container);
    imageFailed(turn, container, 'ErrImageNeverPull', message);
  } else pull(turn, container);
}

/** A pull is over, well or badly. */
export function imagePulled(turn: Turn, image: string, result: PullResult): void {
  const container = waitingFor(turn, 'pull', image);
  if (!container) return;
  if (result.failed !== undefined) {
    const entry = memoryOf(turn, image).pullBackOff;
    const { first, longest } = turn.kubelet.limits.pullBackOff;
    const expired = !entry || turn.now - entry.updatedAt > 2 * longest;
    const wait = expired ? first : Math.min(entry.wait * 2, longest);
    const why = turn.kubelet.words.pullFailed(result.failed);
    remember(turn, image, { pullBackOff: { wait, updatedAt: turn.now }, pullError: `ErrImagePull: ${why}` });
    tell(turn, 'Warning', 'Failed', `Failed to pull image "${image}": ${why}`, container);
    imageFailed(turn, container, 'ErrImagePull', why);
    return;
  }
  remember(turn, image, { present: true });
  const took = printMs(result.tookMs);
  const size = turn.kubelet.minor >= 30 ? ` Image size: ${result.bytes} bytes.` : '';
  tell(
    turn,
    'Normal',
    'Pulled',
    `Successfully pulled image "${image}" in ${took} (${took} including waiting)${size ? `.${size}` : ''}`,
    container,
  );
  createContainer(turn, container);
}

/** How a pull went. */
export interface PullResult {
  readonly tookMs: number;
  readonly bytes: number;
  /** The runtime's message when it failed. */
  readonly failed?: string;
}

function pull(turn: Turn, container: Container): void {
  const { image } = container;
  const memory = memoryOf(turn, image);
  if (memory.pullBackOff && turn.now - memory.pullBackOff.updatedAt < memory.pullBackOff.wait) {
    tell(turn, 'Normal', 'BackOff', `Back-off pulling image "${image}"`, container);
    const cause = turn.kubelet.minor >= 32 && memory.pullError ? `: ${memory.pullError}` : '';
    imageFailed(turn, container, 'ImagePullBackOff', `Back-off pulling image "${image}"${cause}`);
    return;
  }
  tell(turn, 'Normal', 'Pulling', `Pulling image "${image}"`, container);
  turn.state.worker.doing = { what: 'pull', container: container.index, id: '', attempt: 0, since: turn.now };
  turn.actions.push({ do: 'pullImage', container });
}

function imagePresent(turn: Turn, container: Container): void {
  tell(turn, 'Normal', 'Pulled', turn.kubelet.words.alreadyPresent(container.image), container);
  createContainer(turn, container);
}

function imageFailed(turn: Turn, container: Container, reason: string, message: string): void {
  tell(turn, 'Warning', 'Failed', `Error: ${reason}`, container);
  startFailed(turn, container, reason, message);
}

function waitingFor(turn: Turn, what: 'inspect' | 'pull', image: string): Container | undefined {
  const { doing } = turn.state.worker;
  const container = doing?.what === what ? turn.pod.containers[doing.container] : undefined;
  return container?.image === image ? container : undefined;
}

const UNKNOWN_IMAGE: ImageMemory = { present: false, pullBackOff: undefined, pullError: '' };

function memoryOf(turn: Turn, image: string): ImageMemory {
  return turn.state.images[image] ?? UNKNOWN_IMAGE;
}

function remember(turn: Turn, image: string, change: Partial<ImageMemory>): void {
  turn.state.images[image] = { ...memoryOf(turn, image), ...change };
}

/** A Go duration truncated to ms: `850ms`, `1.234s`. */
function printMs(ms: number): string {
  return ms < 1000 ? `${Math.trunc(ms)}ms` : `${Math.trunc(ms) / 1000}s`;
}
