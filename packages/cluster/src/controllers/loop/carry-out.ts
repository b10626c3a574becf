import type { Client } from '../../client/client.ts';
import type { ApiObject } from '../../local/object/api-object.ts';
import type { Kind } from '../kinds.ts';
import { type Deed, isFailure, type Outcome, type Plan, type Said, type Settled } from '../plan.ts';
import type { ObjectCache } from './object-cache.ts';

/** Whoever does what plans ask for. */
export interface Hand {
  readonly client: Client;
  /** Undefined for kinds that nobody watches. */
  readonly cacheOf: (kind: Kind<unknown>) => ObjectCache | undefined;
  readonly say: (said: Said) => void;
  readonly lookAgain: (afterMs: number) => void;
}

/** Runs a plan to its end. What is written is known at once. */
export async function carryOut<T>(hand: Hand, plan: Plan<T>): Promise<T> {
  let step = plan.next();
  while (!step.done) step = await take(hand, plan, step.value);
  return step.value;
}

async function take<T>(hand: Hand, plan: Plan<T>, deed: Deed): Promise<IteratorResult<Deed, T>> {
  let outcome: Outcome;
  try {
    outcome = await perform(hand, deed);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return plan.throw(error);
  }
  return plan.next(outcome);
}

async function perform(hand: Hand, deed: Deed): Promise<Outcome> {
  const { client } = hand;
  switch (deed.do) {
    case 'create':
      return learn(hand, deed.kind, await client.create(deed.kind, withKind(deed.kind, deed.object)));
    case 'update':
      return learn(hand, deed.kind, await client.update(deed.kind, withKind(deed.kind, deed.object)));
    case 'status':
      return await putBelow(hand, deed.kind, deed.object, 'status');
    case 'put':
      return await putBelow(hand, deed.kind, deed.object, deed.subresource);
    case 'patch': {
      const { kind, subresource, patch, body } = deed;
      const place = placeOf(deed);
      if (subresource === undefined) return learn(hand, kind, await client.patch(kind, place, { kind: patch, body }));
      const written = await client.subresource(kind, { ...place, subresource }, { method: 'PATCH', patch, body });
      return learn(hand, kind, written);
    }
    case 'post': {
      const place = { ...placeOf(deed), subresource: deed.subresource };
      return await client.subresource(deed.kind, place, { method: 'POST', body: deed.body });
    }
    case 'delete':
      return await performDelete(hand, deed);
    case 'read':
      return await client.get(deed.kind, placeOf(deed));
    case 'readAll':
      return (await client.list(deed.kind, { namespace: deed.namespace })).items;
    case 'discover':
      return await client.discover();
    case 'together':
      return await settleAll(hand, deed.plans);
    case 'say':
      return hand.say(deed.said);
    case 'lookAgain':
      return hand.lookAgain(deed.afterMs);
  }
}

async function putBelow(hand: Hand, kind: Kind<unknown>, object: unknown, subresource: string): Promise<ApiObject> {
  const body = withKind(kind, object);
  const { namespace, name = '' } = body.metadata ?? {};
  const place = { namespace, name, subresource };
  return learn(hand, kind, await hand.client.subresource(kind, place, { method: 'PUT', body }));
}

async function performDelete(hand: Hand, deed: Deed & { readonly do: 'delete' }): Promise<boolean> {
  const { kind, options } = deed;
  const known = hand.cacheOf(kind)?.get(deed.namespace, deed.name);
  const answer = await hand.client.delete(kind, placeOf(deed), options);
  // A Status says that it is gone, an object that it is going.
  if (answer !== undefined && answer.kind !== 'Status') learn(hand, kind, answer);
  else if (known) hand.cacheOf(kind)?.remove(known);
  return answer !== undefined;
}

/** The last one begins first, as goroutines do: names and Events come in the order in which they come upstream. */
async function settleAll(hand: Hand, plans: readonly Plan<unknown>[]): Promise<readonly Settled<unknown>[]> {
  const last = plans.at(-1);
  if (last === undefined) return [];
  const settling = [last, ...plans.slice(0, -1)].map((plan) => settle(hand, plan));
  const [first, ...rest] = await Promise.all(settling);
  return first === undefined ? [] : [...rest, first];
}

async function settle(hand: Hand, plan: Plan<unknown>): Promise<Settled<unknown>> {
  try {
    return { value: await carryOut(hand, plan) };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { error };
  }
}

function learn(hand: Hand, kind: Kind<unknown>, object: ApiObject): ApiObject {
  hand.cacheOf(kind)?.put(object);
  return object;
}

function withKind(kind: Kind<unknown>, object: unknown): ApiObject {
  const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
  return { ...(object as ApiObject), apiVersion, kind: kind.kind };
}

function placeOf({ namespace, name }: { readonly namespace: string; readonly name: string }): {
  readonly namespace?: string;
  readonly name: string;
} {
  return { ...(namespace !== '' && { namespace }), name };
}
