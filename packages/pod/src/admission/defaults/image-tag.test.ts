import { expect, it } from 'vitest';
import { defaultPullPolicy } from './image-tag.ts';

const digest = `sha256:${'0'.repeat(64)}`;

it.each([
  ['app', 'Always'],
  ['app:latest', 'Always'],
  ['app:1', 'IfNotPresent'],
  ['registry:5000/app', 'Always'],
  ['registry:5000/app:1', 'IfNotPresent'],
  [`app@${digest}`, 'IfNotPresent'],
  [`app:latest@${digest}`, 'Always'],
  ['no reference', 'IfNotPresent'],
  ['App', 'IfNotPresent'],
  ['', 'IfNotPresent'],
  ['HOST/app', 'Always'],
  ['[::1]:5000/app', 'Always'],
] as const)('the image %j is pulled %s', (image, policy) => {
  expect(defaultPullPolicy(image, 36)).toBe(policy);
});

it.each(['HOST/app', '[::1]:5000/app'])('up to 1.28 %s is no reference', (image) => {
  expect(defaultPullPolicy(image, 28)).toBe('IfNotPresent');
  expect(defaultPullPolicy(image, 29)).toBe('Always');
});
