import { isJsonObject, type Json } from '../meaning/json.ts';
import type { Node } from '../parse/node.ts';
import type { Draft } from './draft.ts';
import { isScalar, printQuoted, printScalar } from './print-scalar.ts';
import { type Style, styleInside } from './style.ts';

/** How text between brackets is written. */
export interface FlowStyle extends Style {
  /** Every string and every key in double quotes. */
  readonly isJson: boolean;
  readonly colon: ': ' | ':';
  readonly comma: ', ' | ',';
  /** What a line of JSON has in front of it for each level. */
  readonly unit: string;
}

/** The style of a collection with brackets, or of one that a new one is to be written into. */
export function flowStyleOf(draft: Draft, collection: Node): FlowStyle {
  const { text, root } = draft;
  const [firstKey] = root.kind === 'map' ? root.entries : [];
  const isJson = /[{[]/.test(text[root.start] ?? '') && (!firstKey || text[firstKey.key.start] === '"');
  const isTight = isJson && firstKey !== undefined && /^:\S/.test(text.slice(firstKey.key.end, firstKey.key.end + 2));
  return {
    ...styleInside(draft, collection),
    isJson,
    colon: isTight ? ':' : ': ',
    comma: isTight ? ',' : ', ',
    unit: (firstKey && /\n([ \t]+)$/.exec(text.slice(root.start, firstKey.key.start))?.[1]) ?? '  ',
  };
}

/** A value on one line, with brackets. */
export function printFlow(value: Json, style: FlowStyle): string {
  if (isScalar(value)) return printFlowScalar(value, style);
  if (Array.isArray(value)) return `[${value.map((item: Json) => printFlow(item, style)).join(style.comma)}]`;
  const entries = Object.entries(isJsonObject(value) ? value : {});
  const fields = entries.map(([name, inner]) => printFlowKey(name, style) + printFlow(inner, style));
  const pad = style.isPadded && fields.length > 0 ? ' ' : '';
  return `{${pad}${fields.join(style.comma)}${pad}}`;
}

/** A value with each part on a line of its own, as JSON is printed; `indent` is what its first line begins with. */
export function printOpen(value: Json, indent: string, style: FlowStyle): string {
  if (isScalar(value) || Object.keys(value).length === 0) return printFlow(value, style);
  const deeper = indent + style.unit;
  const parts = Array.isArray(value)
    ? value.map((item: Json) => printOpen(item, deeper, style))
    : Object.entries(value).map(([name, inner]) => printFlowKey(name, style) + printOpen(inner, deeper, style));
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const lines = parts.map((part) => style.lineBreak + deeper + part).join(',');
  return open + lines + style.lineBreak + indent + close;
}

/** A key with its colon. */
export function printFlowKey(name: string, style: FlowStyle): string {
  const key = style.isJson ? printQuoted(name, '"') : printScalar(name, { ...style, isQuoted: false, isInFlow: true });
  return key + style.colon;
}

function printFlowScalar(value: null | boolean | number | string, style: FlowStyle): string {
  if (style.isJson && typeof value === 'string') return printQuoted(value, '"');
  return printScalar(value, { ...style, isInFlow: true });
}
