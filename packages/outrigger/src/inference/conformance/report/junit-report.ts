import type { Result } from '../run-checks.ts';

/** JUnit's XML: a suite, a case for each check. What upstream does and the protocol does not demand is no failure. */
export function junitReport(target: string, results: readonly Result[]): string {
  const failures = results.filter(isFailure).length;
  const skipped = results.filter(({ outcome }) => outcome === 'skipped').length;
  const counts = `tests="${results.length}" failures="${failures}" skipped="${skipped}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="outrigger inference conformance" ${counts}>
  <testsuite name="${xml(target)}" ${counts}>
${results.map(caseOf).join('\n')}
  </testsuite>
</testsuites>
`;
}

function caseOf(result: Result): string {
  const { check, outcome, why = '', tookMs } = result;
  const head = `    <testcase classname="${check.id.split('/')[0]}" name="${xml(`${check.id}: ${check.what}`)}" time="${(tookMs / 1000).toFixed(3)}"`;
  if (isFailure(result)) return `${head}><failure message="${xml(why)}"/></testcase>`;
  if (outcome === 'skipped') return `${head}><skipped message="${xml(why)}"/></testcase>`;
  return outcome === 'failed' ? `${head}><system-out>${xml(why)}</system-out></testcase>` : `${head}/>`;
}

function isFailure({ outcome, check }: Result): boolean {
  return outcome === 'failed' && check.level === 'must';
}

function xml(text: string): string {
  // Control characters have no place in XML 1.0, not even as entities.
  const plain = text.replace(/\p{Cc}|\p{Cs}/gu, '\ufffd');
  return plain.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
