import type { Caller } from '../caller';
import { activeBaselines } from '../db/budgets/baseline';
import { type Budget, listBudgets } from '../db/budgets/budgets';
import type { Database } from '../db/client';
import { listCorrections, teamsCorrectingSince } from '../db/learning/corrections';
import { type Evidenced, evidenceSince } from '../db/learning/outcome-sums';
import { activePolicies } from '../db/learning/policies';
import { pricesSet } from '../db/system/price-overrides';
import { type StoredSession, sessionsSince } from '../db/system/sessions';
import { deadlineSettings } from '../db/system/settings';
import { type Classify, classifyPrompt, createClassifier, shippedModel } from '../engine/classify/classify';
import { type Correction, learn } from '../engine/classify/corrections';
import { Sessions } from '../engine/decide/sessions';
import type { DeadlineSettings } from '../engine/execute/deadlines';
import { Memory } from '../engine/memory/memory';
import { type SpendingRule, stepReached, stricterRule } from '../engine/money/budget';
import type { Policy } from '../engine/policy/policy';
import { DAY_MS } from '../engine/time';
import { budgetName } from './budget-message';
import { ChangeFeed } from './change-feed';
import { PriceBook } from './price-book';

/** How far back the first read of sessions goes. Memory and corrections are read in full. */
const SESSIONS_MS = 7 * DAY_MS;
/** Usage totals change slowly, so baselines are recomputed once a minute. */
const BASELINES_MS = 60_000;

/**
 * This process's copy of what the installation has learned and configured: policies, deadlines, memory, corrections,
 * sessions. The database is the source of truth; periodic refreshes bring in what other processes wrote.
 */
export class Knowledge {
  policies: Policy[] = [];
  /** Active budgets, with the counters of the last refresh. */
  budgets: Budget[] = [];
  /** The operator's deadlines for upstream calls. */
  deadlines: DeadlineSettings = {};
  readonly prices = new PriceBook();
  private baselines = new Map<string, string>();
  private baselinesReadAt = 0;
  readonly memory = new Memory();
  readonly sessions = new Sessions();
  private readonly classifiers = new Map<string, Classify>();
  private readonly takenAt = new Map<string, number>();
  private readonly database: Database;
  private readonly evidence: ChangeFeed<Evidenced>;
  private readonly corrections: ChangeFeed<{ teamId: string; updatedAt: Date }>;
  private readonly conversations: ChangeFeed<StoredSession>;

  constructor(database: Database) {
    this.database = database;
    this.evidence = new ChangeFeed((since) => evidenceSince(database, since), memoryKey);
    this.corrections = new ChangeFeed(
      (since) => teamsCorrectingSince(database, since),
      ({ teamId }) => teamId,
    );
    this.conversations = new ChangeFeed(
      (since) => sessionsSince(database, since),
      ({ teamId, session }) => `${teamId}\n${session}`,
      new Date(Date.now() - SESSIONS_MS),
    );
  }

  /** The strictest step that any of the caller's budgets has reached, as of the last refresh. */
  spendingRuleFor(caller: Caller): SpendingRule | null {
    return this.budgets
      .filter((budget) => appliesTo(budget, caller))
      .map(toSpendingRule)
      .reduce(stricterRule, null);
  }

  /** The model that a team's savings are compared with; null: each request's strongest candidate. */
  baselineFor(teamId: string): string | null {
    return this.baselines.get(teamId) ?? null;
  }

  /** The classifier with the team's corrections. */
  classifierFor(teamId: string): Classify {
    return this.classifiers.get(teamId) ?? classifyPrompt;
  }

  /** Reads what changed since the last refresh. Rejects while the database is away; the next refresh catches up. */
  async refresh(): Promise<void> {
    await Promise.all([
      this.refreshPolicies(),
      this.refreshDeadlines(),
      this.refreshMemory(),
      this.refreshCorrections(),
      this.refreshSessions(),
      this.refreshBudgets(),
      this.refreshPrices(),
      Date.now() >= this.baselinesReadAt + BASELINES_MS ? this.refreshBaselines() : null,
    ]);
  }

  async refreshPolicies(): Promise<void> {
    this.policies = await activePolicies(this.database);
  }

  async refreshDeadlines(): Promise<void> {
    this.deadlines = await deadlineSettings(this.database);
  }

  /**
   * Applies changed feedback at once instead of with the next refresh. A change older than the one already applied is
   * ignored.
   */
  take(evidenced: Evidenced): void {
    const key = memoryKey(evidenced);
    const at = evidenced.updatedAt.getTime();
    if (at < (this.takenAt.get(key) ?? 0)) return;
    this.takenAt.set(key, at);
    this.memory.set(evidenced.teamId, evidenced.model, evidenced.learned);
  }

  /** Retrains a team's corrections on top of the built-in weights. */
  async refreshClassifier(teamId: string): Promise<void> {
    const corrections = await listCorrections(this.database, teamId);
    const overlay = learn(
      corrections.map(({ features }) => features as Correction),
      shippedModel(),
    );
    if (overlay.size === 0) this.classifiers.delete(teamId);
    else this.classifiers.set(teamId, createClassifier({ overlay }));
  }

  async refreshBudgets(): Promise<void> {
    this.budgets = await listBudgets(this.database);
  }

  async refreshPrices(): Promise<void> {
    this.prices.override(await pricesSet(this.database));
  }

  async refreshBaselines(): Promise<void> {
    this.baselinesReadAt = Date.now();
    this.baselines = await activeBaselines(this.database);
  }

  private async refreshMemory(): Promise<void> {
    for (const evidenced of await this.evidence.next()) this.take(evidenced);
  }

  private async refreshCorrections(): Promise<void> {
    for (const { teamId } of await this.corrections.next()) await this.refreshClassifier(teamId);
  }

  private async refreshSessions(): Promise<void> {
    for (const stored of await this.conversations.next()) this.sessions.keep(stored.teamId, stored.session, stored);
  }
}

function appliesTo({ scope, teamId, keyId, userId }: Budget, caller: Caller): boolean {
  const member = caller.kind === 'key' ? caller.createdById : caller.userId;
  if (scope === 'workspace') return true;
  if (scope === 'key') return caller.kind === 'key' && caller.keyId === keyId;
  return teamId === caller.teamId && (scope === 'team' || userId === member);
}

/** The step applies below the limit; at the limit the admission statement refuses. */
function toSpendingRule(budget: Budget): SpendingRule | null {
  const { spentNanoUsd, limitNanoUsd, ladder } = budget;
  const action = stepReached(spentNanoUsd, limitNanoUsd, ladder)?.action;
  if (action !== 'cheapest' && action !== 'free') return null;
  return { action, budget: budgetName(budget), spentPercent: (spentNanoUsd / limitNanoUsd) * 100 };
}

function memoryKey({ teamId, model }: Evidenced): string {
  return `${teamId}\n${model}`;
}
