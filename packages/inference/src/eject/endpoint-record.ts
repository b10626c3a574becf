import type { EjectedEndpoint, EjectionCause } from './ejected-endpoint.ts';

/** What is known of an endpoint that has failed. */
export interface EndpointRecord {
  is: 'admitted' | 'ejected' | 'on-trial';
  /** In a row. */
  failures: number;
  gatewayFailures: number;
  /** Of the last failure. */
  status: number;
  cause: EjectionCause;
  /** How often it was ejected; fewer for each while that it has been well. */
  times: number;
  /** Its last ejection among all, until when that lasts, and when it was back. */
  ejection: number;
  until: number;
  backAt: number;
  /** Its trial came before its time was over, for others fail too. */
  isEarly: boolean;
  /** On trial: answers that were no failures. */
  successes: number;
  /** Requests that were sent there while it was ejected or on trial, and are not over. */
  underWay: number;
}

/** It has not failed yet. */
export function newRecord(): EndpointRecord {
  return {
    is: 'admitted',
    failures: 0,
    gatewayFailures: 0,
    status: 0,
    cause: 'consecutive-5xx',
    times: 0,
    ejection: 0,
    until: 0,
    backAt: 0,
    isEarly: false,
    successes: 0,
    underWay: 0,
  };
}

/** From now on it gets one request at a time, and with each answer one more. */
export function beginTrial(record: EndpointRecord, isEarly = false): void {
  record.is = 'on-trial';
  record.isEarly = isEarly;
  record.successes = 0;
}

/** It gets requests as all others. */
export function readmit(record: EndpointRecord, at: number): void {
  record.is = 'admitted';
  record.backAt = at;
  record.failures = 0;
  record.gatewayFailures = 0;
}

/** Whether it may get one more request. */
export function mayGo({ is, underWay, successes }: EndpointRecord): boolean {
  return is === 'admitted' || (is === 'on-trial' && underWay <= successes);
}

/** A record as others see it, of one that is ejected or on trial. */
export function tellRecord(address: string, record: EndpointRecord, at: number): EjectedEndpoint {
  const { cause, status, times, until } = record;
  const isOut = record.is === 'ejected';
  return {
    address,
    is: isOut ? 'ejected' : 'on-trial',
    ...{ cause, status, times },
    leftMs: isOut ? Math.max(0, Math.round(until - at)) : 0,
  };
}
