import type { Environment } from '@marcbachmann/cel-js';

/** Semantic versions (apiserver pkg/cel/library/semverlib.go@1.36). */
export function withVersions(environment: Environment): Environment {
  return environment
    .registerType('kubernetes.Semver', { ctor: Semver, fields: {} })
    .registerFunction('isSemver(string): bool', (text: string) => read(text) !== undefined)
    .registerFunction('isSemver(string, bool): bool', (text: string, lax: boolean) => read(text, lax) !== undefined)
    .registerFunction('semver(string): kubernetes.Semver', (text: string) => must(text))
    .registerFunction('semver(string, bool): kubernetes.Semver', (text: string, lax: boolean) => must(text, lax))
    .registerFunction('kubernetes.Semver.major(): int', ({ numbers }: Semver) => numbers[0])
    .registerFunction('kubernetes.Semver.minor(): int', ({ numbers }: Semver) => numbers[1])
    .registerFunction('kubernetes.Semver.patch(): int', ({ numbers }: Semver) => numbers[2])
    .registerFunction(
      'kubernetes.Semver.isGreaterThan(kubernetes.Semver): bool',
      (a: Semver, b: Semver) => compare(a, b) > 0,
    )
    .registerFunction(
      'kubernetes.Semver.isLessThan(kubernetes.Semver): bool',
      (a: Semver, b: Semver) => compare(a, b) < 0,
    )
    .registerFunction('kubernetes.Semver.compareTo(kubernetes.Semver): int', (a: Semver, b: Semver) =>
      BigInt(compare(a, b)),
    )
    .registerOperator('kubernetes.Semver == kubernetes.Semver', (a: Semver, b: Semver) => compare(a, b) === 0);
}

class Semver {
  readonly numbers: readonly [bigint, bigint, bigint];
  readonly pre: readonly string[];

  constructor(numbers: readonly [bigint, bigint, bigint], pre: readonly string[]) {
    this.numbers = numbers;
    this.pre = pre;
  }
}

function read(text: string, lax = false): Semver | undefined {
  const normal = lax ? normalized(text) : text;
  const match = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/.exec(normal);
  if (match === null) return undefined;
  const pre = match[4]?.split('.') ?? [];
  if (pre.some((part) => part === '' || /^0\d+$/.test(part))) return undefined;
  return new Semver([BigInt(match[1] ?? 0), BigInt(match[2] ?? 0), BigInt(match[3] ?? 0)], pre);
}

function must(text: string, lax = false): Semver {
  const version = read(text, lax);
  if (version === undefined) throw new Error('No Major.Minor.Patch elements found');
  return version;
}

/** Without `v`, with the numbers that are missing, and without zeros in front. */
function normalized(text: string): string {
  const [, core = '', rest = ''] = /^v?([\d.]*)(.*)$/s.exec(text) ?? [];
  const parts = core.split('.').map((part) => part.replace(/^0+(?=\d)/, ''));
  while (parts.length < 3) parts.push('0');
  return parts.join('.') + rest;
}

function compare(a: Semver, b: Semver): number {
  for (const at of [0, 1, 2] as const)
    if (a.numbers[at] !== b.numbers[at]) return a.numbers[at] < b.numbers[at] ? -1 : 1;
  if (a.pre.length === 0 || b.pre.length === 0) return Math.sign(b.pre.length - a.pre.length);
  for (const [at, part] of a.pre.entries()) {
    const other = b.pre[at];
    if (other === undefined) return 1;
    if (part !== other) return comparePart(part, other);
  }
  return Math.sign(a.pre.length - b.pre.length);
}

function comparePart(one: string, other: string): number {
  const [isNumber, isOther] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (isNumber && isOther) return BigInt(one) < BigInt(other) ? -1 : 1;
  if (isNumber !== isOther) return isNumber ? -1 : 1;
  return one < other ? -1 : 1;
}
