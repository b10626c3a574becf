import { addDefaultTolerations } from '@outrigger/pod';
import { specOf } from '../resource/core/pods/validate-pod-change.ts';
import { isFor, type Plugin } from './plugin.ts';

/** Pods stay for five minutes on a node that is gone (plugin/pkg/admission/defaulttolerationseconds@1.36). */
export const defaultTolerationSeconds: Plugin = {
  mutate(attempt) {
    const { object, operation } = attempt;
    if (!isFor(attempt, 'pods') || (operation !== 'create' && operation !== 'update')) return object;
    const spec = specOf(object);
    const tolerations = addDefaultTolerations(spec.tolerations ?? []);
    return tolerations === spec.tolerations ? object : { ...object, spec: { ...spec, tolerations } };
  },
};
