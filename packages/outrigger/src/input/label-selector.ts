import { badFlag } from '../world/failure.ts';

/** Labels by key. */
export type Labels = Readonly<Record<string, string | undefined>>;

/**
 * Reads a selector as kubectl does: `app=web,tier!=cache,env in (a,b),track notin (x),ready,!old`; the answer says whether
 * labels fit.
 */
export function parseLabelSelector(text: string): (labels: Labels) => boolean {
  const requirements = splitRequirements(text).map(parseRequirement);
  return (labels) => requirements.every((fits) => fits(labels));
}

/** Commas inside of parentheses separate values. */
function splitRequirements(text: string): readonly string[] {
  return (text.match(/(?:[^,(]|\([^)]*\))+/g) ?? []).map((part) => part.trim()).filter((part) => part !== '');
}

const KEY = String.raw`([\w./-]+)`;

function parseRequirement(text: string): (labels: Labels) => boolean {
  const equality = new RegExp(`^${KEY}\\s*(==?|!=)\\s*([\\w.-]*)$`).exec(text);
  if (equality) {
    const [, key = '', operator, value = ''] = equality;
    return operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
  }
  const set = new RegExp(`^${KEY}\\s+(in|notin)\\s+\\(([^)]*)\\)$`).exec(text);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    const isIn = (labels: Labels) => values.includes(labels[key] ?? NOT_A_VALUE);
    return operator === 'in' ? isIn : (labels) => !isIn(labels);
  }
  const existence = new RegExp(`^(!?)\\s*${KEY}$`).exec(text);
  if (!existence) {
    throw badFlag(
      '--selector',
      `"${text}" is no requirement`,
      'write key=value, key!=value, key in (a,b), key or !key',
    );
  }
  const [, not, key = ''] = existence;
  return (labels) => (labels[key] === undefined) === (not === '!');
}

const NOT_A_VALUE = '\0';
