import { expect, test } from 'vitest';
import { isFullRun } from '../effort.ts';
import { describeWithShared } from '../shared-material.ts';
import { drawFrom } from './recorded-variants/draw.ts';
import { grade, gradeWithObjects } from './recorded-variants/grade.ts';
import { readStream } from './recorded-variants/stream.ts';
import { VARIANTS } from './recorded-variants/variants.ts';

describeWithShared('a stream like the recorded one is understood as well', 'golden/events', (folder) => {
  const recorded = readStream(folder);

  test.each(isFullRun ? Object.keys(VARIANTS) : SAMPLE)('when %s', async (what) => {
    const stream = VARIANTS[what]?.(recorded, drawFrom(SEED)) ?? recorded;
    const { complaints, causes, roots, affected, pieces, extra, messages, grouped, unknown } = await grade(stream);
    expect(complaints).toEqual([]);
    expect({ roots, affected, pieces, extra, grouped, unknown }).toEqual({
      roots: causes,
      affected: causes,
      pieces: 1,
      extra: 0,
      grouped: messages,
      unknown: [],
    });
  });

  test.each(isFullRun ? ['everything has another name', 'nodes fail first', 'everything goes wrong twice'] : [])(
    'and what objects say by no Event makes no incident more, when %s',
    async (what) => {
      const stream = VARIANTS[what]?.(recorded, drawFrom(SEED)) ?? recorded;
      const { complaints, pieces } = await gradeWithObjects(stream);
      expect({ complaints, pieces }).toEqual({ complaints: [], pieces: 1 });
    },
  );
});

/** The variants that hold the most of the others. */
const SAMPLE = ['all causes at once, renamed', 'each workload is of another kind', 'workloads break while nodes fail'];
const SEED = Number(process.env.SEED ?? 7);
