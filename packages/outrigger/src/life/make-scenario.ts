import {
  type AssumeEndOptions,
  type Assumption,
  assumeBehaviour,
  assumeEnd,
  isMeantToFinish,
  type Kubelet,
  type Life,
  type Pod,
  readPod,
  type Scenario,
  type Timeline,
} from '@outrigger/pod';
import { changeBehaviour, changeTimeline, missingImages } from './change-life.ts';
import type { LifeChanges } from './life-flags.ts';

/** A Scenario for a manifest's pod, and what was taken for granted. */
export interface MadeScenario {
  readonly scenario: Scenario;
  readonly pod: Pod;
  readonly assumptions: readonly Assumption[];
  /** The play, where it has been made to find the end. */
  readonly played: Timeline | undefined;
}

/** What a Scenario is made from. */
export interface ScenarioParts {
  readonly name: string;
  readonly kind: string;
  /** As the API server has stored it. */
  readonly pod: Scenario['pod'];
  /** As somebody wrote it: a sidecar runs on, even where the API server makes an ordinary init container of it. */
  readonly written: Scenario['pod'];
  readonly kubelet: Kubelet;
  readonly changes: LifeChanges;
  /** From `--behaviour`. */
  readonly life: Partial<Life> | undefined;
  /** Decides while an end is looked for. */
  readonly decide: NonNullable<AssumeEndOptions['decide']>;
}

/** Completes a pod to a Scenario: first what its commands decide, then the file of `--behaviour`, then the flags. */
export function makeScenario(parts: ScenarioParts): MadeScenario {
  const { name, kind, pod, written, kubelet, changes, life, decide } = parts;
  const read = readPod(pod, kubelet);
  const containers = new Map(read.containers.map((container) => [container.name, container]));
  const assumed = assumeBehaviour(written, { kind });
  const given = Object.fromEntries(
    Object.entries(life?.behaviour ?? {}).filter(([container]) => containers.has(container)),
  );
  const behaviour = changeBehaviour({ ...assumed.behaviour, ...given }, changes.containers);
  const happenings = (life?.timeline ?? []).filter((act) => concerns(act, containers));
  const timeline = changeTimeline(happenings, changes, containers);
  const open = { name, description: '', pod, behaviour, timeline, missingImages: missingImages(changes, containers) };
  const until = changes.until ?? life?.until;
  const end =
    until !== undefined
      ? { timeline, until, assumptions: [] }
      : assumeEnd(open, kubelet, { ...endOf(changes, read, kind), decide });
  const left = assumed.assumptions.filter((assumption) => !isOverruled(assumption, given, changes));
  return {
    scenario: { ...open, timeline: end.timeline, until: end.until },
    pod: read,
    assumptions: [...left, ...end.assumptions],
    played: end.played,
  };
}

/** A pod that is there to finish is not deleted: whether it finishes is the question. */
function endOf({ deletion, graceSeconds }: LifeChanges, pod: Pod, kind: string): AssumeEndOptions {
  return { deletes: deletion === undefined && !isMeantToFinish(kind, pod.restartPolicy), graceSeconds };
}

function concerns(act: Scenario['timeline'][number], containers: ReadonlyMap<string, unknown>): boolean {
  if (act.does === 'setImage') return containers.has(act.container);
  return act.does !== 'crash' || typeof act.what === 'string' || containers.has(act.what.container);
}

/** What the user has said is no assumption. */
function isOverruled(
  { container, what }: Assumption,
  given: Readonly<Record<string, unknown>>,
  changes: LifeChanges,
): boolean {
  if (container === undefined) return false;
  if (Object.hasOwn(given, container)) return true;
  return changes.containers.some((change) => {
    if (change.container !== container) return false;
    if (change.change === 'crash') return what === 'run';
    return change.change === 'probeFails' ? what === change.kind : what === 'term';
  });
}
