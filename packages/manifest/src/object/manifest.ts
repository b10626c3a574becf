import type { Problem } from '../problem/problem.ts';
import type { KubernetesObject } from './kubernetes-object.ts';

/** What one file holds. With problems, the objects are those that could be read nevertheless. */
export interface Manifest {
  /** As the user named it; `-` is standard input. */
  readonly file: string;
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly Problem[];
}
