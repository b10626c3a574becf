/** Takes pods that have ended off the API server, in the kubelet's turns. */
export interface Removals {
  /** Has one taken away in the next turn; settled when that is done. */
  readonly add: (
    pod: { readonly namespace: string; readonly name: string },
    remove: () => Promise<void>,
  ) => Promise<void>;
}

/** What turns go by; times in ms. */
export interface RemovalsClock {
  readonly now: () => number;
  readonly after: (ms: number, what: () => void) => () => void;
}

/** How long no further pod may end before a turn begins, and how long it waits at most, in ms. */
const CALM = 300;
const AT_MOST = 1000;

/**
 * A kubelet deletes a pod some time after its last status: it waits for the next look at the runtime, once a second, and takes all
 * pods that have ended by then (kubernetes pkg/kubelet/pod_workers.go: `podCache.GetNewerThan`; pkg/kubelet/pleg/generic.go@1.36).
 * Controllers act on ended pods that are still there, so it is kept, with a shorter wait. The order within a turn is chance
 * upstream; here it is the one of the names.
 */
export function createRemovals({ now, after }: RemovalsClock): Removals {
  let due: { readonly key: string; readonly work: () => Promise<void> }[] = [];
  let cancel = () => {};
  let latest = 0;
  let turn: Promise<void> = Promise.resolve();

  const begin = (): void => {
    const taken = due.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    due = [];
    turn = turn.then(async () => {
      for (const { work } of taken) await work();
    });
  };
  return {
    add: ({ namespace, name }, remove) =>
      new Promise((done, failed) => {
        if (due.length === 0) latest = now() + AT_MOST;
        due.push({ key: `${namespace}/${name}`, work: () => remove().then(done, failed) });
        cancel();
        cancel = after(Math.max(0, Math.min(CALM, latest - now())), begin);
      }),
  };
}
