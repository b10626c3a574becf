import {
  type Decision,
  decideInPlace,
  type Fact,
  type Kubelet,
  type LiveState,
  newPodState,
  type Pod,
  type PodEvent,
  type PodState,
  type PodStatus,
} from '@outrigger/pod';
import type { PodRuntime, RuntimeWatch } from '../runtime/pod-runtime.ts';
import { type Carrier, type CarrierWorld, createCarrier } from './carry-out.ts';
import { createEndMessages } from './end-messages.ts';
import { insist } from './insist.ts';
import { exitedFact, missedFacts } from './missed-facts.ts';
import type { PodClock } from './pod-clock.ts';
import { durableKey, isSameKey } from './stored-state.ts';

/** Looks after one pod: hears what happens, asks the engine, has its decisions carried out. */
export interface PodWorker {
  /** Tells the engine something that happened to the pod from outside: a delete, an eviction. */
  readonly tell: (fact: Fact) => void;
  /** Somebody changed the pod's spec. */
  readonly change: (pod: Pod) => void;
  /** Takes the dead instances of a container away, as somebody else may. */
  readonly removeDead: (container: string) => Promise<void>;
  /** Breaks something of the pod, as an accident does. */
  readonly crash: PodRuntime['crash'];
  /** The pod's status as the API server would have it. */
  readonly status: () => PodStatus | undefined;
  /** When the pod is gone, or was let go of; rejects for a bug. */
  readonly ended: Promise<'gone' | 'released'>;
  /** Lets go: what runs, runs on, and another worker can take it over. */
  readonly release: () => Promise<void>;
}

/** What a worker needs. Every time is on the pod's clock. */
export interface WorkerWorld extends Omit<CarrierWorld, 'runtime' | 'report' | 'signal' | 'clock'> {
  readonly pod: Pod;
  readonly kubelet: Kubelet;
  readonly clock: PodClock;
  readonly openRuntime: (watch: RuntimeWatch) => Promise<PodRuntime>;
  /** What an earlier worker of this pod has saved. */
  readonly saved?: PodState;
  /** Keeps the state, and with it the news that is shown next; false where that is not possible now. */
  readonly save: (state: PodState, next: PodNews | undefined) => boolean;
  /** What was told to the API server. */
  readonly show: (news: PodNews) => void;
  /** What else whoever runs the pod should know. */
  readonly note: (message: string) => void;
}

/** What is new about a pod. */
export interface PodNews {
  readonly at: number;
  readonly events: readonly PodEvent[];
  /** Undefined where it has not changed. */
  readonly status: PodStatus | undefined;
  readonly deleting: boolean;
  readonly gone: boolean;
}

/** Starts to look after a pod. */
export async function startPodWorker(world: WorkerWorld): Promise<PodWorker> {
  const { kubelet, clock } = world;
  let { pod } = world;
  let state = (world.saved ?? newPodState(pod, 0, kubelet)) as LiveState;
  let facts: Fact[] = [];
  let isDue = false;
  let hasEnded = false;
  let saved: readonly unknown[] | undefined;
  let shown: PodStatus | undefined = state.status.api;
  let wasDeleting = state.request.deletedAt !== undefined;
  let cancelTimer = () => {};
  const aborter = new AbortController();
  const { promise: ended, resolve, reject } = Promise.withResolvers<'gone' | 'released'>();

  const messages = createEndMessages();
  const report = (fact: Fact) => {
    facts.push(fact);
    wake();
  };
  const runtime = await world.openRuntime({
    exited(id, end) {
      messages.add(id, { ...end, at: clock.at(end.at) });
      carrier.exited(id, exitedFact(id, end, clock.at));
    },
    sandboxLost: (id) => report({ is: 'sandboxLost', id }),
  });
  const carrier: Carrier = createCarrier({ ...world, runtime, report, signal: aborter.signal });

  const wake = () => {
    if (isDue || hasEnded) return;
    isDue = true;
    setImmediate(turn);
  };
  const turn = () => {
    isDue = false;
    if (hasEnded) return;
    try {
      cancelTimer();
      const learned = facts;
      facts = [];
      const decision = decideInPlace(pod, state, { now: clock.now(), facts: learned }, kubelet);
      state = decision.state as LiveState;
      const news = newsOf(decision);
      // Written down before it is done, so that whoever comes after a crash knows what was begun.
      const isKept = keep(news);
      if (news) world.show(news);
      for (const action of decision.actions) carrier.carryOut(action, pod);
      if (decision.gone) void finish();
      else {
        const wait = Math.min(decision.wakeAt - clock.now(), isKept ? Number.POSITIVE_INFINITY : KEEP_EVERY);
        if (wait < Number.POSITIVE_INFINITY) cancelTimer = world.after(Math.max(0, wait), wake);
      }
    } catch (error) {
      hasEnded = true;
      reject(error);
    }
  };
  const keep = (news: PodNews | undefined): boolean => {
    const key = durableKey(state);
    if (isSameKey(saved, key)) return true;
    const isKept = world.save(state, news);
    saved = isKept ? key : undefined;
    return isKept;
  };
  const newsOf = ({ events, status, gone }: Decision): PodNews | undefined => {
    const deleting = state.request.deletedAt !== undefined;
    const isNew = status !== shown || deleting !== wasDeleting;
    if (!isNew && events.length === 0 && !gone) return undefined;
    [shown, wasDeleting] = [status, deleting];
    return { at: clock.now(), events, status: isNew ? status && messages.into(status) : undefined, deleting, gone };
  };
  const finish = async () => {
    hasEnded = true;
    aborter.abort();
    try {
      // The pod is gone for the API server, and nothing but this takes away what is left of it here.
      const refused = (message: string) => world.note(`what is left of it cannot be taken away yet: ${message}`);
      await insist(() => runtime.removeAll(), { after: world.after, refused });
      await runtime.release();
      resolve('gone');
    } catch (error) {
      reject(error);
    }
  };

  if (world.saved) {
    const contents = await runtime.inspect();
    for (const { id, end } of contents.containers) if (end) messages.add(id, { ...end, at: clock.at(end.at) });
    const missed = missedFacts(state, contents, clock.at);
    const strange = new Set(missed.strangeSandboxes);
    for (const sandbox of contents.sandboxes) if (sandbox.ready && !strange.has(sandbox.id)) carrier.adopt(sandbox);
    const unbegun = missed.unbegun && state.memory[missed.unbegun.container];
    if (unbegun) unbegun.logs = missed.unbegun.attempt;
    for (const id of missed.strangers) await carrier.takeAway(id);
    for (const id of missed.strangeSandboxes) await runtime.stopSandbox(id);
    facts.push(...missed.facts);
  }
  wake();
  return {
    tell: report,
    change(changed) {
      pod = changed;
      report({ is: 'podUpdated' });
    },
    async removeDead(container) {
      for (const { id, name, state: is } of state.runtime.instances) {
        if (name !== container || is !== 'exited') continue;
        await runtime.remove(id);
        report({ is: 'removed', id });
      }
    },
    crash: runtime.crash,
    status: () => shown && messages.into(shown),
    ended,
    async release() {
      if (hasEnded) return;
      hasEnded = true;
      cancelTimer();
      aborter.abort();
      world.save(state, undefined);
      await runtime.release();
      resolve('released');
    },
  };
}

/** How long after a full disk the state is tried to be kept again, in ms. */
const KEEP_EVERY = 5000;
