/** Time limits of an upstream call, in ms. */
export interface Deadlines {
  /** Until the TCP connection is established. Enforced by the provider adapter. */
  connectMs: number;
  /** Until a stream's response headers. */
  headersMs: number;
  /** Until a stream's first content. */
  firstTokenMs: number;
  /** Between two pieces of a stream's content. */
  idleMs: number;
  /** From start to end of a non-streamed answer, which shows no progress on the way. */
  answerMs: number;
  /** From start to end of the request, across all its attempts. */
  totalMs: number;
}

export const DEFAULT_DEADLINES: Deadlines = {
  connectMs: 3_000,
  headersMs: 30_000,
  firstTokenMs: 60_000,
  idleMs: 30_000,
  answerMs: 300_000,
  totalMs: 600_000,
};

/** The operator's settings, for all providers and per provider. */
export interface DeadlineSettings {
  all?: Partial<Deadlines>;
  providers?: Record<string, Partial<Deadlines>>;
}

/** Merges deadlines: the request's, then the provider's, then those for all providers, then the defaults. */
export function resolveDeadlines(
  provider: string,
  settings: DeadlineSettings,
  own: Partial<Deadlines> = {},
): Deadlines {
  return { ...DEFAULT_DEADLINES, ...settings.all, ...settings.providers?.[provider], ...own };
}
