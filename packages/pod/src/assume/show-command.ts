/** A command as people recognise it: the script of `sh -c`, or the words; cut where it gets long. */
export function showCommand(argv: readonly string[]): string {
  const script = argv.findIndex((word) => /^-[a-z]*c$/.test(word));
  const text = script > 0 && script === argv.length - 2 ? (argv.at(-1) ?? '') : argv.join(' ');
  const line = text
    .trim()
    .replace(/\s*\n\s*/g, '; ')
    .replace(/\s+/g, ' ');
  return `\`${line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line}\``;
}

const LONGEST = 60;
