import type { Stop } from '../answer/verdict.ts';
import type { EndpointState } from '../endpoint-state.ts';
import { type BudgetLimits, type Charge, createTokenBudgets, type TokenBudgets } from './budget/token-budgets.ts';
import { CRITICALITY } from './criticality.ts';
import { DROPPED } from './dropped.ts';
import { bandOf, FLOW_LIMITS, type FlowLimits } from './flow/flow-limits.ts';
import { createWaitingRoom, type PoolSince, type Waiter } from './flow/waiting-room.ts';
import type { SaturationDetector } from './saturation/detector.ts';
import { utilization } from './saturation/utilization.ts';
import { type Shedding, shedSheddable } from './shedding.ts';

/** How a pool decides what may go. */
export interface AdmissionRules {
  readonly saturation: SaturationDetector;
  readonly shedding: Shedding;
  /** Without it nothing waits: what is not dropped goes. */
  readonly flow?: FlowLimits | undefined;
  readonly budgets?: BudgetLimits | undefined;
}

/** As upstream without configuration: sheddable requests are dropped once the pool has no room, all others go. */
export const USUAL_ADMISSION: AdmissionRules = { saturation: utilization(), shedding: shedSheddable };

/** May requests go? Decides on a clock of whoever asks, and does nothing. */
export interface Admission {
  readonly ask: (waiter: Waiter, moment: Moment) => Admitted;
  /** It has waited under other rules, and waits on under these; where nothing waits it is asked about as if it came now. */
  readonly takeOver: (waiter: Waiter, moment: Moment) => Admitted;
  /** The next that may go, one at a time: whoever sends it changes the pool. */
  readonly next: (moment: Moment) => { readonly waiter: Waiter; readonly charge: Charge | undefined } | undefined;
  /** The priority that waits first, where more room would let it go; undefined where nothing waits or nobody could serve it. */
  readonly blocked: (moment: Moment) => number | undefined;
  /** Those that have waited too long. They wait no more. */
  readonly late: (moment: Moment) => { readonly waiters: readonly Waiter[]; readonly stop: Stop };
  /** It does not wait any more: its client has gone, or the picker goes. */
  readonly leave: (waiter: Waiter) => void;
  readonly waiting: () => Iterable<Waiter>;
  readonly count: () => number;
}

/** What an answer rests on. */
export interface Moment {
  readonly endpoints: readonly EndpointState[];
  readonly now: number;
  readonly random: () => number;
}

/** What becomes of a request. */
export type Admitted =
  | { readonly is: 'go'; readonly charge: Charge | undefined }
  | { readonly is: 'stop'; readonly stop: Stop }
  /** It waits, and took the places of others that matter less. */
  | { readonly is: 'wait'; readonly crowdedOut: readonly Waiter[] };

/** The admission of a pool; budgets may have been spent from already. */
export function createAdmission(
  { saturation, shedding, flow, budgets }: AdmissionRules,
  purse: TokenBudgets | undefined = budgets && createTokenBudgets(budgets),
): Admission {
  const room = createWaitingRoom(flow ?? FLOW_LIMITS);
  const charges = new Map<Waiter, Charge>();
  const standardCeiling = flow ? bandOf(flow, CRITICALITY.Standard).ceiling : 1;
  let pool: PoolSince = { isEmpty: false, since: Number.NEGATIVE_INFINITY };

  const look = ({ endpoints, now }: Moment) => {
    const isEmpty = endpoints.length === 0;
    if (isEmpty !== pool.isEmpty) pool = { isEmpty, since: now };
  };
  const leave = (waiter: Waiter) => {
    room.leave(waiter);
    charges.get(waiter)?.settle(0);
    charges.delete(waiter);
  };
  const enter = (waiter: Waiter, charge: Charge | undefined): Admitted => {
    const { isIn, crowdedOut } = room.enter(waiter);
    if (!isIn) {
      charge?.settle(0);
      return pool.isEmpty ? NO_ENDPOINTS : FULL;
    }
    if (charge) charges.set(waiter, charge);
    for (const each of crowdedOut) leave(each);
    return { is: 'wait', crowdedOut };
  };
  const ask: Admission['ask'] = (waiter, moment) => {
    look(moment);
    const { endpoints, now, random } = moment;
    const { priority, tenant, cost } = waiter;
    // Nobody to send it to: 503, whatever its priority. With a queue it may wait until somebody comes.
    if (pool.isEmpty && !flow) return NO_ENDPOINTS;
    const highest = room.highest();
    let known: number | undefined;
    const full = () => {
      known ??= saturation(endpoints, now);
      return known;
    };
    // Where more important ones wait, or would have to, there is no room, whatever the last measurements say.
    const isBehind = () => (highest !== undefined && highest > priority) || (flow && full() >= standardCeiling);
    const fullForIt = () => (isBehind() ? Math.max(1, full()) : full());
    if (shedding(priority, fullForIt, random)) return pool.isEmpty ? NO_ENDPOINTS : SHED;
    const charge = purse?.charge(tenant, cost, now);
    if (purse && !charge) return OVER_BUDGET;
    if (!flow) return charge ? { is: 'go', charge } : GO;
    const isFirst = highest === undefined || highest < priority;
    if (!pool.isEmpty && isFirst && full() < bandOf(flow, priority).ceiling) return charge ? { is: 'go', charge } : GO;
    return enter(waiter, charge);
  };
  return {
    ask,
    takeOver(waiter, moment) {
      if (!flow) return ask(waiter, moment);
      look(moment);
      const charge = purse?.charge(waiter.tenant, waiter.cost, moment.now);
      return purse && !charge ? OVER_BUDGET : enter(waiter, charge);
    },
    next(moment) {
      look(moment);
      if (room.count() === 0 || pool.isEmpty) return undefined;
      const waiter = room.take(saturation(moment.endpoints, moment.now));
      if (!waiter) return undefined;
      const charge = charges.get(waiter);
      charges.delete(waiter);
      return { waiter, charge };
    },
    blocked(moment) {
      look(moment);
      const highest = room.highest();
      if (highest === undefined || pool.isEmpty) return undefined;
      const { ceiling } = bandOf(flow ?? FLOW_LIMITS, highest);
      return saturation(moment.endpoints, moment.now) >= ceiling ? highest : undefined;
    },
    late(moment) {
      look(moment);
      const waiters = room.takeLate(moment.now, pool);
      for (const waiter of waiters) leave(waiter);
      return { waiters, stop: pool.isEmpty ? DROPPED.lateWithoutEndpoints : DROPPED.late };
    },
    leave,
    waiting: () => room,
    count: room.count,
  };
}

const GO: Admitted = { is: 'go', charge: undefined };
const SHED: Admitted = { is: 'stop', stop: DROPPED.saturated };
const NO_ENDPOINTS: Admitted = { is: 'stop', stop: DROPPED.noEndpoints };
const FULL: Admitted = { is: 'stop', stop: DROPPED.full };
const OVER_BUDGET: Admitted = { is: 'stop', stop: DROPPED.overBudget };
