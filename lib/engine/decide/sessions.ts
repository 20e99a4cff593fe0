const MAX_SESSIONS = 50_000;

export interface SessionModel {
  model: string;
  /** What the caller had asked for, such as `auto:best`. */
  target: string;
}

/** Which model each conversation is on. Old conversations make room for new ones. */
export class Sessions {
  private readonly known = new Map<string, SessionModel>();
  private readonly limit: number;

  constructor(limit = MAX_SESSIONS) {
    this.limit = limit;
  }

  /** The model a conversation is on, or undefined when it is new or the caller now asks for something else. */
  modelOf(scope: string, session: string | undefined, target: string): string | undefined {
    if (session === undefined) return undefined;
    const known = this.known.get(keyOf(scope, session));
    return known?.target === target ? known.model : undefined;
  }

  keep(scope: string, session: string, on: SessionModel): void {
    const key = keyOf(scope, session);
    this.known.delete(key);
    this.known.set(key, on);
    const oldest = this.known.keys().next();
    if (this.known.size > this.limit && !oldest.done) this.known.delete(oldest.value);
  }

  forget(scope: string, session: string): void {
    this.known.delete(keyOf(scope, session));
  }
}

/** Sessions of different teams never meet, even under the same name. */
function keyOf(scope: string, session: string): string {
  return `${scope}\n${session}`;
}

/** What a request asks for, as far as a conversation's model depends on it. */
export function sessionTarget(model: string, policy: string | undefined, qualityWeight?: number): string {
  return [model, policy, qualityWeight].filter((part) => part !== undefined).join('|');
}
