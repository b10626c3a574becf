import { foundHacks } from './found-hacks.ts';
import type { Rule } from './rule.ts';

export const doubledContainer: Rule = {
  id: 'SC019',
  name: 'doubled-container',
  title: 'An init container does what a sidecar does again',
  group: 'hacks',
  severity: 'info',
  about: 'workload',
  why: 'The pair exists because the sidecar came too late for the app: the init container does the first round (`vault-agent-init`, `git-sync --one-time`).',
  instead: 'One native sidecar with a startup probe does both.',
  fixes: 'Where it can be cut out by itself, and the sidecar is native already.',
  sources: ['hashicorp/vault-k8s#620', 'kubernetes/git-sync'],
  check: (subject) => foundHacks(subject, 'doubled-container'),
};
