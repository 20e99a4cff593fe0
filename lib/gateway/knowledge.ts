import type { Database } from '../db/client';
import { correctionsOf, teamsCorrectingSince } from '../db/corrections';
import { type Evidenced, evidenceSince } from '../db/evidence';
import { policiesInForce } from '../db/policies';
import { sessionsSince } from '../db/sessions';
import { type Classify, createClassifier, shippedModel } from '../engine/classify/classify';
import { type Correction, learn } from '../engine/classify/corrections';
import { Memory } from '../engine/memory/memory';
import type { Policy } from '../engine/policy/policy';
import { Sessions } from '../engine/sessions';

/** How far back the first reading of conversations goes. Memory and corrections are read whole. */
const SESSIONS_MS = 7 * 24 * 3_600_000;
/** Rows are read again for this long: a transaction may commit after a later one was seen. */
const OVERLAP_MS = 10_000;

/**
 * What the installation has learned and decided, as this process knows it: policies, memory, corrections, conversations.
 * The database has the truth; reading it again now and then brings in what other processes wrote.
 */
export class Knowledge {
  policies: Policy[] = [];
  readonly memory = new Memory();
  readonly sessions = new Sessions();
  private readonly classifiers = new Map<string, Classify>();
  private readonly seen = {
    evidence: new Date(0),
    corrections: new Date(0),
    sessions: new Date(Date.now() - SESSIONS_MS),
  };
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** The classifier as the team has taught it. */
  classifierOf(teamId: string): Classify {
    return this.classifiers.get(teamId) ?? createClassifier();
  }

  /** Takes in what changed since the last time. Rejects while the database is away; the next time catches up. */
  async refresh(): Promise<void> {
    await Promise.all([
      this.refreshPolicies(),
      this.refreshMemory(),
      this.refreshCorrections(),
      this.refreshSessions(),
    ]);
  }

  async refreshPolicies(): Promise<void> {
    this.policies = await policiesInForce(this.database);
  }

  /** Takes in what feedback has just changed, without waiting for the next reading. */
  take({ teamId, model, learned }: Evidenced): void {
    this.memory.set(teamId, model, learned);
  }

  /** Learns a team's corrections anew, over the weights that ship. */
  async refreshClassifier(teamId: string): Promise<void> {
    const corrections = await correctionsOf(this.database, teamId);
    const overlay = learn(
      corrections.map(({ features }) => features as Correction),
      shippedModel(),
    );
    if (overlay.size === 0) this.classifiers.delete(teamId);
    else this.classifiers.set(teamId, createClassifier({ overlay }));
  }

  private async refreshMemory(): Promise<void> {
    for (const evidenced of await evidenceSince(this.database, overlapping(this.seen.evidence))) {
      this.take(evidenced);
      this.seen.evidence = evidenced.updatedAt;
    }
  }

  private async refreshCorrections(): Promise<void> {
    for (const { teamId, latest } of await teamsCorrectingSince(this.database, this.seen.corrections)) {
      await this.refreshClassifier(teamId);
      if (latest > this.seen.corrections) this.seen.corrections = latest;
    }
  }

  private async refreshSessions(): Promise<void> {
    for (const stored of await sessionsSince(this.database, overlapping(this.seen.sessions))) {
      this.sessions.keep(stored.teamId, stored.session, stored);
      this.seen.sessions = stored.updatedAt;
    }
  }
}

function overlapping(seen: Date): Date {
  return new Date(Math.max(0, seen.getTime() - OVERLAP_MS));
}
