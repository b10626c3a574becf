import type { Observation } from '../../observation.ts';

/**
 * Observations as they are handed to a thread: numbers and places in arrays that move, texts in one string, and what many have in common
 * once. To copy them one by one takes three times as long.
 */
export interface PackedObservations {
  readonly rows: number;
  /** Of each row its {@link NUMBERS}. */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** Of each row its own texts, one behind the other. */
  readonly own: string;
  /** Where each of them ends. */
  readonly ends: Uint32Array<ArrayBuffer>;
  /** Of each row the places of what it has in common with others; the first is of nothing. */
  readonly places: Uint32Array<ArrayBuffer>;
  readonly common: readonly unknown[];
}

const NUMBERS = 4;
const OWN = 7;
const PLACES = 25;
const CENSORED = 1;
const COMBINED = 2;
const HAS_METADATA = 4;
const HAS_WORKLOAD = 8;

/** Packs them in their order. */
export function packObservations(observations: readonly Observation[]): PackedObservations {
  const rows = observations.length;
  const numbers = new Float64Array(rows * NUMBERS);
  const ends = new Uint32Array(rows * OWN);
  const places = new Uint32Array(rows * PLACES);
  const common: unknown[] = [undefined];
  const known = new Map<unknown, number>([[undefined, 0]]);
  let own = '';
  let number = 0;
  let text = 0;
  let place = 0;
  const put = (value: string): void => {
    own += value;
    ends[text++] = own.length;
  };
  const share = (value: unknown): void => {
    let at = known.get(value);
    if (at === undefined) {
      at = common.push(value) - 1;
      known.set(value, at);
    }
    places[place++] = at;
  };
  for (const each of observations) {
    const { about, event, source, metadata } = each;
    numbers[number++] = each.from;
    numbers[number++] = each.until;
    numbers[number++] = each.seenAt;
    numbers[number++] = each.count;
    put(each.id);
    put(each.message);
    put(about.name);
    put(about.uid);
    put(event.name);
    put(event.uid);
    put(event.resourceVersion);
    share(each.cluster);
    share(each.type);
    share(each.reason);
    share(each.action);
    share(about.apiVersion);
    share(about.kind);
    share(about.namespace);
    share(about.fieldPath);
    share(event.namespace);
    share(source.component);
    share(source.instance);
    share(each.origin);
    share(each.class);
    share(each.template);
    share(each.correlationId);
    share(each.related);
    share(metadata?.workload?.kind);
    share(metadata?.workload?.namespace);
    share(metadata?.workload?.name);
    share(metadata?.node);
    share(metadata?.zone);
    share(metadata?.image);
    share(metadata?.revision);
    share(metadata?.labels);
    places[place++] =
      (each.isCensored ? CENSORED : 0) |
      (each.isCombined ? COMBINED : 0) |
      (metadata ? HAS_METADATA : 0) |
      (metadata?.workload ? HAS_WORKLOAD : 0);
  }
  return { rows, numbers, own, ends, places, common };
}

/** The observations again. */
export function unpackObservations({
  rows,
  numbers,
  own,
  ends,
  places,
  common,
}: PackedObservations): readonly Observation[] {
  let number = 0;
  let text = 0;
  let start = 0;
  let place = 0;
  const numeric = (): number => numbers[number++] ?? 0;
  const next = (): string => {
    const end = ends[text++] ?? 0;
    const found = own.slice(start, end);
    start = end;
    return found;
  };
  const shared = <T>(): T => common[places[place++] ?? 0] as T;
  return Array.from({ length: rows }, (): Observation => {
    const [from, until, seenAt, count] = [numeric(), numeric(), numeric(), numeric()];
    const id = next();
    const message = next();
    const [name, uid] = [next(), next()];
    const [eventName, eventUid, resourceVersion] = [next(), next(), next()];
    const cluster = shared<string>();
    const type = shared<string>();
    const reason = shared<string>();
    const action = shared<string>();
    const about = {
      apiVersion: shared<string>(),
      kind: shared<string>(),
      namespace: shared<string>(),
      name,
      uid,
      fieldPath: shared<string>(),
    };
    const event = { namespace: shared<string>(), name: eventName, uid: eventUid, resourceVersion };
    const source = { component: shared<string>(), instance: shared<string>() };
    const origin = shared<Observation['origin']>();
    const meaning = shared<Observation['class']>();
    const template = shared<Observation['template']>();
    const correlationId = shared<string | undefined>();
    const related = shared<Observation['related']>();
    const workload = { kind: shared<string>(), namespace: shared<string>(), name: shared<string>() };
    const known = {
      node: shared<string | undefined>(),
      zone: shared<string | undefined>(),
      image: shared<string | undefined>(),
      revision: shared<string | undefined>(),
      labels: shared<Readonly<Record<string, string>>>(),
    };
    const flags = places[place++] ?? 0;
    const isOf = (flag: number): boolean => (flags & flag) !== 0;
    return {
      id,
      cluster,
      from,
      until,
      seenAt,
      count,
      type,
      reason,
      message,
      action,
      about,
      related,
      source,
      origin,
      event,
      isCensored: isOf(CENSORED),
      isCombined: isOf(COMBINED),
      ...(meaning && { class: meaning }),
      ...(isOf(HAS_METADATA) && { metadata: { workload: isOf(HAS_WORKLOAD) ? workload : undefined, ...known } }),
      ...(template && { template }),
      ...(correlationId !== undefined && { correlationId }),
    };
  });
}
