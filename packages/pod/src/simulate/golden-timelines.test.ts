import { describe, expect, test } from 'vitest';
import { type Kubelet, kubeletOf } from '../kubelet/profile.ts';
import { DEFAULT_VERSION } from '../kubelet/version.ts';
import { GOLDEN_TIMELINES } from './testing/golden-timelines.ts';
import { playDocument } from './testing/play-document.ts';
import { livesOf, phasesOf, startsOf } from './testing/tell-life.ts';

describe('golden timelines of the reference, in nominal timing', () => {
  test.each(GOLDEN_TIMELINES)('$id: $says', (golden) => {
    const timeline = playDocument(golden, kubeletOf(golden.kubelet ?? DEFAULT_VERSION) as Kubelet);
    if (golden.lives) expect(livesOf(timeline, golden.from)).toEqual(golden.lives);
    if (golden.starts) expect(startsOf(timeline)).toEqual(golden.starts);
    if (golden.phases) expect(phasesOf(timeline, golden.from)).toBe(golden.phases);
  });
});
