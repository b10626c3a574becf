/** A value that does not fit its type; paths are put in front on the way out. */
export class TypedFault extends Error {
  readonly problems: readonly string[];

  constructor(problem: string | readonly string[]) {
    const problems = typeof problem === 'string' ? [problem] : problem;
    super(problems.length === 1 ? problems[0] : ['errors:', ...problems.map((text) => `  ${text}`)].join('\n'));
    this.problems = problems;
  }
}
