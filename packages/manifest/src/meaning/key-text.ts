import type { PlainMeaning } from './plain-scalar.ts';

/**
 * The name that a key which is no string gets in JSON; undefined for the keys that cannot be named.
 *
 * Mirrors `convertToJSONableObject` in sigs.k8s.io/yaml@v1.6.0 yaml.go.
 */
export function keyText(key: PlainMeaning): string | undefined {
  switch (key.tag) {
    case 'bool':
      return String(key.value);
    case 'int':
      return (key.exact ?? 0n) < 2n ** 63n ? String(key.exact ?? key.value) : undefined;
    case 'float':
      return floatText(key.value);
    case 'null':
      return undefined;
  }
}

/** Go's strconv.FormatFloat(value, 'g', -1, 32), with YAML's words for what is not finite. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  const sign = single < 0 || Object.is(single, -0) ? '-' : '';
  const [digits = '', power = ''] = shortest(Math.abs(single)).split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return sign + Number(`${digits}e${power}`);
  return `${sign}${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** The fewest digits, in exponential form, that name this 32-bit number and no other. */
function shortest(value: number): string {
  for (let digits = 0; digits < 9; digits++) {
    const text = value.toExponential(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toExponential(9);
}
