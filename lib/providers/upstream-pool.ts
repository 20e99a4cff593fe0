import { Agent } from 'undici';
import { DEFAULT_DEADLINES } from '../engine/execute/deadlines';

const CONNECTIONS_PER_ORIGIN = 1_024;
const KEEP_ALIVE_MS = 30_000;
/** Connect timeouts are rounded up to this step, so that few pools are needed. */
const STEP_MS = 500;
const MAX_CONNECT_MS = 30_000;

export interface ConnectionStats {
  connected: number;
  free: number;
  running: number;
  /** Calls waiting for a connection. */
  pending: number;
}

/**
 * The process's keep-alive connections to all upstreams. The connect timeout is a property of a pool, so there is one
 * pool per timeout. All other deadlines are enforced by the engine.
 */
export class UpstreamPool {
  private readonly agents = new Map<number, Agent>();

  /** The pool with this connect timeout, in ms. */
  agent(connectMs = DEFAULT_DEADLINES.connectMs): Agent {
    const timeout = Math.min(Math.ceil(connectMs / STEP_MS) * STEP_MS, MAX_CONNECT_MS);
    let agent = this.agents.get(timeout);
    if (!agent) {
      agent = new Agent({
        connect: { timeout },
        connections: CONNECTIONS_PER_ORIGIN,
        keepAliveTimeout: KEEP_ALIVE_MS,
        headersTimeout: 0,
        bodyTimeout: 0,
        pipelining: 1,
      });
      this.agents.set(timeout, agent);
    }
    return agent;
  }

  /** Connections and calls by origin, summed over the pools. */
  stats(): Record<string, ConnectionStats> {
    const sums: Record<string, ConnectionStats> = {};
    for (const agent of this.agents.values())
      for (const [origin, stats] of Object.entries(agent.stats)) {
        const sum = sums[origin] ?? { connected: 0, free: 0, running: 0, pending: 0 };
        sums[origin] = sum;
        sum.connected += Number(stats.connected);
        sum.free += 'free' in stats ? stats.free : 0;
        sum.running += stats.running;
        sum.pending += stats.pending;
      }
    return sums;
  }

  /** Closes every connection immediately. */
  async destroy(): Promise<void> {
    await Promise.all([...this.agents.values()].map((agent) => agent.destroy()));
  }
}
