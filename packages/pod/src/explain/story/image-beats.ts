import type { ContainerLife, PodLife } from '../life/life.ts';
import { enumerate, plural } from '../words/enumerate.ts';
import { type Beat, ORDER } from './beat.ts';

/** Containers that cannot be started because their image cannot be had. */
export function imageBeats(life: PodLife): readonly Beat[] {
  return life.containers.flatMap((container) => {
    const beats: Beat[] = [];
    let missing = false;
    for (const { at, status } of container.shown) {
      const { state } = status;
      const fails = state.is === 'waiting' && state.reason.includes('Image');
      if (fails && !missing) beats.push(...missingImage(life, container, at, state));
      missing = fails;
    }
    return beats;
  });
}

function missingImage(
  life: PodLife,
  { container }: ContainerLife,
  at: number,
  { reason, message }: { readonly reason: string; readonly message: string },
): readonly Beat[] {
  const { name, kind, pullPolicy } = container;
  const again =
    pullPolicy === 'Never'
      ? 'The kubelet looks again at every sync'
      : 'The pull is tried again after 10 s, 20 s … up to 300 s';
  const waiting =
    kind === 'main'
      ? []
      : life.containers.filter((c) => c.container.index > container.index && c.attempts.length === 0);
  const names = waiting.map((c) => c.container.name);
  const wait = names.length > 0 ? `; ${enumerate(names)} ${plural(names, 'waits', 'wait')}` : '';
  const text = `${name} cannot start: ${lower(message || `its image ${container.image} cannot be had`)} (${reason}). ${again}${wait}.`;
  return [{ at, order: ORDER.start, text, level: 'warning', containers: [name, ...names] }];
}

/** The runtime's message as a part of a sentence. */
function lower(message: string): string {
  return message.replace(/^Container image/, 'container image').replace(/\.$/, '');
}
