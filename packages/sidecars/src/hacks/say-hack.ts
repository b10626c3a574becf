import type { HackKind } from './hack.ts';

/** What a workaround does and why it is not needed, in one sentence without a full stop. */
export function sayHack(
  kind: HackKind,
  { about, place = 'main' }: { readonly about: string | undefined; readonly place?: 'main' | 'postStart' | 'preStop' },
): string {
  const whom = about ?? 'another container of the pod';
  const where = place === 'main' ? 'The command' : `The ${place} hook`;
  switch (kind) {
    case 'wait-at-start':
    case 'wait-wrapper':
      return `${where} waits for ${whom}, which a native sidecar with a startup probe makes sure of`;
    case 'hold-application':
      return `${place === 'main' ? 'A setting' : where} holds the containers after ${whom} back, which a native sidecar’s startup probe does`;
    case 'quit-at-end':
      return `${where} tells ${whom} to end, which the kubelet does for a native sidecar once the app has ended`;
    case 'kill-across-processes':
      return `${where} kills a process of ${whom}, which the kubelet ends by itself when it is a native sidecar`;
    case 'flag-file':
      return `${where} and ${whom} signal by a file, where the kubelet starts and ends a native sidecar in order`;
    case 'deadline-as-end':
      return 'A deadline ends the pod, whose sidecar would go on for ever; a native sidecar ends with the app';
    case 'job-terminator':
      return `${place === 'main' && about === undefined ? 'A helper' : where} ends sidecars of a pod that has finished, which the kubelet does for native ones`;
    case 'delay-at-stop':
      return `${where === 'The command' ? 'A setting' : where} makes ${about ?? 'a sidecar'} end late; a native sidecar is stopped after the app by itself, and its preStop hook would run before`;
    case 'doubled-container':
      return `An init container does the first half of what ${whom} does; one native sidecar does both`;
  }
}
