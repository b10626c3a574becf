import type { ValidationAction } from '@outrigger/sidecars';
import { hintFor } from '../world/did-you-mean.ts';
import { badFlag } from '../world/failure.ts';
import type { PolicyFlags } from './flags.ts';

const ACTIONS: readonly ValidationAction[] = ['Deny', 'Warn', 'Audit'];
const FLAG = '--validation-action';

/** What bindings do with what is refused; undefined where nothing was said. */
export function readActions({ kind, validationAction }: PolicyFlags): readonly ValidationAction[] | undefined {
  if (!validationAction) return undefined;
  if (kind === 'mutating') throw badFlag(FLAG, 'a mutating policy refuses nothing', 'leave it out');
  const words = validationAction.flatMap((value) => value.split(',')).map((word) => word.trim());
  const actions = words.map((word) => {
    const found = ACTIONS.find((action) => action.toLowerCase() === word.toLowerCase());
    if (found) return found;
    throw badFlag(FLAG, `"${word}" is no action`, hintFor(word, ACTIONS));
  });
  // The API server refuses the pair: kubernetes/kubernetes pkg/apis/admissionregistration/validation/validation.go, v1.36.2.
  if (actions.includes('Deny') && actions.includes('Warn'))
    throw badFlag(FLAG, 'Deny and Warn exclude each other', 'what is refused needs no warning: leave Warn out');
  return [...new Set(actions)];
}
