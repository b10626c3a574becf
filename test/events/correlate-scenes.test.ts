import { describe, expect, test } from 'vitest';
import { SCENES, START, together } from './correlate-scenes/all-scenes.ts';
import { streamOf } from './correlate-scenes/scene.ts';
import { grade } from './recorded-variants/grade.ts';

describe('what is behind it, and nothing else, is found when', () => {
  test.each(SCENES.map((scene) => [scene.what, scene] as const))('%s', async (_what, scene) => {
    const { complaints, unknown, pieces } = await grade(streamOf(scene, START));
    expect({ complaints, unknown, pieces }).toEqual({
      complaints: [],
      unknown: [],
      pieces: scene.causes.length === 0 ? 0 : 1,
    });
  });
});

test.each([
  ['a second', 1_000],
  ['a minute', 60_000],
])('all of it happens in one cluster, something new every %s', async (_often, every) => {
  const { complaints, pieces } = await grade(together(SCENES, every));
  expect({ complaints, pieces }).toEqual({ complaints: [], pieces: 1 });
});
