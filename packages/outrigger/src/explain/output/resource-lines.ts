import {
  effectiveRequests,
  podResources,
  qosVerdict,
  resourceRulesFor,
  sayEffective,
  sayQos,
  wrap,
} from '@outrigger/pod';
import type { Explanation } from '../explain-workload.ts';
import { type TextStyle, titled } from './text-parts.ts';

/** What the pod counts for on its node, and why. */
export function resourceLines({ scenario, kubelet }: Explanation, style: TextStyle): readonly string[] {
  const { minor, patch, gates } = kubelet;
  const resources = podResources(scenario.pod, resourceRulesFor(minor, patch, gates));
  const requests = [...effectiveRequests(resources)].map(([name, amount]) => sayEffective(name, amount));
  const sentences = [...requests, sayQos(qosVerdict(resources))];
  const lines = sentences.flatMap((sentence) =>
    wrap(sentence, Math.max(20, style.width - 4)).map((line, i) => `${i === 0 ? '  ' : '    '}${line}`),
  );
  return [...titled('Requests, as the scheduler counts them', style), ...lines];
}
