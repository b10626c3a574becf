import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMain, writeInputs } from '../command/run-main.ts';
import { COMMAND } from '../command-in-clone.ts';
import { followRun } from '../node/scale/follow-run.ts';

const root = resolve(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe.runIf(process.platform === 'linux')('the pods that README runs', () => {
  test('its Job prints what README shows, and ends with its exit code', async () => {
    const file = 'examples/job-with-proxy.yaml';
    const env = { PATH: process.env.PATH ?? '', OUTRIGGER_STATE: join(writeInputs({}), 'state') };
    const { stdout, exitCode } = await runMain(['run', join(root, file), '--logs'], { env });
    const shown = shownBy(`npx outrigger run ${file} --logs 2>events.txt; echo $?`);
    // The Job's controller makes up the end of the pod's name.
    expect(named(`${stdout}${exitCode}\n`)).toBe(named(shown));
  });

  test('its server answers through the proxy, and the shipper tells of it', async () => {
    const file = 'examples/web-with-proxy.yaml';
    await using run = followRun([COMMAND], [join(root, file), '--logs']);
    const printed = () =>
      run.lines.flatMap(({ pod, container, log }) => (log === undefined ? [] : [`${pod}/${container}: ${log}`]));
    const isReady = () =>
      run.lines.some(({ status }) => status?.conditions.some(({ type, status: is }) => type === 'Ready' && is));
    await run.until(() => isReady() && printed().length > 0);
    const address = /http:\/\/\S+/.exec(printed()[0] ?? '')?.[0] ?? '';
    const answer = await fetch(address);
    expect(await answer.text()).toBe('<h1>It works</h1>\n');
    await run.until(() => printed().length > 1);
    await run.interrupt();
    const shown = shownBy(`npx outrigger run ${file} --logs 2>events.txt`).replace('^C\n', '');
    expect(`${printed().join('\n')}\n`.replace(address, 'ADDRESS')).toBe(shown.replace(/http:\S+/, 'ADDRESS'));
  });
});

function named(text: string): string {
  return text.replaceAll(/^migrate-\w{5}/gm, 'migrate-POD');
}

/** What README shows below a command. */
function shownBy(command: string): string {
  const begin = readme.indexOf(`$ ${command}\n`);
  if (begin < 0) throw new Error(`README does not run ${command}`);
  const text = readme.slice(begin + command.length + 3);
  return text.slice(0, text.indexOf('```'));
}
