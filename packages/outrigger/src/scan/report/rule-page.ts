/** Where a rule's page is, which is docs/rules/ID.md of the repository. */
export function pageOf(id: string): string {
  return `https://outrigger.dev/rules/${id}`;
}
