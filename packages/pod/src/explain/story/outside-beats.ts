import { kubeletOf } from '../../kubelet/profile.ts';
import type { Happening } from '../../simulate/scenario.ts';
import type { PodLife } from '../life/life.ts';
import { partOfReboot } from '../life/reboot.ts';
import { sayDuration } from '../words/say-duration.ts';
import { type Beat, ORDER } from './beat.ts';

/** What was done to the pod or its node from outside, as far as no stop of the pod tells it. */
export function outsideBeats(life: PodLife): readonly Beat[] {
  const { timeline, scenario } = life;
  const done = (scenario?.timeline ?? []).filter(({ at }) => at <= timeline.end);
  return done.flatMap((happening) => tell(life, happening) ?? []);
}

function tell(life: PodLife, happening: Happening): Beat | undefined {
  const beat = (text: string, level: Beat['level'], containers: readonly string[] = []): Beat => ({
    at: happening.at,
    order: ORDER.outside,
    text,
    level,
    containers,
  });
  const reboot = partOfReboot(happening, life.scenario?.timeline ?? []);
  switch (happening.does) {
    case 'delete':
      return isSecond(life, happening) ? beat(secondDelete(happening.graceSeconds), 'normal') : undefined;
    case 'evict':
      return undefined;
    case 'setImage':
      return beat(imageText(life, happening.container), 'normal', [happening.container]);
    case 'remove':
      return beat(`What is left of ended instances of ${happening.container} is removed from the node.`, 'normal', [
        happening.container,
      ]);
    case 'restartKubelet':
      return reboot
        ? undefined
        : beat(`The kubelet is restarted: the containers run on, but it forgets ${FORGOTTEN}.`, 'normal');
    case 'crash':
      return typeof happening.what === 'object'
        ? undefined
        : beat(reboot ? REBOOT : CRASHES[happening.what], 'warning');
  }
  return undefined;
}

const FORGOTTEN = 'what probes said and how long it wanted to wait';
const REBOOT = `The node restarts: everything in the pod is killed at once, and the kubelet forgets ${FORGOTTEN}.`;

const CRASHES = {
  sandbox: 'The sandbox of the pod dies.',
  everything: 'Everything in the pod is killed at once, as when the node goes down.',
} as const;

function isSecond({ scenario }: PodLife, happening: Happening): boolean {
  return scenario?.timeline.find(({ does }) => does === 'delete') !== happening;
}

function secondDelete(graceSeconds: number | undefined): string {
  const grace = graceSeconds === undefined ? '' : ` with a grace period of ${sayDuration(graceSeconds * 1000)}`;
  return `The pod is deleted once more${grace}: the grace period can only become shorter.`;
}

function imageText({ timeline, containers }: PodLife, name: string): string {
  const container = containers.find((c) => c.container.name === name)?.container;
  const ignored = kubeletOf(timeline.kubelet)?.bugs.sidecarImageChangeIsIgnored && container?.kind === 'sidecar';
  const text = `The image of ${name} is changed in the pod`;
  return ignored ? `${text}; kubelets before 1.32 do not restart a sidecar for that (k/k#126525).` : `${text}.`;
}
