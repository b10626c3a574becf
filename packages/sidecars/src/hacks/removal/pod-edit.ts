import type { Json, Path } from '@outrigger/manifest';

/** One change of a pod, in places of the pod as it is before any change. */
export type PodEdit =
  /** Characters `start` to `end` of a text become `text`. */
  | { readonly do: 'cut'; readonly path: Path; readonly start: number; readonly end: number; readonly text: string }
  | { readonly do: 'remove'; readonly path: Path }
  | { readonly do: 'set'; readonly path: Path; readonly value: Json };
