import { isSame } from '../object/is-same.ts';
import { specOf } from '../resource/core/pods/validate-pod-change.ts';
import { denied, isFor, type Plugin } from './plugin.ts';

interface RuntimeClass {
  readonly overhead?: { readonly podFixed?: Readonly<Record<string, string>> };
  readonly scheduling?: {
    readonly nodeSelector?: Readonly<Record<string, string>>;
    readonly tolerations?: readonly object[];
  };
}

/** A pod's runtime says what the pod costs besides, and where it can run (plugin/pkg/admission/runtimeclass@1.36). */
export const runtimeClass: Plugin = {
  mutate(attempt) {
    const { object, operation, context } = attempt;
    const spec = specOf(object);
    if (!isFor(attempt, 'pods') || operation !== 'create') return object;
    if (!spec.runtimeClassName) {
      if (Object.keys(spec.overhead ?? {}).length === 0) return object;
      throw denied(attempt, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead');
    }
    const found = context.read('runtimeclasses.node.k8s.io', spec.runtimeClassName);
    if (found === undefined) throw denied(attempt, `pod rejected: RuntimeClass "${spec.runtimeClassName}" not found`);
    const { overhead, scheduling } = found as RuntimeClass;
    const fixed = overhead?.podFixed;
    if (fixed && spec.overhead && !isSame(fixed, spec.overhead)) {
      throw denied(attempt, "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead");
    }
    const clash = Object.entries(scheduling?.nodeSelector ?? {}).find(
      ([key, value]) => (spec.nodeSelector?.[key] ?? value) !== value,
    );
    if (clash) {
      const [key, value] = clash;
      throw denied(
        attempt,
        `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${spec.nodeSelector?.[key]}`,
      );
    }
    return {
      ...object,
      spec: {
        ...spec,
        ...(fixed && { overhead: fixed }),
        ...(scheduling?.nodeSelector && { nodeSelector: { ...spec.nodeSelector, ...scheduling.nodeSelector } }),
        ...(scheduling?.tolerations && { tolerations: [...(spec.tolerations ?? []), ...scheduling.tolerations] }),
      },
    };
  },
};
