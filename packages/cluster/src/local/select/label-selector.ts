import { int64Of, type LabelRequirement, meetsRequirement } from '@outrigger/manifest';
import { goQuote, labelValueProblems, qualifiedNameProblems } from '@outrigger/pod';
import { badRequest } from '../answer/refusal.ts';
import { type LabelToken, labelTokens } from './label-tokens.ts';

/** Reads a selector as it stands in a query, or refuses it (apimachinery pkg/labels/selector.go Parse@1.36). */
export function parseLabelSelector(text: string): readonly LabelRequirement[] {
  const tokens = labelTokens(text);
  const requirements: LabelRequirement[] = [];
  let place = 0;
  const next = (): LabelToken => tokens[place] ?? END;
  const take = (): LabelToken => tokens[place++] ?? END;

  while (next().kind !== 'end') {
    const first = next();
    if (!startsRequirement(first))
      throw badRequest(`found '${first.text}', expected: !, identifier, or 'end of string'`);
    requirements.push(requirement());
    const behind = take();
    if (behind.kind === 'end') break;
    if (behind.text !== ',') throw badRequest(`found '${behind.text}', expected: ',' or 'end of string'`);
    if (!startsRequirement(next())) throw badRequest(`found '${next().text}', expected: identifier after ','`);
  }
  return requirements;

  function requirement(): LabelRequirement {
    const isNegated = next().text === '!';
    if (isNegated) take();
    const { kind, text: key } = take();
    if (kind !== 'word') throw unparsable(`found '${key}', expected: identifier`);
    const problems = qualifiedNameProblems(key, MINOR);
    if (problems.length > 0) throw unparsable(`<nil>: Invalid value: ${goQuote(key)}: ${problems.join('; ')}`);
    if (isNegated) return { key, operator: 'DoesNotExist', values: [] };
    if (next().kind === 'end' || next().text === ',') return { key, operator: 'Exists', values: [] };
    const sign = take().text;
    const operator = operators[sign];
    if (operator === undefined) throw unparsable(`found '${sign}', expected: in, notin, =, ==, !=, gt, lt`);
    const isSet = sign === 'in' || sign === 'notin';
    return checked({ key, operator, values: [...new Set(isSet ? set() : exact())].sort() });
  }

  function exact(): readonly string[] {
    if (next().kind === 'end' || next().text === ',') return [''];
    const { kind, text: value } = take();
    if (kind !== 'word') throw unparsable(`found '${value}', expected: identifier`);
    return [value];
  }

  function set(): readonly string[] {
    const open = take().text;
    if (open !== '(') throw unparsable(`found '${open}' expected: '('`);
    const { kind, text: first } = next();
    if (first === ')') {
      take();
      return [''];
    }
    if (kind !== 'word' && first !== ',') throw unparsable(`found '${first}', expected: ',', ')' or identifier`);
    const values: string[] = [];
    for (;;) {
      const { kind: found, text: value } = take();
      if (found === 'word') {
        values.push(value);
        if (next().text === ')') break;
        if (next().text !== ',') throw unparsable(`found '${next().text}', expected: ',' or ')'`);
      } else if (value === ',') {
        // A comma with nothing in front of it, or behind it, stands for an empty value.
        if (values.length === 0 || next().text === ',' || next().text === ')') values.push('');
        if (next().text === ')') break;
      } else throw unparsable(`found '${value}', expected: ',', or identifier`);
    }
    take();
    return values;
  }
}

/** Whether labels are as a selector asks. */
export function matchesLabels(
  selector: readonly LabelRequirement[],
  labels: Readonly<Record<string, string>> = {},
): boolean {
  return selector.every((requirement) => meetsRequirement(requirement, labels));
}

const END: LabelToken = { kind: 'end', text: '' };
/** Whose words the problems are in. */
const MINOR = 36;

const operators: Readonly<Record<string, string>> = {
  in: 'In',
  notin: 'NotIn',
  '=': 'In',
  '==': 'In',
  '!=': 'NotIn',
  '>': 'Gt',
  '<': 'Lt',
};

function startsRequirement({ kind, text }: LabelToken): boolean {
  return kind === 'word' || text === '!';
}

/** NewRequirement: the values that an operator needs, each a good one. */
function checked(requirement: LabelRequirement): LabelRequirement {
  const { key, operator, values = [] } = requirement;
  const isComparison = operator === 'Gt' || operator === 'Lt';
  const wrong = values.flatMap((value, index) => {
    const text = "for 'Gt', 'Lt' operators, the value must be an integer";
    const isNumber = !isComparison || int64Of(value) !== undefined;
    return isNumber ? [] : [`values[${index}]: Invalid value: ${goQuote(value)}: ${text}`];
  });
  for (const [index, value] of values.entries()) {
    const problems = labelValueProblems(value, MINOR);
    if (problems.length > 0) {
      wrong.push(`values[${index}][${key}]: Invalid value: ${goQuote(value)}: ${problems.join('; ')}`);
    }
  }
  if (wrong.length > 0) throw unparsable(wrong.length === 1 ? (wrong[0] ?? '') : `[${wrong.join(', ')}]`);
  return requirement;
}

function unparsable(why: string) {
  return badRequest(`unable to parse requirement: ${why}`);
}
