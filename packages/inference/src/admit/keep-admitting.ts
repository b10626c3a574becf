import type { Stop } from '../answer/verdict.ts';
import type { InferenceRequest } from '../inference-request.ts';
import type { EndpointBook } from '../measure/endpoint-book.ts';
import type { Picks } from '../observe-pool/watch-picks.ts';
import type { PickerWorld } from '../pick/create-picker.ts';
import { TOKEN_BYTES } from '../prefix/hash-prefix.ts';
import { objectiveOf } from '../schedule/objective/request-objective.ts';
import { type Charge, createTokenBudgets } from './budget/token-budgets.ts';
import { isSheddable } from './criticality.ts';
import { DROPPED } from './dropped.ts';
import type { Waiter } from './flow/waiting-room.ts';
import { type AdmissionRules, createAdmission, type Moment } from './plan-admission.ts';
import { requestCost } from './request-cost.ts';
import { type Lease, revocablePicks } from './revoke/revocable-picks.ts';
import { createRunningRequests } from './revoke/running-requests.ts';

/** What admitting needs. */
export interface AdmitWorld {
  readonly rules: AdmissionRules;
  readonly book: Pick<EndpointBook, 'up'>;
  readonly now: () => number;
  readonly random: () => number;
  /** Calls back after some ms; the answer takes that back. */
  readonly after: (ms: number, what: () => void) => () => void;
  /** Is told what became of each request, and how long it waited. */
  readonly tell?: ((request: Waiter, stop: Stop | undefined, waitedMs: number) => void) | undefined;
}

/** Lets requests go, wait or not go. */
export interface Admitting {
  readonly admit: PickerWorld['admit'];
  /** What the request of this signal was charged for; once, to be settled by what it has cost. */
  readonly chargeOf: (signal: AbortSignal) => Charge | undefined;
  /** The same picks; sheddable ones end while others wait that matter more, where the rules say so. */
  readonly revocable: (pick: Picks) => Picks;
  readonly saturation: () => number;
  readonly waiting: () => Iterable<Waiter>;
  /** Whether requests are charged for: only then there is something to settle. */
  readonly charges: () => boolean;
  /** Other rules hold from now on, for those that wait too: they keep their order, and what tenants have spent is spent. */
  readonly change: (rules: AdmissionRules) => void;
  /** Those that wait are told to go elsewhere. */
  readonly close: () => void;
}

/** The hand of an admission: keeps the promises of those that wait, and looks every 10 ms whether some may go. */
export function keepAdmitting({ rules: first, book, now, random, after, tell }: AdmitWorld): Admitting {
  let rules = first;
  let purse = rules.budgets && createTokenBudgets(rules.budgets);
  let admission = createAdmission(rules, purse);
  const answers = new Map<Waiter, Waiting>();
  const charges = new WeakMap<AbortSignal, Charge>();
  let cancelLook: (() => void) | undefined;
  let isClosed = false;
  const running = createRunningRequests();
  const leases = new WeakMap<AbortSignal, Lease>();
  let endedAt = Number.NEGATIVE_INFINITY;

  const moment = (): Moment => ({ endpoints: book.up(), now: now(), random });
  const end = (waiter: Waiter, stop: Stop | undefined, charge?: Charge) => {
    const waiting = answers.get(waiter);
    if (!waiting) return;
    answers.delete(waiter);
    waiting.signal.removeEventListener('abort', waiting.onAbort);
    if (charge) charges.set(waiting.signal, charge);
    tell?.(waiter, stop, now() - waiter.since);
    waiting.resolve(stop);
  };
  const look = () => {
    cancelLook = undefined;
    const { waiters, stop } = admission.late(moment());
    for (const waiter of waiters) end(waiter, stop);
    let released = 0;
    const release = () => {
      // A large pool that has room again must not keep everything else from its turn.
      const next = released++ < MOST_AT_ONCE ? admission.next(moment()) : undefined;
      if (!next) {
        endOthers();
        return lookLater();
      }
      end(next.waiter, undefined, next.charge);
      // Its choice is made by the reaction to its promise, which comes first: the next one sees the pool with it.
      queueMicrotask(release);
    };
    release();
  };
  /** What is ended frees its place only when its server has noticed, and told so: two, then half a second of patience. */
  const endOthers = () => {
    if (!rules.flow?.evicts || now() - endedAt < EVICTION.graceMs) return;
    const blocked = admission.blocked(moment());
    if (blocked === undefined) return;
    for (let left = Math.min(EVICTION.most, admission.count()); left > 0; left--) {
      const victim = running.least(blocked);
      if (!victim) return;
      endedAt = now();
      victim.end();
    }
  };
  const lookLater = () => {
    if (admission.count() > 0 && !isClosed) cancelLook ??= after(LOOK_MS, look);
  };
  const wait = (waiter: Waiter, signal: AbortSignal): Promise<Stop | undefined> =>
    new Promise((resolve) => {
      const onAbort = () => {
        admission.leave(waiter);
        end(waiter, DROPPED.cancelled);
      };
      answers.set(waiter, { resolve, signal, onAbort });
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort);
      lookLater();
    });
  return {
    admit(request, signal) {
      if (isClosed) return DROPPED.closing;
      const waiter = waiterOf(request, now());
      const { priority } = waiter;
      if (rules.flow?.evicts && isSheddable(priority))
        leases.set(signal, { priority, revoked: () => tell?.(waiter, DROPPED.evicted, 0) });
      const admitted = admission.ask(waiter, moment());
      if (admitted.is === 'wait') {
        for (const each of admitted.crowdedOut) end(each, DROPPED.crowdedOut);
        return wait(waiter, signal);
      }
      const stop = admitted.is === 'stop' ? admitted.stop : undefined;
      if (admitted.is === 'go' && admitted.charge) charges.set(signal, admitted.charge);
      tell?.(waiter, stop, 0);
      return stop;
    },
    chargeOf(signal) {
      const charge = charges.get(signal);
      charges.delete(signal);
      return charge;
    },
    revocable: (pick) =>
      revocablePicks(pick, running, (signal) => (rules.flow?.evicts ? leases.get(signal) : undefined)),
    saturation: () => rules.saturation(book.up(), now()),
    waiting: () => admission.waiting(),
    charges: () => rules.budgets !== undefined,
    change(next) {
      const before = admission;
      const waiters = [...before.waiting()].toSorted((a, b) => b.priority - a.priority || a.since - b.since);
      for (const waiter of waiters) before.leave(waiter);
      rules = next;
      if (next.budgets && purse) purse.change(next.budgets, now());
      else purse = next.budgets && createTokenBudgets(next.budgets);
      admission = createAdmission(next, purse);
      for (const waiter of waiters) {
        const admitted = admission.takeOver(waiter, moment());
        if (admitted.is === 'wait') for (const each of admitted.crowdedOut) end(each, DROPPED.crowdedOut);
        else if (admitted.is === 'stop') end(waiter, admitted.stop);
        else end(waiter, undefined, admitted.charge);
      }
      lookLater();
    },
    close() {
      isClosed = true;
      cancelLook?.();
      for (const waiter of [...answers.keys()]) {
        admission.leave(waiter);
        end(waiter, DROPPED.closing);
      }
    },
  };
}

/** Metrics come every 50 ms at most, ends of requests at any time. */
const LOOK_MS = 10;
/** 10,000 a second: more than a picker answers. */
const MOST_AT_ONCE = 100;

/** llm-d-router ebab687 pkg/epp/flowcontrol/controller/config.go: revocations for one decision, and the grace after them. */
const EVICTION = { most: 2, graceMs: 500 };

interface Waiting {
  readonly resolve: (stop: Stop | undefined) => void;
  readonly signal: AbortSignal;
  readonly onAbort: () => void;
}

function waiterOf(request: InferenceRequest, since: number): Waiter {
  const ttftMs = objectiveOf(request.headers)?.ttftMs;
  const { priority, tenant, model, target, promptTokens } = request;
  return {
    priority,
    tenant,
    model,
    target,
    cost: requestCost(request),
    bytes: promptTokens * TOKEN_BYTES,
    since,
    ...(ttftMs !== undefined && { due: since + ttftMs }),
  };
}
