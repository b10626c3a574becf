import { has } from '../cel/fields.ts';
import type { ExpressedRule } from '../expressed-rule.ts';

/** Resources. */
export const resourcePolicies: readonly ExpressedRule[] = [
  {
    rule: 'SC051',
    offenders: () =>
      `!has(variables.spec.resources) && (variables.inits.filter(c, !(c.name in variables.sidecarNames)) + variables.mains).all(c, ${IS_GUARANTEED}) ? variables.sidecars.filter(c, !(${IS_GUARANTEED})).map(c, c.name) : []`,
    says: 'keeps the pod from being Guaranteed; give it cpu and memory limits that equal its requests',
    differs: {
      as: 'narrower',
      because: 'amounts have to be written alike (the API server writes all the same way before policies see them)',
    },
  },
  {
    rule: 'SC052',
    offenders: () => {
      const counted = (c: string) =>
        `(${has(c, 'resources')} && (has(${c}.resources.requests) || has(${c}.resources.limits)))`;
      return `!has(variables.spec.resources) && variables.mains.exists(c, ${counted('c')}) ? variables.sidecars.filter(c, !${counted('c')}).map(c, c.name) : []`;
    },
    says: 'requests no cpu and no memory, though the app does; set resources.requests and a memory limit',
  },
];

/** A limit for both, and no request that differs; the API server drops amounts of 0 from the question. */
const IS_GUARANTEED = ['cpu', 'memory']
  .map((resource) => {
    const limit = `c.resources.limits.${resource}`;
    const request = `c.resources.requests.${resource}`;
    return `${has('c', 'resources', 'limits', resource)} && string(${limit}) != '0' && (!(${has('c', 'resources', 'requests', resource)}) || string(${request}) == string(${limit}))`;
  })
  .join(' && ');
