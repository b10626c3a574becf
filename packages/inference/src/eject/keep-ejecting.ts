import type { EndpointState } from '../endpoint-state.ts';
import type { EndpointBook } from '../measure/endpoint-book.ts';
import type { EjectedEndpoint, EjectionCause, LeftOut } from './ejected-endpoint.ts';
import { type EjectionRules, USUAL_EJECTION } from './ejection-rules.ts';
import { beginTrial, type EndpointRecord, mayGo, newRecord, readmit, tellRecord } from './endpoint-record.ts';

/** What ejecting needs. */
export interface EjectionWorld {
  readonly rules?: EjectionRules | undefined;
  readonly book: Pick<EndpointBook, 'all' | 'of'>;
  readonly now: () => number;
  /** Is told of each endpoint that is ejected, and of each that is back. */
  readonly tell?: ((news: EjectionNews) => void) | undefined;
}

/** What happened to an endpoint. */
export type EjectionNews =
  | { readonly is: 'ejected'; readonly endpoint: EjectedEndpoint }
  | { readonly is: 'back'; readonly address: string };

/**
 * Leaves out endpoints that fail. A server that fails fails fast: it looks idle, and would get everything. Passive, as Envoy's outlier
 * detection: all it knows are the answers to requests that were sent. Where the time of an endpoint is over it is not simply back,
 * as with Envoy, for it would get everything again: it is on trial, with one request at a time, and with each answer one more.
 */
export interface Ejecting {
  /** Those that are not ejected: by them it is judged how full the pool is. */
  readonly admitted: (endpoints: readonly EndpointState[]) => readonly EndpointState[];
  /** Those that a request may go to; the same list where that is all of them, and where too few would be left. */
  readonly fit: (endpoints: readonly EndpointState[]) => readonly EndpointState[];
  /** What {@link Ejecting.fit} made of these; undefined where none of them is ejected or on trial. */
  readonly leftOut: (endpoints: readonly EndpointState[]) => LeftOut | undefined;
  /** A request goes there: is to be told how it was answered, by whom where the proxy says so, and then that it is over. */
  readonly sent: (address: string) => SentThere;
  /** All that are ejected or on trial. */
  readonly ejected: () => readonly EjectedEndpoint[];
  /** Choices among all, for too few were left. */
  readonly panics: () => number;
  /** It is in the pool no more. */
  readonly forget: (address: string) => void;
  /** Other rules hold from now on; times that have begun stay as they are. */
  readonly change: (rules: EjectionRules) => void;
}

/** A request on an endpoint. Each may be called more than once, and counts once. */
export interface SentThere {
  readonly answered: (status: number | undefined, served: string | undefined) => void;
  readonly ended: () => void;
}

/** Nobody is ejected yet. */
export function keepEjecting({ rules: first = USUAL_EJECTION, book, now, tell }: EjectionWorld): Ejecting {
  let rules = first;
  /** Of those that have failed and not come round yet. */
  const records = new Map<string, EndpointRecord>();
  /** How many of them are ejected or on trial: while there is none, nothing is looked up. */
  let guarded = 0;
  /** Ejections are numbered: by them it is known what was sent before one. */
  let ejections = 0;
  let panics = 0;
  /** What was left the last time: the same is told by the same list, for what endpoints hold of prompts is looked up quickest by that. */
  let left: readonly EndpointState[] = [];

  /** Whose time is over gets its trial. */
  const refresh = () => {
    const at = now();
    for (const record of records.values()) if (record.is === 'ejected' && record.until <= at) beginTrial(record);
  };
  const eject = (address: string, record: EndpointRecord, cause: EjectionCause) => {
    refresh();
    const out = [...records.values()].filter(({ is }) => is === 'ejected');
    if (!mayEject(out.length + 1, book.all().length, rules)) {
      const longest = out.toSorted((a, b) => a.ejection - b.ejection)[0];
      if (!longest) return;
      // Where all fail, each is tried in its turn, so that the first that has mended itself is found.
      beginTrial(longest, true);
    }
    const at = now();
    if (record.is === 'admitted') {
      guarded++;
      record.times = Math.max(0, record.times - Math.floor((at - record.backAt) / rules.baseEjectionMs));
    }
    // Where all fail, none is to be out the longer for having been tried.
    if (record.is === 'admitted' || !record.isEarly) record.times++;
    record.is = 'ejected';
    record.cause = cause;
    record.ejection = ++ejections;
    record.until = at + Math.min(rules.maxEjectionMs, rules.baseEjectionMs * record.times);
    tell?.({ is: 'ejected', endpoint: tellRecord(address, record, at) });
  };
  const failed = (address: string, status: number, sentAfter: number) => {
    const record = records.get(address) ?? newRecord();
    records.set(address, record);
    // What was sent before says nothing of now: of a server that hung, many end long after it was ejected.
    if (record.is === 'ejected' || sentAfter < record.ejection) return;
    record.status = status;
    record.failures++;
    record.gatewayFailures = status >= 502 && status <= 504 ? record.gatewayFailures + 1 : 0;
    if (record.is === 'on-trial') eject(address, record, 'failed-trial');
    else if (isReached(rules.consecutiveGatewayFailure, record.gatewayFailures))
      eject(address, record, 'consecutive-gateway-failure');
    else if (isReached(rules.consecutive5xx, record.failures)) eject(address, record, 'consecutive-5xx');
  };
  const succeeded = (address: string, sentAfter: number) => {
    const record = records.get(address);
    if (!record || sentAfter < record.ejection) return;
    if (record.is === 'admitted') {
      record.failures = 0;
      record.gatewayFailures = 0;
      if (now() - record.backAt >= rules.baseEjectionMs * record.times) records.delete(address);
      return;
    }
    // It was chosen in a panic.
    if (record.is === 'ejected') beginTrial(record);
    record.successes++;
    if (record.successes < TRIAL) return;
    readmit(record, now());
    guarded--;
    // What made all fail is over, it seems.
    if (record.isEarly) for (const other of records.values()) if (other.is === 'ejected') beginTrial(other, true);
    tell?.({ is: 'back', address });
  };
  const isAdmitted = ({ endpoint }: EndpointState) => records.get(endpoint.address)?.is !== 'ejected';
  const mayGet = ({ endpoint }: EndpointState) => {
    const record = records.get(endpoint.address);
    return !record || mayGo(record);
  };
  const isPanic = (endpoints: readonly EndpointState[]) =>
    endpoints.filter(isAdmitted).length * 100 < endpoints.length * rules.panicThreshold;
  return {
    admitted(endpoints) {
      if (guarded === 0) return endpoints;
      refresh();
      const kept = endpoints.filter(isAdmitted);
      return isPanic(endpoints) ? endpoints : kept;
    },
    fit(endpoints) {
      if (guarded === 0) return endpoints;
      refresh();
      const kept = endpoints.filter(mayGet);
      if (kept.length === endpoints.length) return endpoints;
      if (kept.length === 0 || isPanic(endpoints)) {
        panics++;
        return endpoints;
      }
      if (kept.length !== left.length || kept.some((each, at) => each !== left[at])) left = kept;
      return left;
    },
    leftOut(endpoints) {
      if (guarded === 0) return undefined;
      const at = now();
      const those = endpoints.flatMap(({ endpoint: { address } }) => {
        const record = records.get(address);
        return record && record.is !== 'admitted' ? [tellRecord(address, record, at)] : [];
      });
      if (those.length === 0) return undefined;
      const left = endpoints.filter(mayGet).length;
      return { endpoints: those, isPanic: left < endpoints.length && (left === 0 || isPanic(endpoints)) };
    },
    sent(address) {
      const sentAfter = ejections;
      const record = guarded === 0 ? undefined : records.get(address);
      const onTrial = record?.is === 'admitted' ? undefined : record;
      if (onTrial) onTrial.underWay++;
      let isAnswered = false;
      let isOver = false;
      return {
        answered(status, served) {
          if (isAnswered || status === undefined) return;
          isAnswered = true;
          // A proxy that went through a list says who it was in the end.
          const by = served === undefined || !book.of(served) ? address : served;
          if (status >= 500 && book.of(by)) failed(by, status, sentAfter);
          else if (records.size > 0) succeeded(by, sentAfter);
        },
        ended() {
          if (isOver) return;
          isOver = true;
          if (onTrial) onTrial.underWay--;
        },
      };
    },
    ejected() {
      if (guarded === 0) return [];
      refresh();
      const out = [...records].filter(([, { is }]) => is !== 'admitted');
      return out.map(([address, record]) => tellRecord(address, record, now()));
    },
    panics: () => panics,
    forget(address) {
      const record = records.get(address);
      if (record && record.is !== 'admitted') guarded--;
      records.delete(address);
    },
    change(next) {
      rules = next;
      if (rules.maxEjectionPercent > 0) return;
      records.clear();
      guarded = 0;
    },
  };
}

/** So many answers in a row end a trial well. */
const TRIAL = 5;

/** May so many of a pool be out? One may, however small its share (Envoy's `always_eject_one_host`), but not the only one. */
function mayEject(out: number, all: number, { maxEjectionPercent }: EjectionRules): boolean {
  if (maxEjectionPercent === 0 || all < 2) return false;
  return out === 1 || out * 100 <= all * maxEjectionPercent;
}

function isReached(limit: number, found: number): boolean {
  return limit > 0 && found >= limit;
}
