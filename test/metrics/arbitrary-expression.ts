import fc from 'fast-check';

/** Expressions of Prometheus that ask about containers somewhere, in many shapes. */
export const arbitraryExpression: fc.Arbitrary<string> = fc.letrec<{ vector: string; selector: string; range: string }>(
  (tie) => {
    const about = fc.constantFrom(
      'info',
      'status_ready',
      'status_restarts_total',
      'resource_requests',
      'status_running',
    );
    const metric = fc.oneof(
      { weight: 4, arbitrary: about.map((name) => `kube_pod_container_${name}`) },
      { weight: 1, arbitrary: fc.constantFrom('up', 'kube_pod_status_phase') },
    );
    const matchers = fc.constantFrom(
      '',
      '{}',
      '{job="k"}',
      '{pod=~"a-.*", namespace!="kube-system",}',
      "{container='x'}",
    );
    const bare = fc.tuple(metric, matchers).map(([name, match]) => name + match);
    const shift = fc.constantFrom('', '', ' offset 5m', ' @ end()', ' offset -1h', ' @ 1609746000 offset 1m');
    const blank = fc.constantFrom(' ', '\n  ', ' # why\n');
    return {
      selector: fc.tuple(bare, shift).map(([name, by]) => name + by),
      range: fc
        .tuple(
          fc.constantFrom('rate', 'increase', 'max_over_time', 'changes'),
          bare,
          fc.constantFrom('5m', '1h'),
          shift,
        )
        .map(([name, of, time, by]) => `${name}(${of}[${time}]${by})`),
      vector: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        tie('selector'),
        tie('range'),
        tie('vector').map((of) => `(${of})`),
        tie('vector').map((of) => `-${of}`),
        fc.tuple(tie('vector'), blank).map(([of, gap]) => `sum by (namespace)${gap}(${of})`),
        tie('vector').map((of) => `count without (image) (${of})`),
        tie('vector').map((of) => `label_replace(${of}, "a", "$1", "pod", "(.*)")`),
        tie('vector').map((of) => `max_over_time((${of})[10m:1m])`),
        tie('selector').map((of) => `timestamp(${of})`),
        fc
          .tuple(
            tie('vector'),
            fc.constantFrom('+', '>', '/ on (pod)', 'and on (pod)', 'or', 'unless', '== bool'),
            blank,
            tie('vector'),
          )
          .map(([left, operator, gap, right]) => `${left} ${operator}${gap}${right}`),
      ),
    };
  },
).vector;
