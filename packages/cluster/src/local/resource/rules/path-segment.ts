/** Why a text may not stand between the slashes of a path (IsPathSegmentName in apimachinery pkg/api/validate/content@1.36). */
export function pathSegmentProblems(text: string): readonly string[] {
  if (text === '.' || text === '..') return [`may not be '${text}'`];
  return ['/', '%'].filter((part) => text.includes(part)).map((part) => `may not contain '${part}'`);
}
