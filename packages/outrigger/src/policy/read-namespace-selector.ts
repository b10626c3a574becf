import type { NamespaceSelector } from '@outrigger/sidecars';
import { badFlag } from '../world/failure.ts';

type Requirement = NonNullable<NamespaceSelector['matchExpressions']>[number];

/** Reads a selector as kubectl writes one, `team=shop,env in (test,live),!legacy`, into the form that objects have. */
export function readNamespaceSelector(text: string): NamespaceSelector {
  // Commas inside of parentheses separate values.
  const parts = (text.match(/(?:[^,(]|\([^)]*\))+/g) ?? []).map((part) => part.trim()).filter((part) => part !== '');
  const requirements = parts.map(readRequirement);
  const labels = requirements.flatMap((read) => ('label' in read ? [read.label] : []));
  const matchExpressions = requirements.flatMap((read) => ('requirement' in read ? [read.requirement] : []));
  return {
    ...(labels.length > 0 && { matchLabels: Object.fromEntries(labels) }),
    ...(matchExpressions.length > 0 && { matchExpressions }),
  };
}

type Read = { readonly label: readonly [key: string, value: string] } | { readonly requirement: Requirement };

const KEY = String.raw`([\w./-]+)`;

function readRequirement(text: string): Read {
  const [, label = '', operator, value = ''] = new RegExp(`^${KEY}\\s*(==?|!=)\\s*([\\w.-]*)$`).exec(text) ?? [];
  if (operator === '!=') return { requirement: { key: label, operator: 'NotIn', values: [value] } };
  if (operator !== undefined) return { label: [label, value] };
  const [, key = '', set, list = ''] = new RegExp(`^${KEY}\\s+(in|notin)\\s+\\(([^)]*)\\)$`).exec(text) ?? [];
  if (set !== undefined) {
    const values = list.split(',').map((each) => each.trim());
    return { requirement: { key, operator: set === 'in' ? 'In' : 'NotIn', values } };
  }
  const [all, not, asked = ''] = new RegExp(`^(!?)\\s*${KEY}$`).exec(text) ?? [];
  if (all !== undefined) return { requirement: { key: asked, operator: not === '!' ? 'DoesNotExist' : 'Exists' } };
  throw badFlag(
    '--namespace-selector',
    `"${text}" is no requirement`,
    'write key=value, key!=value, key in (a,b), key or !key',
  );
}
