/** An image that is there. */
export interface NodeImage {
  /** By digest, and by tag. */
  readonly names: readonly string[];
  readonly sizeBytes: number;
}
