import type { CatalogEntry } from '../catalog/catalog-entry.ts';
import type { KubeletRange } from '../subject/kubelet-range.ts';

/** A rule as a policy: what CEL asks of one object. */
export interface ExpressedRule {
  /** The rule of `outrigger scan` that it says the same as. */
  readonly rule: `SC${string}`;
  /** CEL over `variables`: the names of the containers that it is about; empty where nothing is wrong. */
  readonly offenders: (entries: readonly CatalogEntry[]) => string;
  /** What is said after their names: a sentence without a subject and without a full stop. */
  readonly says: string;
  /** Whether it applies to any kubelet of a range; absent = to all. */
  readonly concerns?: (kubelets: KubeletRange) => boolean;
  /** It is about what injectors write, and so has to see pods whose template was looked at before. */
  readonly seesPodsOfControllers?: true;
  /** Where it refuses not quite what the rule complains about at its own severity. */
  readonly differs?: Difference;
}

/**
 * `narrower`: whatever it refuses the rule complains about, but not the other way round; `wider`: the other way round; `apart`:
 * neither holds.
 */
export interface Difference {
  readonly as: 'narrower' | 'wider' | 'apart';
  /** A sentence without a full stop: what it leaves out, or refuses as well. */
  readonly because: string;
}
