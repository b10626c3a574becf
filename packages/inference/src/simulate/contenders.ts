import { FLOW_LIMITS, type FlowLimits } from '../admit/flow/flow-limits.ts';
import type { AdmissionRules } from '../admit/plan-admission.ts';
import { utilization } from '../admit/saturation/utilization.ts';
import { shedAllButCritical, shedNone } from '../admit/shedding.ts';
import { maxScore } from '../schedule/pickers.ts';
import { decisionTree, decisionTreeOf040 } from '../schedule/policies/decision-tree.ts';
import { predicted } from '../schedule/policies/predicted.ts';
import { profilePolicy } from '../schedule/policies/profile.ts';
import { sticky } from '../schedule/policies/sticky.ts';
import { weighted } from '../schedule/policies/weighted.ts';
import type { Policy } from '../schedule/policy.ts';
import { queueScorer } from '../schedule/scorers/load-scorers.ts';
import { seededRandom } from '../schedule/seeded-random.ts';
import { admittingRouter } from './admitting-router.ts';
import { policyRouter } from './policy-router.ts';
import { kubeService, roundRobin } from './service-routers.ts';
import type { Simulation } from './simulate.ts';

/** Makes the router of a simulation, for prompts in blocks of so many tokens; its chance is of this seed. */
export type Contender = (blockTokens: number, seed: number) => Simulation['router'];

/** Our policies, and what they are held to. */
export type ContenderName =
  | 'predicted'
  | 'predicted-shedding'
  | 'predicted-queueing'
  | 'weighted'
  | 'sticky'
  | 'decision-tree'
  | 'decision-tree-v0.4.0'
  | 'least-queue'
  | 'round-robin'
  | 'service';

const ENDLESS: FlowLimits = {
  ...FLOW_LIMITS,
  requests: Number.POSITIVE_INFINITY,
  bytes: Number.POSITIVE_INFINITY,
  band: {
    requests: Number.POSITIVE_INFINITY,
    bytes: Number.POSITIVE_INFINITY,
    ttlMs: Number.POSITIVE_INFINITY,
    ceiling: 1,
  },
};

/** All that can be compared, by name: our default first, then what it is held to. */
export const CONTENDERS: Readonly<Record<ContenderName, Contender>> = {
  predicted: ofPolicy(predicted),
  // As the article's trees have it: what is not critical is shed while the pool is saturated.
  'predicted-shedding': admitted({ shedding: shedAllButCritical, saturation: utilization() }),
  // Nobody is shed: what the pool has no room for waits in the picker, however many and however long.
  'predicted-queueing': admitted({ shedding: shedNone, saturation: utilization(), flow: ENDLESS }),
  weighted: ofPolicy(weighted),
  sticky: ofPolicy(sticky),
  'decision-tree': ofPolicy(decisionTree),
  'decision-tree-v0.4.0': ofPolicy(decisionTreeOf040),
  'least-queue': ofPolicy(leastQueue),
  'round-robin': () => roundRobin,
  service: (_: number, seed: number) => () => kubeService(seededRandom(seed)),
};

/** The fewest waiting requests, and nothing else. */
function leastQueue(): Policy {
  return profilePolicy({
    name: 'least-queue',
    scorers: [{ name: 'queue', scorer: queueScorer, weight: 1 }],
    picker: maxScore(),
  });
}

/** A policy that learns begins anew in each simulation. */
function ofPolicy(policy: () => Policy): Contender {
  return (blockTokens, seed) => (world) =>
    policyRouter(policy(), { ...world, blockTokens, random: seededRandom(seed) });
}

/** The default behind the picker's admission. */
function admitted(rules: AdmissionRules): Contender {
  return (blockTokens, seed) => (world) =>
    admittingRouter(ofPolicy(predicted)(blockTokens, seed)(world), { ...world, rules, random: seededRandom(~seed) });
}
