import { atMost, dnsSubdomainProblems, regexProblem } from './dns-name.ts';

/**
 * Why a text is not a qualified name (a label key, an annotation key in lower case, a resource name), in the words of
 * an API server of `minor`. apimachinery pkg/api/validate/content/kube.go IsLabelKey@1.36.2; before 1.35
 * pkg/util/validation/validation.go IsQualifiedName.
 */
export function qualifiedNameProblems(value: string, minor: number): readonly string[] {
  if (value.length <= 63 && name.test(value)) return [];
  const parts = value.split('/');
  if (parts.length > 2) {
    const what = minor < 35 ? 'a qualified name' : 'a valid label key';
    const shape = regexProblem(nameText, nameFormat, 'MyName', 'my.name', '123-abc');
    return [`${what} ${shape} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const prefix = parts.length === 2 ? parts[0] : undefined;
  const own = parts.at(-1) ?? '';
  const problems = prefix === undefined ? [] : prefixProblems(prefix, minor);
  if (own === '') problems.push('name part must be non-empty');
  else if (own.length > 63) problems.push(`name part ${atMost(63, unit(minor))}`);
  if (!name.test(own)) problems.push(`name part ${regexProblem(nameText, nameFormat, 'MyName', 'my.name', '123-abc')}`);
  return problems;
}

/** Why a text is not a label value. */
export function labelValueProblems(value: string, minor: number): readonly string[] {
  const problems = value.length <= 63 ? [] : [atMost(63, unit(minor))];
  if (!labelValue.test(value)) {
    problems.push(regexProblem(valueText, `(${nameFormat})?`, 'MyValue', 'my_value', '12345'));
  }
  return problems;
}

function prefixProblems(prefix: string, minor: number): string[] {
  if (prefix === '') return ['prefix part must be non-empty'];
  return dnsSubdomainProblems(prefix).map((problem) => `prefix part ${minor < 35 ? problem : inBytes(problem)}`);
}

// 1.35 moved these checks to a package that counts in bytes (pkg/api/validate/content); all others say characters.
function unit(minor: number): 'characters' | 'bytes' {
  return minor < 35 ? 'characters' : 'bytes';
}

function inBytes(problem: string): string {
  return problem.replace(/^must be no more than (\d+) characters$/, 'must be no more than $1 bytes');
}

const nameFormat = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const name = new RegExp(`^${nameFormat}$`);
const labelValue = new RegExp(`^(${nameFormat})?$`);

const nameText =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const valueText = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character`;
