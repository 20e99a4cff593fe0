const MAX_SESSIONS = 50_000;

export interface SessionModel {
  model: string;
  /** The requested `model` and policy, such as `auto:best`. */
  target: string;
}

/** The model each conversation uses. The oldest conversation is dropped when the limit is reached. */
export class Sessions {
  private readonly known = new Map<string, SessionModel>();
  private readonly limit: number;

  constructor(limit = MAX_SESSIONS) {
    this.limit = limit;
  }

  /** The model a conversation uses; undefined when it is new or the request asks for a different target. */
  modelOf(scope: string, session: string | undefined, target: string): string | undefined {
    if (session === undefined) return undefined;
    const known = this.known.get(sessionKey(scope, session));
    return known?.target === target ? known.model : undefined;
  }

  keep(scope: string, session: string, on: SessionModel): void {
    const key = sessionKey(scope, session);
    this.known.delete(key);
    this.known.set(key, on);
    const oldest = this.known.keys().next();
    if (this.known.size > this.limit && !oldest.done) this.known.delete(oldest.value);
  }

  forget(scope: string, session: string): void {
    this.known.delete(sessionKey(scope, session));
  }
}

/** Sessions are scoped by team, so equal names in two teams do not collide. */
function sessionKey(scope: string, session: string): string {
  return `${scope}\n${session}`;
}

/** The part of a request that a conversation's model depends on: when it changes, the conversation is routed again. */
export function sessionTarget(model: string, policy: string | undefined, qualityWeight?: number): string {
  return [model, policy, qualityWeight].filter((part) => part !== undefined).join('|');
}
