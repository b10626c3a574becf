/** As rows are deleted from: a table that asks all shards has none of its own. */
export interface StoredTables {
  readonly observations: string;
  readonly hour_counts: string;
}

/** The names of the tables that hold the rows, with the cluster on all of whose machines that is. */
export function storedTables(cluster: string | undefined): StoredTables {
  const on = (name: string): string => (cluster === undefined ? name : `${name}_local ON CLUSTER ${cluster}`);
  return { observations: on('observations'), hour_counts: on('hour_counts') };
}
