import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { measureStartUp } from '../../bench/start-up/measure-start-up.ts';
import { publishCommand } from '../published-command.ts';

const example = resolve(import.meta.dirname, '../../examples/native-sidecar.yaml');

test('explain takes little longer than an empty Node process', () => {
  const { empty, command, ratio } = measureStartUp(publishCommand(), ['explain', example], 9);
  process.stdout.write(
    `explain: ${command.toFixed(0)} ms, empty Node: ${empty.toFixed(0)} ms, ratio ${ratio.toFixed(2)} (aim 2.5)\n`,
  );
  // The aim is 2.5, as bench/start-up measures it on a quiet machine; here other tests run beside.
  expect(ratio).toBeLessThan(4.5);
}, 120_000);
