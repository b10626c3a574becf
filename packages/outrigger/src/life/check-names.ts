import type { Container } from '@outrigger/pod';
import { hintFor } from '../world/did-you-mean.ts';
import { badFlag } from '../world/failure.ts';
import type { LifeChanges } from './life-flags.ts';

/** Refuses flags that name a container, an image or a probe that none of the pods has. */
export function checkNames(changes: LifeChanges, containers: readonly Container[]): void {
  const names = [...new Set(containers.map((container) => container.name))];
  const images = containers.map((container) => container.image);
  const check = (flag: string, name: string) => {
    if (!names.includes(name)) throw badFlag(flag, `no container "${name}"`, hintFor(name, names));
  };
  for (const change of changes.containers) {
    check(change.flag, change.container);
    if (change.change !== 'probeFails') continue;
    const probes = containers.filter(({ name }) => name === change.container).flatMap((c) => Object.keys(c.probes));
    if (!probes.includes(change.kind)) {
      const has = probes.length === 0 ? 'it has no probes' : `it has: ${probes.join(', ')}`;
      throw badFlag(change.flag, `container "${change.container}" has no ${change.kind} probe`, has);
    }
  }
  for (const { container } of changes.images) check('--set-image', container);
  for (const name of changes.missingImages) {
    if (!images.includes(name)) check('--missing-image', name);
  }
}
