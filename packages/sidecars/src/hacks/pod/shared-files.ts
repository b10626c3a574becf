import type { Answer } from '../surroundings.ts';
import { type ContainerView, items, type PodView } from '../view-pod.ts';
import { type FileUse, fileUses } from './file-uses.ts';
import { type VolumeFile, volumeFile } from './volume-file.ts';

/** Files by which the containers of a pod signal to each other. */
export interface SharedFiles {
  readonly whoShares: (self: ContainerView, file: string, does: FileUse['does']) => Answer | undefined;
}

/** Finds who makes and who awaits files in the volumes that containers share; no script is read before it is asked. */
export function sharedFiles(view: PodView): SharedFiles {
  let uses: readonly FileUse[] | undefined;
  return {
    whoShares: (self, path, does) => {
      const file = volumeFile(self, path);
      if (!file) return undefined;
      uses ??= view.containers.flatMap(fileUses);
      const own = uses.find((use) => use.container === self && use.does === does && isSame(use.file, file));
      const partner = uses.find((use) => use.container !== self && use.does !== does && isSame(use.file, file));
      if (partner)
        return isSignal(own, partner) ? { about: partner.container.name, isSure: true, kind: 'flag-file' } : undefined;
      return does === 'awaits' ? filledBySidecar(view, self, file) : undefined;
    },
  };
}

/** A signal is claimed only where a sidecar takes part: two apps may well hand work to each other. */
function isSignal(own: FileUse | undefined, partner: FileUse): boolean {
  const ends = [own, partner].some((use) => use?.does === 'awaits' && use.kills);
  return ends || own?.container.entry !== undefined || partner.container.entry !== undefined;
}

function isSame(one: VolumeFile, other: VolumeFile): boolean {
  // inotifywait is given the folder.
  const isWithin = (inner: string, outer: string): boolean =>
    inner === outer || outer === '' || inner.startsWith(`${outer}/`);
  return one.volume === other.volume && (isWithin(one.rest, other.rest) || isWithin(other.rest, one.rest));
}

/** A secrets agent or file sync writes whole folders, without a script that says which file. */
function filledBySidecar(view: PodView, self: ContainerView, file: VolumeFile): Answer | undefined {
  if (self.entry) return undefined;
  const filler = view.containers.find(
    ({ entry, kind, container }) =>
      kind !== 'init' &&
      (entry?.role === 'secrets' || entry?.role === 'files') &&
      items(container.volumeMounts).some((mount) => mount?.name === file.volume),
  );
  return filler && { about: filler.name, isSure: true, kind: 'wait-at-start' };
}
