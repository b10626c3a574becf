/** A value as YAML under a comment; texts of several lines stand in blocks. */
export async function printYaml(value: object, head: string): Promise<string> {
  const { Document } = await import('yaml');
  const document = new Document(value, { aliasDuplicateObjects: false });
  document.commentBefore = head.replace(/^/gm, ' ');
  return document.toString({ lineWidth: 0, blockQuote: 'literal', indentSeq: false });
}
