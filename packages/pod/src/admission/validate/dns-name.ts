/**
 * Why a text is not a DNS label (RFC 1123), in the API server's words; empty when it is one.
 * apimachinery pkg/util/validation/validation.go IsDNS1123Label@1.36.2
 */
export function dnsLabelProblems(value: string): readonly string[] {
  // The common case first: a short name that matches.
  const fits = value.length <= 63;
  if (fits && label.test(value)) return [];
  const problems = fits ? [] : [atMost(63, 'characters')];
  if (!label.test(value)) {
    problems.push(
      subdomain.test(value) ? 'must not contain dots' : regexProblem(labelText, labelFormat, 'my-name', '123-abc'),
    );
  }
  return problems;
}

/** Why a text is not a DNS subdomain (RFC 1123), which is what most names of objects must be. */
export function dnsSubdomainProblems(value: string): readonly string[] {
  const problems = value.length <= 253 ? [] : [atMost(253, 'characters')];
  if (!subdomain.test(value)) problems.push(regexProblem(subdomainText, subdomainFormat, 'example.com'));
  return problems;
}

/** As `dnsSubdomainProblems`, with underscores allowed: DNS search domains from 1.33. */
export function relaxedSubdomainProblems(value: string, minor: number): readonly string[] {
  const problems = value.length <= 253 ? [] : [atMost(253, 'characters')];
  if (!relaxedSubdomain.test(value)) {
    // Before 1.34 the message named the wrong expression (IsDNS1123SubdomainWithUnderscore@1.33).
    const format = minor < 34 ? subdomainFormat : relaxedFormat;
    problems.push(regexProblem(relaxedText, format, 'example.com'));
  }
  return problems;
}

/** A prefix to which something will be appended: its last character may be a dash (NameIsDNSSubdomain@1.36.2). */
export function dnsSubdomainPrefixProblems(prefix: string): readonly string[] {
  // Upstream cuts two characters and adds one; so do we, or other prefixes would pass.
  const name = prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix;
  return dnsSubdomainProblems(name);
}

/** "must be no more than N characters", in the unit that the version uses. */
export function atMost(count: number, unit: 'characters' | 'bytes'): string {
  return `must be no more than ${count} ${unit}`;
}

/** The API server's way to say which expression a text must match, with examples. */
export function regexProblem(text: string, format: string, ...examples: readonly string[]): string {
  if (examples.length === 0) return `${text} (regex used for validation is '${format}')`;
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  return `${text} (e.g. ${shown}regex used for validation is '${format}')`;
}

const labelFormat = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomainFormat = `${labelFormat}(\\.${labelFormat})*`;
const relaxedLabelFormat = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const relaxedFormat = `${relaxedLabelFormat}(\\.${relaxedLabelFormat})*`;

const label = new RegExp(`^${labelFormat}$`);
const subdomain = new RegExp(`^${subdomainFormat}$`);
const relaxedSubdomain = new RegExp(`^${relaxedFormat}$`);

const labelText =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
const subdomainText =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
const relaxedText =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character";
