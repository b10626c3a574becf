/**
 * True for what the API server reads as a quantity: `500m`, `1.5Gi`, `1e3`, `.5`, and also `Gi` alone, which is none.
 *
 * Mirrors `parseQuantityString` and the suffixes in k8s.io/apimachinery@v0.36.0 pkg/api/resource/{quantity,suffix}.go.
 */
export function isQuantity(text: string): boolean {
  return quantity.test(text);
}

/** The API server's complaint about a string that is no quantity. */
export function quantityComplaint(text: string): string {
  if (shape.test(text)) return "unable to parse quantity's suffix";
  return `quantities must match the regular expression '${shape.source}'`;
}

const quantity = /^ *(?=[^ ])[-+]?\d*\.?\d*(?:[KMGTPE]i|[numkMGTPE]|[eE][-+]?\d+)? *$/;

// ErrFormatWrong names this one, which is wider than what is parsed.
const shape = /^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$/;
