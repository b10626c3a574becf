import type { CriClient } from '../call/cri-client.ts';
import { type CriFailure, isUnknownCall } from '../call/cri-failure.ts';
import { decode } from '../wire/codec.ts';
import { CONTAINER_EVENT } from '../wire/words.ts';

/**
 * Tells which container or sandbox has probably just ended, as soon as the runtime says so. A hint may be lost, wrong or come twice: who
 * hears it looks for himself, and looks now and then without one.
 *
 * Both ways are listened to where there are both: the CRI's own event stream (containerd 1.7 and later, CRI-O where it is switched on),
 * and containerd's events. containerd 1.7 tells each of its CRI events to only one listener of several (pkg/cri/server/container_events.go,
 * v1.7.34), so that they alone would not do.
 */
export function exitHints(client: CriClient, world: HintWorld): ExitHints {
  const ways = [ofCri, ofContainerd].map((subscribe) => keepOpen(client, subscribe, world));
  return {
    isReliable: () => ways.some((way) => way.isReliable()),
    close() {
      for (const way of ways) way.close();
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

function keepOpen(client: CriClient, subscribe: Subscribe, world: HintWorld): ExitHints {
  let close = () => {};
  let cancel = () => {};
  let openSince: number | undefined;
  let isClosed = false;

  const open = () => {
    if (isClosed) return;
    const since = world.now();
    openSince = since;
    close = subscribe(client, world.hint, (failure) => {
      openSince = undefined;
      if (isClosed || isRefused(failure, world.now() - since)) return;
      world.broken();
      cancel = world.after(REOPEN_AFTER, open);
    });
  };
  open();
  return {
    isReliable: () => openSince !== undefined && world.now() - openSince > TRIAL,
    close() {
      isClosed = true;
      cancel();
      close();
    },
  };
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

/** The runtime has no such stream; CRI-O ends one at once that is switched off (server/container_events.go at 125731f). */
function isRefused(failure: CriFailure | undefined, heldFor: number): boolean {
  return failure ? isUnknownCall(failure) : heldFor <= TRIAL;
}
