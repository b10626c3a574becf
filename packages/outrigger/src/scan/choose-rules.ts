import type { Rule } from '@outrigger/sidecars';
import { hintFor } from '../world/did-you-mean.ts';
import { badFlag } from '../world/failure.ts';
import type { ScanFlags } from './flags.ts';

/** The rules that --select and --ignore leave. */
export function chooseRules(
  rules: readonly Rule[],
  { select, ignore }: Pick<ScanFlags, 'select' | 'ignore'>,
  flag = '--select',
): readonly Rule[] {
  const wanted = select && meant(flag, select, rules);
  const unwanted = meant('--ignore', ignore ?? [], rules);
  return rules.filter((rule) => (!wanted || wanted.has(rule)) && !unwanted.has(rule));
}

function meant(flag: string, values: readonly string[], rules: readonly Rule[]): ReadonlySet<Rule> {
  const words = values.flatMap((value) => value.split(',')).filter((word) => word !== '');
  return new Set(
    words.flatMap((word) => {
      const found = rules.filter(({ id, name, group }) => [id.toLowerCase(), name, group].includes(word.toLowerCase()));
      if (found.length > 0) return found;
      const known = [...rules.flatMap(({ id, name }) => [id, name]), ...new Set(rules.map(({ group }) => group))];
      throw badFlag(flag, `no rule "${word}"`, hintFor(word, known));
    }),
  );
}
