import { type Kubelet, kubeletOf, kubeletTiming, NOMINAL, play, type Scenario, type Timing } from '@outrigger/pod';
import { isFullRun } from '../../effort.ts';
import { VERBS } from './expectations.ts';
import type { Life } from './moments.ts';
import type { Expectation, UpstreamCase } from './read-cases.ts';
import { STATUS_VERBS } from './status-expectations.ts';

/** One life that a case was played to. */
export interface PlayedLife extends Life {
  /** `1.36.2 nominal`, `1.36.2 kubelet, seed 2` */
  readonly label: string;
  readonly version: string;
}

const NEWEST = '1.36.2';
const SEEDS: readonly number[] = [1, 2, 3];

/** A name and the clockwork it stands for. */
export type NamedTiming = readonly [name: string, timing: Timing];

/** By the rule, without any clockwork. */
export const NOMINALLY: readonly NamedTiming[] = [['nominal', NOMINAL]];

/** Plays a case in each of its versions: by the rule, and with the clockwork of a kubelet. */
export function livesOf(one: UpstreamCase, timings?: readonly NamedTiming[]): readonly PlayedLife[] {
  const lives = known.get(one.scenario) ?? new Map<string, PlayedLife>();
  known.set(one.scenario, lives);
  return one.versions.flatMap((version) =>
    (timings ?? timingsOf(version)).map(([name, timing]) => {
      const label = `${version} ${name}`;
      const life = lives.get(label) ?? { label, version, ...playOnce(one, version, timing) };
      lives.set(label, life);
      return life;
    }),
  );
}

/** Everything a life lacks of what its case expects in its version. */
export function problemsOf({ expectations }: UpstreamCase, life: PlayedLife): readonly string[] {
  return expectations
    .filter((expectation) => expectation.holdsFor(life.version))
    .flatMap((expectation) => lacks(expectation, life).map((problem) => `${life.label}: ${problem}`));
}

/** What a life lacks of one expectation. */
export function lacks({ verb, wanted }: Expectation, life: Life): readonly string[] {
  const check = VERBS[verb] ?? STATUS_VERBS[verb];
  if (!check) throw new Error(`nothing is known of "${verb}"`);
  return check(life, wanted);
}

/** Cases about the same Scenario look at the same lives. */
const known = new WeakMap<Scenario, Map<string, PlayedLife>>();

/** The clockwork of an older kubelet is the same; a quick run plays it with one seed. */
function timingsOf(version: string): readonly NamedTiming[] {
  const seeds = isFullRun || version === NEWEST ? SEEDS : SEEDS.slice(0, 1);
  return [...NOMINALLY, ...seeds.map((seed): NamedTiming => [`kubelet, seed ${seed}`, kubeletTiming(seed)])];
}

function playOnce({ scenario, gates, maxContainerRestartPeriod }: UpstreamCase, version: string, timing: Timing): Life {
  const configured = maxContainerRestartPeriod === undefined ? {} : { maxContainerRestartPeriod };
  const kubelet: Kubelet | undefined = kubeletOf(version, { gates, timing, ...configured });
  if (!kubelet) throw new Error(`the kubelet ${version} is not known`);
  return { scenario, timeline: play(scenario, kubelet) };
}
