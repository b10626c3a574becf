import { createLinkedList, type LinkedList } from './linked-list.ts';

/** Requests of several tenants, each tenant's in their order, and between tenants by their shares of what they cost. */
export interface FairQueue<T> {
  readonly isEmpty: () => boolean;
  /** Lets it wait; the answer takes it out, once. */
  readonly add: (tenant: string, item: T) => () => void;
  /** Takes out the one whose turn it is. */
  readonly take: () => T | undefined;
}

/** What a fair queue is told. */
export interface FairQueueOptions<T> {
  /** In tokens, above 0. */
  readonly costOf: (item: T) => number;
  /** A tenant's share, in proportion to the others'; above 0. */
  readonly weightOf: (tenant: string) => number;
  /** Tokens that a tenant of weight 1 may spend in one round. */
  readonly quantum: number;
  /** Does the one go before the other of the same tenant, though it came later? None does where it is left out. */
  readonly goesBefore?: ((one: T, other: T) => boolean) | undefined;
}

/**
 * Weighted deficit round robin (Shreedhar and Varghese, "Efficient Fair Queuing using Deficit Round Robin", 1995). While two
 * tenants both wait, what they are served differs, by weight, by less than quantum + C/weight + C/weight, with C the most that a
 * request costs: proven in docs/inference/admission.md. Rounds in which nobody can pay are counted, not walked.
 */
export function createFairQueue<T>({ costOf, weightOf, quantum, goesBefore }: FairQueueOptions<T>): FairQueue<T> {
  const tenants = new Map<string, Tenant<T>>();
  /** Those who wait, in their order of the round; the turn is `ring[at]`'s. */
  const ring: Tenant<T>[] = [];
  let at = 0;

  const join = (name: string): Tenant<T> => {
    const tenant = {
      name,
      share: quantum * weightOf(name),
      deficit: 0,
      isTurn: false,
      waiting: createLinkedList<Waiter<T>>(),
    };
    tenants.set(name, tenant);
    // At the end of the round: just before whose turn it is.
    ring.splice(at, 0, tenant);
    at = (at + 1) % ring.length;
    return tenant;
  };
  /** Nobody saves up while nothing waits. */
  const part = (tenant: Tenant<T>) => {
    tenants.delete(tenant.name);
    const place = ring.indexOf(tenant);
    ring.splice(place, 1);
    if (place < at) at--;
    if (at >= ring.length) at = 0;
  };
  const skipRounds = () => {
    let rounds = Number.POSITIVE_INFINITY;
    for (const { waiting, deficit, share } of ring)
      rounds = Math.min(rounds, Math.ceil((costOf((waiting.first() as Waiter<T>).item) - deficit) / share) - 1);
    if (rounds > 0) for (const tenant of ring) tenant.deficit += rounds * tenant.share;
  };
  return {
    isEmpty: () => ring.length === 0,
    add(name, item) {
      const tenant = tenants.get(name) ?? join(name);
      const waiter = { item, leave: () => {} };
      const out = tenant.waiting.add(waiter, goesBefore && ((other) => goesBefore(item, other.item)));
      waiter.leave = () => {
        out();
        if (tenant.waiting.first() === undefined && tenants.get(name) === tenant) part(tenant);
      };
      return waiter.leave;
    },
    take() {
      for (let passed = 0; ring.length > 0; passed++) {
        if (passed > 0 && passed % ring.length === 0) skipRounds();
        const tenant = ring[at] as Tenant<T>;
        if (!tenant.isTurn) {
          tenant.isTurn = true;
          tenant.deficit += tenant.share;
        }
        const { item, leave } = tenant.waiting.first() as Waiter<T>;
        const cost = costOf(item);
        if (cost <= tenant.deficit) {
          tenant.deficit -= cost;
          leave();
          return item;
        }
        tenant.isTurn = false;
        at = (at + 1) % ring.length;
      }
      return undefined;
    },
  };
}

interface Tenant<T> {
  readonly name: string;
  readonly share: number;
  readonly waiting: LinkedList<Waiter<T>>;
  /** Tokens that it may still spend. */
  deficit: number;
  isTurn: boolean;
}

interface Waiter<T> {
  readonly item: T;
  leave: () => void;
}
