export interface Query {
  name: string;
  run(): Promise<unknown>;
  /** The same figures from the ledger, as SQL. */
  raw?: string;
}
