import type { KnownContainer } from '../../catalog/catalog-entry.ts';
import { wordsOf } from '../cel/fields.ts';
import { text } from '../cel/literal.ts';

/** How CEL reads what the startup probe of an entry depends on. */
interface ProbeReading {
  /** A container with the settings that the condition asks for. */
  readonly example?: Omit<KnownContainer, 'name'>;
  /** CEL over the container `c`: whether the advice for the example, but for the port, is right for it. */
  readonly when: string;
  /** CEL for the port. */
  readonly port: string;
}

const WORDS = wordsOf('c');

/** Nothing is known of flags in a script. */
const NO_SHELL = `!${WORDS}.exists(w, w.matches('(^|/)(ba|da|a)?sh$'))`;

/** A flag that is given once, as one word. */
function flag(name: string, value: string): string {
  const mentions = `${WORDS}.filter(w, w.matches(${text(`^--?${name}(=|$)`)}))`;
  return `size(${mentions}) == 1 && ${mentions}[0].matches(${text(`^--?${name}${value}$`)})`;
}

/** The proxies of Google's databases share their flags; the kubelet has to reach the server that is asked. */
const ASKED_BY_HTTP: ProbeReading = {
  example: { args: ['--health-check', '--http-address=0.0.0.0', '--http-port=1'] },
  when: [
    NO_SHELL,
    flag('health-check', '(=true)?'),
    flag('http-address', '=(0\\.0\\.0\\.0|::|\\[::\\]|\\*)'),
    flag('http-port', '=[1-9][0-9]{0,4}'),
  ].join(' && '),
  port: `int(${WORDS}.filter(w, w.matches('^--?http-port='))[0].split('=')[1])`,
};

/** By the id of the entry. */
export const PROBE_READINGS: Readonly<Record<string, ProbeReading>> = {
  'cloud-sql-proxy': ASKED_BY_HTTP,
  'alloydb-auth-proxy': ASKED_BY_HTTP,
};
