import { join } from 'node:path';
import { expect, test } from 'vitest';
import { otherLives } from './other-lives.ts';
import { lacks, livesOf, NOMINALLY, type PlayedLife } from './play-case.ts';
import { type Expectation, readCases } from './read-cases.ts';

/** What asks for an order or a time must be refused to a life that has all its moments, not only to an empty one. */
const ABOUT_TIME = ['inOrder', 'apart', 'together', 'runTogether'];

test('every expectation of every case is refused to a pod whose life went otherwise', () => {
  const idle = readCases(join(import.meta.dirname, 'cases')).flatMap((one) => {
    const lives = livesOf(one, NOMINALLY);
    return one.expectations.flatMap((expectation) => {
      const life = lives.find((l) => expectation.holdsFor(l.version));
      if (life && isRefusedToSome(expectation, life)) return [];
      const why = life ? 'met by every other life' : 'asked of no version';
      return [`${one.name}: ${expectation.verb} ${JSON.stringify(expectation.wanted)} is ${why}`];
    });
  });
  expect(idle).toEqual([]);
});

function isRefusedToSome(expectation: Expectation, life: PlayedLife): boolean {
  const { nothing, ...others } = otherLives(life);
  const judged = ABOUT_TIME.includes(expectation.verb) ? others : { nothing, ...others };
  return Object.values(judged).some((other) => other && lacks(expectation, other()).length > 0);
}
