/** Each read goes back this far, because a transaction may commit after a later one was read. */
const OVERLAP_MS = 10_000;

/** Polls a table for changed rows. Reads overlap, but each change is returned once. */
export class ChangeFeed<Row extends { updatedAt: Date }> {
  private latest: Date;
  private returned = new Set<string>();
  private readonly read: (since: Date) => Promise<Row[]>;
  private readonly toKey: (row: Row) => string;

  /** `read` returns rows oldest first; `since` is where the first read starts. */
  constructor(read: (since: Date) => Promise<Row[]>, toKey: (row: Row) => string, since = new Date(0)) {
    this.read = read;
    this.toKey = toKey;
    this.latest = since;
  }

  /** Rows that changed since the last call, oldest first. */
  async next(): Promise<Row[]> {
    const rows = await this.read(new Date(Math.max(0, this.latest.getTime() - OVERLAP_MS)));
    const toChangeKey = (row: Row) => `${this.toKey(row)}@${row.updatedAt.getTime()}`;
    const changed = rows.filter((row) => !this.returned.has(toChangeKey(row)));
    this.returned = new Set(rows.map(toChangeKey));
    this.latest = rows.at(-1)?.updatedAt ?? this.latest;
    return changed;
  }
}
