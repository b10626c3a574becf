import { GROUP_COLUMNS, PLACE_COLUMNS } from './observation-columns.ts';

/**
 * The statements that bring a schema from one version to the next; the first of them makes its tables. What has been published is
 * never changed: a new version comes at the end. Names are found by the connection's `search_path`.
 */
export const SCHEMA_VERSIONS: readonly (readonly string[])[] = [
  [
    // Numbers of groups and days that somebody remembers hold for one generation.
    'CREATE TABLE generation (number bigint NOT NULL)',
    'INSERT INTO generation VALUES (1)',
    `CREATE TABLE groups (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest uuid NOT NULL UNIQUE,
  ${GROUP_COLUMNS.map((column) => `${column} text NOT NULL`).join(',\n  ')}
)`,
    `CREATE TABLE places (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest uuid NOT NULL UNIQUE,
  day integer NOT NULL,
  ${PLACE_COLUMNS.map((column) => `${column} text NOT NULL`).join(',\n  ')}
)`,
    'CREATE INDEX places_workload ON places (workload, day)',
    'CREATE INDEX places_node ON places (node, day)',
    'CREATE INDEX places_day ON places (day)',
    `CREATE TABLE observations (
  ended bigint NOT NULL,
  started bigint NOT NULL,
  seen bigint NOT NULL,
  occurrences bigint NOT NULL,
  place_id bigint NOT NULL,
  group_id integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  uid text NOT NULL,
  event_name text NOT NULL,
  event_uid text NOT NULL,
  event_version text NOT NULL,
  message text NOT NULL,
  incident text COLLATE "C" NOT NULL,
  related text NOT NULL,
  exact text NOT NULL,
  PRIMARY KEY (ended, id)
) PARTITION BY RANGE (ended)`,
    'CREATE INDEX observations_group ON observations (group_id, ended)',
    'CREATE INDEX observations_place ON observations (place_id, ended)',
    'CREATE INDEX observations_name ON observations (name, ended)',
    "CREATE INDEX observations_incident ON observations (incident, ended) WHERE incident <> ''",
    // A letter before each word keeps the parser from taking it for a number, a file or a host. A tsvector has no more than 1 MB.
    `CREATE FUNCTION words_of(message text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('pg_catalog.simple', 'w' || regexp_replace(lower(left(message, 100000) COLLATE "C"), '[\\x01-\\x2f\\x3a-\\x60\\x7b-\\x7f]+' COLLATE "C", ' w', 'g'))`,
    'CREATE INDEX observations_words ON observations USING gin (words_of(message))',
    `CREATE TABLE hour_counts (
  hour integer NOT NULL,
  group_id integer NOT NULL,
  rows bigint NOT NULL,
  occurrences bigint NOT NULL,
  first bigint NOT NULL,
  last bigint NOT NULL,
  PRIMARY KEY (hour, group_id)
) WITH (fillfactor = 70)`,
    'CREATE INDEX hour_counts_group ON hour_counts (group_id, hour)',
    `CREATE TABLE incidents (
  id text COLLATE "C" PRIMARY KEY,
  started bigint NOT NULL,
  ended bigint NOT NULL,
  state text NOT NULL,
  json text NOT NULL
)`,
    'CREATE INDEX incidents_ended ON incidents (ended, id)',
    `CREATE TABLE gaps (
  started bigint NOT NULL,
  ended bigint NOT NULL,
  json text NOT NULL,
  PRIMARY KEY (started, ended, json)
)`,
    'CREATE TABLE checkpoints (name text COLLATE "C" PRIMARY KEY, json text NOT NULL)',
    `CREATE VIEW events AS SELECT o.id, to_timestamp(o.ended / 1000.0) AS time, o.ended, o.started, o.seen, o.occurrences, o.message, o.name, o.uid,
  CASE WHEN o.event_name LIKE '=.%' THEN o.name || substr(o.event_name, 2) ELSE o.event_name END AS event_name,
  CASE WHEN o.event_uid = '=' THEN left(o.id, 36) ELSE o.event_uid END AS event_uid, o.event_version, o.incident, o.related, o.exact,
  ${[...GROUP_COLUMNS.map((column) => `g.${column}`), ...PLACE_COLUMNS.map((column) => `p.${column}`)].join(', ')}
FROM observations AS o JOIN groups AS g ON g.id = o.group_id JOIN places AS p ON p.id = o.place_id`,
  ],
];
