/** An alert as the bell shows it. */
export interface AlertNews {
  id: string;
  sentence: string;
  detail: string;
  /** ISO 8601. */
  at: string;
  isStop: boolean;
}

export type OnSeen = (input: { ids: string[] | 'all' }) => Promise<{ ok: boolean }>;
