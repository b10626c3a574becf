import { forEachChild, type SyntaxNode } from 'unbash';
import { innerScript } from '../script/inner-script.ts';
import { lookWithin } from '../script/look-within.ts';
import type { Reading } from '../script/purpose.ts';
import { readCommand } from '../script/read-command.ts';
import { isWorthReading, readScript } from '../script/read-script.ts';
import type { ContainerView } from '../view-pod.ts';
import { runPlaces } from './run-places.ts';
import { type VolumeFile, volumeFile } from './volume-file.ts';

/** A file of a volume that a container's script makes, or waits for. */
export interface FileUse {
  readonly container: ContainerView;
  readonly does: 'touches' | 'awaits';
  readonly file: VolumeFile;
  /** Whether the script ends something once the file is there. */
  readonly kills: boolean;
}

/** The files of volumes by which a container's scripts could signal to others. */
export function fileUses(container: ContainerView): readonly FileUse[] {
  return runPlaces(container).flatMap(({ words, script }) => {
    const text = script === undefined ? undefined : words[script];
    if (text === undefined) return [];
    const kills = /\bkill\b/.test(text);
    return usesIn(text, container).flatMap(({ does, path }) => {
      const file = volumeFile(container, path);
      return file ? [{ container, does, file, kills }] : [];
    });
  });
}

function usesIn(text: string, container: ContainerView): readonly { does: 'touches' | 'awaits'; path: string }[] {
  if (!isWorthReading(text)) return [];
  const { script, variables } = readScript(text);
  const nobody = (): undefined => undefined;
  const around = {
    variables: new Map([...container.env, ...variables]),
    place: 'main',
    isSidecar: false,
    whoAnswers: nobody,
    whoQuits: nobody,
    whoRuns: nobody,
    whoShares: nobody,
    nameOf: (entry: string) => entry,
  } as const;
  const reading: Reading = { around, functions: new Map(), startsOwn: false };
  const uses: { does: 'touches' | 'awaits'; path: string }[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'While' || node.type === 'For' || node.type === 'ArithmeticFor') {
      for (const { file } of lookWithin([node], reading).targets)
        if (file !== undefined) uses.push({ does: 'awaits', path: file });
    } else if (node.type === 'Command') {
      const meaning = readCommand(node, around);
      if (meaning?.does === 'touch') for (const path of meaning.files) uses.push({ does: 'touches', path });
      if (meaning?.does === 'wait')
        for (const { file } of meaning.targets) if (file !== undefined) uses.push({ does: 'awaits', path: file });
      const inner = innerScript(node, around.variables);
      if (inner) uses.push(...usesIn(inner.text, container));
    }
    forEachChild(node, visit);
  };
  visit(script);
  return uses;
}
