/** Rows are read again for this long: a transaction may commit after a later one was seen. */
const OVERLAP_MS = 10_000;

/** A table read again and again for what changed: each change is handed out once, although the readings overlap. */
export class ChangeFeed<Row extends { updatedAt: Date }> {
  private latest: Date;
  private handedOut = new Set<string>();
  private readonly read: (since: Date) => Promise<Row[]>;
  private readonly keyOf: (row: Row) => string;

  /** `read` answers oldest first; `since` is where the first reading starts. */
  constructor(read: (since: Date) => Promise<Row[]>, keyOf: (row: Row) => string, since = new Date(0)) {
    this.read = read;
    this.keyOf = keyOf;
    this.latest = since;
  }

  /** What has changed since the last time, oldest first. */
  async next(): Promise<Row[]> {
    const rows = await this.read(new Date(Math.max(0, this.latest.getTime() - OVERLAP_MS)));
    const changeOf = (row: Row) => `${this.keyOf(row)}@${row.updatedAt.getTime()}`;
    const changed = rows.filter((row) => !this.handedOut.has(changeOf(row)));
    this.handedOut = new Set(rows.map(changeOf));
    this.latest = rows.at(-1)?.updatedAt ?? this.latest;
    return changed;
  }
}
