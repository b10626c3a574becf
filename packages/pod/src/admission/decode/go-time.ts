import { goQuote } from '../go-quote.ts';

/** RFC 3339 as metav1.Time reads it, and with the fraction that metav1.MicroTime insists on. */
export type TimeLayout = '2006-01-02T15:04:05Z07:00' | '2006-01-02T15:04:05.000000Z07:00';

/** Why a text is no time, in Go's words; undefined for one that is (time.Parse in Go's time/format.go@1.26). */
export function timeProblem(text: string, layout: TimeLayout): string | undefined {
  let rest = text;
  const found: Record<string, number> = {};
  for (const element of elementsOf(layout)) {
    const match = element.is.exec(rest);
    if (match === null) {
      return `parsing time ${goQuote(text)} as "${layout}": cannot parse ${goQuote(rest)} as ${goQuote(element.name)}`;
    }
    const number = Number.parseInt(match[0], 10);
    if (element.most !== undefined && number > element.most) return outOfRange(text, element.part ?? '');
    if (element.part !== undefined) found[element.part] = number;
    rest = rest.slice(match[0].length);
  }
  if (rest !== '') return `parsing time ${goQuote(text)}: extra text: ${goQuote(rest)}`;
  const { year = 0, month = 1, day = 1 } = found;
  if (month < 1) return outOfRange(text, 'month');
  return day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate() ? outOfRange(text, 'day') : undefined;
}

function outOfRange(text: string, part: string): string {
  return `parsing time ${goQuote(text)}: ${part} out of range`;
}

interface Element {
  /** As a layout writes it. */
  readonly name: string;
  readonly is: RegExp;
  readonly part?: string;
  readonly most?: number;
}

function elementsOf(layout: TimeLayout): readonly Element[] {
  const isMicro = layout.includes('.');
  return [
    { name: '2006', is: /^\d{4}/, part: 'year' },
    literal('-'),
    { name: '01', is: /^\d\d/, part: 'month', most: 12 },
    literal('-'),
    { name: '02', is: /^\d\d/, part: 'day' },
    literal('T'),
    { name: '15', is: /^\d\d?/, part: 'hour', most: 23 },
    literal(':'),
    { name: '04', is: /^\d\d/, part: 'minute', most: 59 },
    literal(':'),
    // A fraction may follow where none is asked for.
    { name: '05', is: isMicro ? /^\d\d/ : /^\d\d([.,]\d+)?/, part: 'second', most: 59 },
    ...(isMicro ? [{ name: '.000000', is: /^[.,]\d{6}/ }] : []),
    { name: 'Z07:00', is: /^(Z|[+-]\d\d:\d\d)/ },
  ];
}

function literal(name: string): Element {
  return { name, is: new RegExp(`^${name}`) };
}
