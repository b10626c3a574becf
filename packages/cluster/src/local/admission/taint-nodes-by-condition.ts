import { isFor, type Plugin } from './plugin.ts';

const TAINT = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };

/** A new node takes no pods until it is ready (plugin/pkg/admission/nodetaint@1.36). */
export const taintNodesByCondition: Plugin = {
  mutate(attempt) {
    const { object, operation } = attempt;
    if (!isFor(attempt, 'nodes') || operation !== 'create') return object;
    const spec = (object.spec ?? {}) as {
      readonly taints?: readonly { readonly key: string; readonly effect: string }[];
    };
    const { taints = [] } = spec;
    if (taints.some(({ key, effect }) => key === TAINT.key && effect === TAINT.effect)) return object;
    return { ...object, spec: { ...spec, taints: [...taints, TAINT] } };
  },
};
