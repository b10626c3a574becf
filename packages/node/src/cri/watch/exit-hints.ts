import type { CriClient } from '../call/cri-client.ts';
import { type CriFailure, isUnknownCall } from '../call/cri-failure.ts';
import { decode } from '../wire/codec.ts';
import { CONTAINER_EVENT } from '../wire/words.ts';

/**
 * Tells which container or sandbox has probably just ended, as soon as the runtime says so. A hint may be lost or wrong: who hears
 * it looks for himself, and looks now and then without one.
 *
 * Three ways, tried in this order: the CRI's own event stream (containerd 1.7 and later, CRI-O where it is switched on), containerd's
 * events, and none at all.
 */
export function exitHints(client: CriClient, world: HintWorld): ExitHints {
  let close = () => {};
  let cancel = () => {};
  let isOpen = false;
  let isClosed = false;

  const open = (way: number, openedAt: number) => {
    const subscribe = WAYS[way];
    if (!subscribe || isClosed) return;
    isOpen = true;
    close = subscribe(client, world.hint, (failure) => {
      isOpen = false;
      if (isClosed) return;
      // CRI-O and others have the call and refuse it: a stream that never held is not asked for again.
      const isRefused = isUnknownCall(failure) || (failure !== undefined && isRefusal(failure));
      cancel = world.after(isRefused ? 0 : REOPEN_AFTER, () => open(isRefused ? way + 1 : way, world.now()));
      if (!isRefused) world.broken();
    });
    since = openedAt;
  };
  let since = world.now();
  open(0, since);
  return {
    isReliable: () => isOpen && world.now() - since > TRIAL,
    close() {
      isClosed = true;
      cancel();
      close();
    },
  };
}

/** Hints that come by themselves. */
export interface ExitHints {
  /** A stream has held for a while, so that looking now and then is enough. */
  readonly isReliable: () => boolean;
  readonly close: () => void;
}

/** Who hears hints. */
export interface HintWorld {
  readonly hint: (id: string) => void;
  /** The stream has ended; hints may have been lost. */
  readonly broken: () => void;
  readonly now: () => number;
  /** Calls back after some ms. */
  readonly after: (ms: number, what: () => void) => () => void;
}

/** ms */
const REOPEN_AFTER = 100;
/** ms; a runtime refuses a stream at once, and says nothing at all when it takes it. */
const TRIAL = 1_000;

type Subscribe = (
  client: CriClient,
  hint: (id: string) => void,
  ended: (failure: CriFailure | undefined) => void,
) => () => void;

const ofCri: Subscribe = (client, hint, ended) =>
  client.stream(
    'GetContainerEvents',
    {},
    {
      message({ containerId, containerEventType: type }) {
        if (type === CONTAINER_EVENT.STOPPED || type === CONTAINER_EVENT.DELETED) hint(containerId);
      },
      ended,
    },
  );

/** A command run in a container ends with an exit of its own id. */
const ofContainerd: Subscribe = (client, hint, ended) =>
  client.stream(
    'Subscribe',
    { filters: ['namespace==k8s.io,topic=="/tasks/exit"'] },
    {
      message({ event }) {
        if (!event) return;
        const { containerId, id } = decode('TaskExit', event.value);
        if (id === containerId) hint(containerId);
      },
      ended,
    },
  );

const WAYS: readonly Subscribe[] = [ofCri, ofContainerd];

/** cri-o server/container_events.go, v1.34.0: "no container events stream: Evented PLEG is disabled" or the like, as Unknown. */
function isRefusal({ details }: CriFailure): boolean {
  return /evented|not (?:enabled|implemented|supported)/i.test(details);
}
