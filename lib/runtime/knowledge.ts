import type { Caller } from '../caller';
import { activeBaselines } from '../db/budgets/baseline';
import { type Budget, listBudgets } from '../db/budgets/budgets';
import type { Database } from '../db/client';
import { correctionsOf, teamsCorrectingSince } from '../db/learning/corrections';
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
import { budgetName } from './budget-message';
import { ChangeFeed } from './change-feed';
import { PriceBook } from './price-book';

/** How far back the first reading of conversations goes. Memory and corrections are read whole. */
const SESSIONS_MS = 7 * 24 * 3_600_000;
/** What is used most does not change by the second. */
const BASELINES_MS = 60_000;

/**
 * What the installation has learned and decided, as this process knows it: policies, deadlines, memory, corrections,
 * conversations. The database has the truth; reading it again now and then brings in what other processes wrote.
 */
export class Knowledge {
  policies: Policy[] = [];
  /** In force, with the counters as of the last reading. */
  budgets: Budget[] = [];
  /** What an operator set for upstream calls. */
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
    this.evidence = new ChangeFeed((since) => evidenceSince(database, since), placeOf);
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

  /** The strictest step that any budget of a caller has reached, as of the last reading. */
  spendingRuleFor(caller: Caller): SpendingRule | null {
    return this.budgets
      .filter((budget) => appliesTo(budget, caller))
      .map(ruleOf)
      .reduce(stricterRule, null);
  }

  /** The model that a team's savings are counted against; null: the strongest candidate of each request. */
  baselineOf(teamId: string): string | null {
    return this.baselines.get(teamId) ?? null;
  }

  /** The classifier as the team has taught it. */
  classifierOf(teamId: string): Classify {
    return this.classifiers.get(teamId) ?? classifyPrompt;
  }

  /** Takes in what changed since the last time. Rejects while the database is away; the next time catches up. */
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
   * Takes in what feedback has just changed, without waiting for the next reading. What is older than what is known
   * already, because it was overtaken on its way here, is passed over.
   */
  take(evidenced: Evidenced): void {
    const place = placeOf(evidenced);
    const at = evidenced.updatedAt.getTime();
    if (at < (this.takenAt.get(place) ?? 0)) return;
    this.takenAt.set(place, at);
    this.memory.set(evidenced.teamId, evidenced.model, evidenced.learned);
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

/** At the limit the statement that admits decides; short of it the step does. */
function ruleOf(budget: Budget): SpendingRule | null {
  const { spentNanoUsd, limitNanoUsd, ladder } = budget;
  const action = stepReached(spentNanoUsd, limitNanoUsd, ladder)?.action;
  if (action !== 'cheapest' && action !== 'free') return null;
  return { action, budget: budgetName(budget), spentPercent: (spentNanoUsd / limitNanoUsd) * 100 };
}

function placeOf({ teamId, model }: Evidenced): string {
  return `${teamId}\n${model}`;
}
