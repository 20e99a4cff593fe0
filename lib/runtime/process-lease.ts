import fs from 'node:fs';
import os from 'node:os';
import type { Database } from '../db/client';
import { endAbandonedRequests } from '../db/ledger/abandon';
import { beat, forgetProcesses, lapsedProcesses, listProcesses, type ProcessIdentity } from '../db/system/processes';
import { newId } from '../engine/id';
import type { Breaker } from '../engine/resilience/breaker';

/** How long the database must have been reachable before a missing heartbeat means that a process is dead. */
const TRUST_AFTER_MS = 60_000;

/**
 * This process's heartbeat, and its check of the others: requests that a dead process left pending are closed as
 * abandoned, and the breaker states of live processes are shared.
 */
export class ProcessLease {
  readonly identity: ProcessIdentity = {
    id: newId('proc'),
    host: hostIdentity(),
    pid: process.pid,
    startedAs: startTime(process.pid) ?? '',
  };
  /** Start of the current series of successful beats; null after a failed one. */
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

  /** Closes what dead processes of this machine left, right after a crash and restart. */
  async expireDeadProcesses(): Promise<number> {
    const processes = await listProcesses(this.database, this.identity.host);
    const dead = processes.filter(({ id, pid, startedAs }) => id !== this.identity.id && startTime(pid) !== startedAs);
    return this.abandon(dead.map(({ id }) => id));
  }

  /**
   * Closes what processes without a recent heartbeat left. An outage of the database delays every heartbeat, so this
   * waits until the database has been up for long enough.
   */
  async sweep(): Promise<number> {
    const isTrusted = this.beatingSince !== null && this.now() - this.beatingSince >= TRUST_AFTER_MS;
    return this.abandon(isTrusted ? await lapsedProcesses(this.database) : []);
  }

  /** Ends the lease once all of this process's requests are settled. */
  async end(): Promise<void> {
    await forgetProcesses(this.database, [this.identity.id]);
  }

  private async abandon(dead: string[]): Promise<number> {
    const swept = await endAbandonedRequests(this.database, dead);
    if (dead.length > 0) await forgetProcesses(this.database, dead);
    return swept;
  }
}

/** Processes with the same identity can see each other's PIDs. */
function hostIdentity(): string {
  const boot = read('/proc/sys/kernel/random/boot_id').trim();
  return [os.hostname(), boot, link('/proc/self/ns/pid')].join(' ');
}

/** Start time of a process, which distinguishes it from a later one with the same PID; null when there is none. */
function startTime(pid: number): string | null {
  const stat = read(`/proc/${pid}/stat`);
  // The name in parentheses may contain spaces; the start time is the 20th field after it (proc(5)).
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
