import type { Change } from '@outrigger/cluster';
import type { Classifier } from '../classify/classify.ts';
import { type CausalRules, createCorrelator } from '../correlate/correlator.ts';
import { topologyFromChanges } from '../correlate/topology-from-changes.ts';
import { describeAll } from '../describe-all.ts';
import { createEnricher } from '../enrich/create-enricher.ts';
import type { Observation } from '../observation.ts';
import { createSynthesiser } from '../observe/synthesise/create-synthesiser.ts';
import type { PipelineOptions } from '../pipeline.ts';
import { restoreEntries } from '../store/entry-log.ts';
import type { EventStore } from '../store/event-store.ts';
import { createTemplater, type LearnedTemplate } from '../template/create-templater.ts';
import { goneMeanwhile } from './gone-meanwhile.ts';

/** All that stands between the observer of one cluster and the store, put together for a pipeline. */
export interface ClusterStages extends Required<Pick<PipelineOptions, 'beside' | 'stages' | 'correlate' | 'states'>> {
  /** Takes a change of an object that is no Event. */
  readonly learn: (change: Change) => void;
  /** All objects that are there have been learned: the rest has gone while nobody looked. */
  readonly settle: () => void;
}

/** Of which cluster, and by what. */
export interface ClusterStagesOptions {
  readonly cluster: string;
  readonly classifier: Classifier;
  /** Causal rules of the user's own. */
  readonly rules?: CausalRules | undefined;
  /** Names of labels that are kept. */
  readonly labels: readonly string[];
  readonly now: () => number;
  /** What the stages have kept before; they begin with nothing when it is left out. */
  readonly checkpoint?: EventStore['checkpoint'];
}

/** Goes on from what was kept. */
export async function createClusterStages(options: ClusterStagesOptions): Promise<ClusterStages> {
  const { cluster, classifier, rules = [], labels, now, checkpoint = async () => undefined } = options;
  const keptAs = async (what: string) => {
    const name = `${what}/${cluster}`;
    return { name, saved: await restoreEntries(name, checkpoint) };
  };
  const templates = `template/${cluster}`;
  const learned = ((await checkpoint(templates)) ?? []) as readonly LearnedTemplate[];
  const synthesiser = createSynthesiser({ cluster, kept: await keptAs('synthesise') });
  const enricher = createEnricher({ labels });
  const templater = createTemplater({ learned });
  const topology = topologyFromChanges();
  const remembered = { ...(await keptAs('correlate')), seen: await keptAs('correlate-seen') };
  const correlator = createCorrelator({ topologyOf: () => topology, rules, kept: remembered });
  let said: Observation[] = [];
  let untaken: Readonly<Record<string, unknown>> = {};
  let patterns = learned.length;

  return {
    learn(change) {
      topology.learn(change);
      enricher.learn(change, now());
      said.push(...synthesiser.learn(change, now()));
    },
    settle() {
      for (const change of goneMeanwhile(correlator.remembered(), topology)) {
        topology.learn(change);
        enricher.learn(change, now());
      }
      synthesiser.settle();
    },
    beside(at) {
      const taken = [...said, ...synthesiser.look(at)];
      said = [];
      // Together with what was said until now, and not with what is learned while that waits for its turn.
      untaken = { ...untaken, ...synthesiser.takeChanges() };
      return taken;
    },
    stages: [(events) => describeAll(events, { classifier, enricher, templater })],
    correlate: correlator.correlate,
    states() {
      const all = templater.learned();
      const news = all.length === patterns ? {} : { [templates]: all };
      const taken = { ...untaken, ...correlator.takeChanges(), ...news };
      untaken = {};
      patterns = all.length;
      return taken;
    },
  };
}

/** Under which name the checkpoints of a shard are: two namespaces of one cluster are followed apart, and do not know of each other's. */
export function shardKey(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}|${name}`;
}
