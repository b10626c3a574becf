import { int64Of } from './int64-of.ts';

/** What is asked of one label, or of one field (meta/v1 LabelSelectorRequirement, core/v1 NodeSelectorRequirement). */
export interface LabelRequirement {
  readonly key?: string;
  /** `In`, `NotIn`, `Exists`, `DoesNotExist`, and of nodes and in queries `Gt`, `Lt`; any other is met by nothing. */
  readonly operator?: string;
  readonly values?: readonly string[];
}

/** Whether labels are as asked (kubernetes apimachinery pkg/labels/selector.go Requirement.Matches@1.36). */
export function meetsRequirement(
  { key = '', operator, values = [] }: LabelRequirement,
  labels: { readonly [key: string]: string | undefined },
): boolean {
  const found: unknown = labels[key];
  // Not what every object has: `constructor` may be the key of a label.
  const value = typeof found === 'string' ? found : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt':
      return isBeyond(value, values[0], operator);
    default:
      return false;
  }
}

/** The API server takes any text for Gt and Lt of nodes (ValidateNodeSelectorRequirement@1.36); what is no number fits nothing. */
function isBeyond(value = '', bound = '', operator: 'Gt' | 'Lt'): boolean {
  const [one, other] = [int64Of(value), int64Of(bound)];
  if (one === undefined || other === undefined) return false;
  return operator === 'Gt' ? one > other : one < other;
}
