import { readFileSync } from 'node:fs';

// Prints `N passed, N failed` of a Vitest JSON report, alone on its line, for whoever reads a CI log by its end.
// A suite that could not be loaded holds no tests to count, so it counts as one failure.
const [path = 'test-results/vitest.json'] = process.argv.slice(2);
const { passed, failed, skipped } = countTests(readReport(path));
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

interface Report {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

function countTests({ testResults }: Report): { passed: number; failed: number; skipped: number } {
  const statuses = testResults.flatMap(({ status, assertionResults }) => {
    const own = assertionResults.map((result) => result.status);
    return status === 'failed' && !own.includes('failed') ? [...own, 'failed'] : own;
  });
  const passed = statuses.filter((status) => status === 'passed').length;
  const failed = statuses.filter((status) => status === 'failed').length;
  return { passed, failed, skipped: statuses.length - passed - failed };
}

function readReport(path: string): Report {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    process.stderr.write(`no report of the tests: ${error instanceof Error ? error.message : error}\n`);
    return { testResults: [{ status: 'failed', assertionResults: [] }] };
  }
}
