import fs from 'node:fs';
import os from 'node:os';
import type { Database } from '../db/client';
import { endAbandonedRequests } from '../db/ledger/abandon';
import { beat, forgetProcesses, lapsedProcesses, type ProcessIdentity, processesOf } from '../db/system/processes';
import { newId } from '../engine/id';
import type { Breaker } from '../engine/resilience/breaker';

/** How long the database must have been seen up before anybody's silence is taken for death. */
const TRUST_AFTER_MS = 60_000;

/**
 * This process's word that it lives, and its eye on the others: what a dead one left pending is closed as abandoned,
 * and what living ones see of the providers is learned.
 */
export class ProcessLease {
  readonly identity: ProcessIdentity = {
    id: newId('proc'),
    host: hostIdentity(),
    pid: process.pid,
    startedAs: startOf(process.pid) ?? '',
  };
  /** Since when every beat has reached the database; null after one that did not. */
  private beatingSince: number | null = null;
  private readonly database: Database;
  private readonly breaker: Breaker;
  private readonly now: () => number;

  constructor(database: Database, breaker: Breaker, now: () => number = Date.now) {
    this.database = database;
    this.breaker = breaker;
    this.now = now;
  }

  /** Rejects while the database is away. */
  async beat(): Promise<void> {
    try {
      this.breaker.learn(await beat(this.database, this.identity, this.breaker.views()));
      this.beatingSince ??= this.now();
    } catch (error) {
      this.beatingSince = null;
      throw error;
    }
  }

  /** Closes what processes of this machine left that are known to be dead: at once, after a crash and a new start. */
  async expireDeadProcesses(): Promise<number> {
    const neighbours = await processesOf(this.database, this.identity.host);
    const dead = neighbours.filter(({ id, pid, startedAs }) => id !== this.identity.id && startOf(pid) !== startedAs);
    return this.bury(dead.map(({ id }) => id));
  }

  /**
   * Closes what silent processes left. After an outage of the database nobody has been heard of, so silence counts only
   * once the database has been up for long enough.
   */
  async sweep(): Promise<number> {
    const isTrusted = this.beatingSince !== null && this.now() - this.beatingSince >= TRUST_AFTER_MS;
    return this.bury(isTrusted ? await lapsedProcesses(this.database) : []);
  }

  /** Ends the lease: everything of this process has been settled. */
  async end(): Promise<void> {
    await forgetProcesses(this.database, [this.identity.id]);
  }

  private async bury(dead: string[]): Promise<number> {
    const swept = await endAbandonedRequests(this.database, dead);
    if (dead.length > 0) await forgetProcesses(this.database, dead);
    return swept;
  }
}

/** Two processes with the same one can see each other's process numbers. */
function hostIdentity(): string {
  const boot = read('/proc/sys/kernel/random/boot_id').trim();
  return [os.hostname(), boot, link('/proc/self/ns/pid')].join(' ');
}

/** When a process began, in a form that no later process with its number shares; null when there is none. */
function startOf(pid: number): string | null {
  const stat = read(`/proc/${pid}/stat`);
  // The name in parentheses may hold spaces; the start time is the 20th field after it (proc(5)).
  if (stat) return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  try {
    process.kill(pid, 0);
    return 'alive';
  } catch {
    return null;
  }
}

function read(path: string): string {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function link(path: string): string {
  try {
    return fs.readlinkSync(path);
  } catch {
    return '';
  }
}
