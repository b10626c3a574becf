import type { ApiError } from '../client/api-error.ts';
import { backOffMs } from '../client/back-off.ts';
import { compareVersions } from './compare-versions.ts';
import type { Timing } from './timing.ts';
import { verdictOn } from './verdict.ts';

/** What a reflector does next. */
export type Step =
  /** Asks for a page of what there is, from the beginning without `continue`. */
  | { readonly do: 'list'; readonly continue?: string; readonly limit?: number }
  /** Watches, and is told first what there is. */
  | { readonly do: 'watch-list'; readonly seconds: number }
  /** Watches from a version on; goes on with the watch that is open, where there is one. */
  | { readonly do: 'watch'; readonly from: string; readonly seconds: number }
  /** Asks for the server's version while the watch stays open. */
  | { readonly do: 'check' }
  | { readonly do: 'wait'; readonly ms: number; readonly next: Step };

/** What has happened. */
export type Fact =
  | { readonly was: 'page'; readonly version: string; readonly continue?: string }
  /** A piece of the watch, with this many changes; `isInitialEnd` when it told that all is told now. */
  | {
      readonly was: 'heard';
      readonly changes: number;
      readonly isInitialEnd: boolean;
      readonly position: string | undefined;
    }
  | { readonly was: 'closed' }
  /** No byte for as long as `silenceOf` says. */
  | { readonly was: 'silent' }
  | { readonly was: 'checked'; readonly version: string }
  /** An answer that is not 2xx, or an ERROR within the watch. */
  | { readonly was: 'refused'; readonly error: Pick<ApiError, 'code' | 'reason' | 'message' | 'retryAfter'> }
  /** The connection. */
  | { readonly was: 'broken' }
  | { readonly was: 'waited' };

/** Where a reflector is: everything that its next step depends on. */
export interface Course {
  readonly step: Step;
  /** What the watch that is open was begun with; undefined when none is. */
  readonly watching: Extract<Step, { do: 'watch' | 'watch-list' }> | undefined;
  /** How many watches have been begun: the open one has this number. */
  readonly watches: number;
  readonly watchingSince: number;
  /** Changes of this watch. */
  readonly heard: number;
  /** Everything up to it has been told. */
  readonly position: string | undefined;
  /** In a row. */
  readonly failures: number;
  /** Watches in a row that ended at once without a word. */
  readonly quickEnds: number;
  readonly usesWatchList: boolean;
  readonly pageSize: number;
}

/** What a decision may draw on. */
export interface Circumstances {
  readonly now: number;
  readonly random: () => number;
  readonly timing: Timing;
}

/** The first step: to go on from a version, or to begin with everything. */
export function begin(
  { position, usesWatchList, pageSize }: Pick<Course, 'position' | 'usesWatchList' | 'pageSize'>,
  circumstances: Circumstances,
): Course {
  const course: Course = {
    step: { do: 'check' },
    watching: undefined,
    watches: 0,
    watchingSince: 0,
    heard: 0,
    position,
    failures: 0,
    quickEnds: 0,
    usesWatchList,
    pageSize,
  };
  return position === undefined ? startOver(course, circumstances) : watchOn(course, circumstances);
}

/** What comes after what has happened. Pure: the hand (reflector.ts) carries the step out and reports the next fact. */
export function decide(course: Course, fact: Fact, circumstances: Circumstances): Course {
  switch (fact.was) {
    case 'page':
      if (fact.continue !== undefined) return { ...course, step: pageOf(course, fact.continue) };
      return watchOn({ ...course, position: fact.version }, circumstances);
    case 'heard':
      return heard(course, fact);
    case 'closed':
      return closed(course, circumstances);
    case 'silent':
      // Who sends nothing to `sendInitialEvents`, or does not end them, does not know of them (before 1.27, or aggregated).
      if (course.watching?.do === 'watch-list') return startOver({ ...course, usesWatchList: false }, circumstances);
      return { ...course, step: { do: 'check' } };
    case 'checked':
      return checked(course, fact.version, circumstances);
    case 'refused':
      return refused(course, fact.error, circumstances);
    case 'broken':
      return again(course, circumstances);
    case 'waited':
      return course.step.do === 'wait' ? start(course, course.step.next, circumstances) : course;
  }
}

/** How long this step may be silent. */
export function silenceOf({ watching }: Course, timing: Timing): number {
  return watching?.do === 'watch-list' ? timing.initialSilenceMs : timing.silenceMs;
}

function heard(course: Course, { changes, isInitialEnd, position }: Extract<Fact, { was: 'heard' }>): Course {
  const { watching } = course;
  const isNow = isInitialEnd && position !== undefined && watching !== undefined;
  const went = isNow ? ({ do: 'watch', from: position, seconds: watching.seconds } as const) : watching;
  return {
    ...course,
    ...(went && { step: went, watching: went }),
    position,
    heard: course.heard + changes,
    // News are progress; a list alone is not, or a server that refuses every watch would be asked for lists without a rest.
    ...(changes > 0 && { failures: 0, quickEnds: 0 }),
  };
}

function closed(course: Course, circumstances: Circumstances): Course {
  if (course.watching?.do !== 'watch') return again(course, circumstances);
  const isQuick = circumstances.now - course.watchingSince < circumstances.timing.quickEndMs;
  // The server's own time-out is no failure.
  if (!isQuick) return watchOn({ ...course, failures: 0, quickEnds: 0 }, circumstances);
  if (course.heard > 0) return again(course, circumstances);
  // Events end a watch from a version that is gone with 200 and silence (kubernetes/kubernetes#104171, #137089). The second
  // time it is taken for that; the first time it may be a server that stops.
  const quickEnds = course.quickEnds + 1;
  return again({ ...course, quickEnds, ...(quickEnds >= 2 && { position: undefined }) }, circumstances);
}

/** The watch is silent, but the server answers. */
function checked(course: Course, version: string, circumstances: Circumstances): Course {
  const { position, watching } = course;
  const ahead = position === undefined ? Number.NaN : compareVersions(version, position);
  // Nothing at all has changed in the cluster: there is nothing that the watch could have lost.
  if (ahead === 0 && watching !== undefined) return { ...course, step: watching };
  // Another history: it was restored from a backup, or is another cluster.
  if (ahead < 0) return startOver({ ...course, position: undefined }, circumstances);
  // Anything may have been lost. A new watch from the same version brings it, if so.
  return watchOn(course, circumstances);
}

function refused(
  course: Course,
  error: Extract<Fact, { was: 'refused' }>['error'],
  circumstances: Circumstances,
): Course {
  const { step } = course;
  switch (verdictOn(step, error)) {
    case 'expired':
      // The rest of the list is gone: everything at once, which cannot expire (as client-go's pager, FullListIfExpired).
      if (step.do === 'list') return again({ ...course, step: { do: 'list' } }, circumstances);
      if (course.failures > 0) return again({ ...course, position: undefined }, circumstances);
      return startOver({ ...course, position: undefined, failures: 1 }, circumstances);
    case 'unknown version':
      return again({ ...course, position: undefined }, circumstances, error.retryAfter);
    case 'no watch list':
      return startOver({ ...course, usesWatchList: false }, circumstances);
    case 'later':
      return again(course, circumstances, error.retryAfter);
  }
}

/** The same after a wait; what was being watched, from where it has come to. */
function again(course: Course, circumstances: Circumstances, retryAfter?: number): Course {
  const { random, timing, now } = circumstances;
  const { step, position, watching } = course;
  const hasLasted = watching !== undefined && now - course.watchingSince > timing.backOff.capMs;
  const failures = (hasLasted ? 0 : course.failures) + 1;
  const jittered = backOffMs(timing.backOff, failures, random);
  const ms = retryAfter === undefined ? jittered : retryAfter * 1000 + jittered;
  const next = step.do === 'list' ? step : (position === undefined ? startOver : watchOn)(course, circumstances).step;
  return { ...course, failures, watching: undefined, step: { do: 'wait', ms, next } };
}

function startOver(course: Course, circumstances: Circumstances): Course {
  const step = course.usesWatchList
    ? ({ do: 'watch-list', seconds: secondsOf(circumstances) } as const)
    : pageOf(course, undefined);
  return start(course, step, circumstances);
}

function watchOn(course: Course, circumstances: Circumstances): Course {
  const { position } = course;
  if (position === undefined) return startOver(course, circumstances);
  return start(course, { do: 'watch', from: position, seconds: secondsOf(circumstances) }, circumstances);
}

function start(course: Course, step: Step, { now }: Circumstances): Course {
  const isWatch = step.do === 'watch' || step.do === 'watch-list';
  if (!isWatch) return { ...course, step, watching: undefined };
  return { ...course, step, watching: step, watches: course.watches + 1, watchingSince: now, heard: 0 };
}

function pageOf({ pageSize }: Course, token: string | undefined): Step {
  return { do: 'list', limit: pageSize, ...(token !== undefined && { continue: token }) };
}

/** By chance, so that not all watches of a cluster end together. */
function secondsOf({ random, timing }: Circumstances): number {
  return Math.round(timing.watchSeconds * (1 + random()));
}
