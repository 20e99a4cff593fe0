import type { PeerCircuit } from '../../engine/resilience/circuit';
import type { Database } from '../client';

export interface ProcessIdentity {
  /** `proc_…`, new at each start. */
  id: string;
  /** Machine and process namespace. */
  host: string;
  pid: number;
  startedAs: string;
}

export type Circuits = Record<string, PeerCircuit>;

/** A peer without a recent heartbeat has no current breaker states. */
const FRESH_SECONDS = 15;
/** A process without a heartbeat for this long counts as dead. */
const LEASE_SECONDS = 60;

/**
 * Writes this process's heartbeat and breaker states, and reads those of the others. Times are the database's, so that
 * clock differences do not matter: a peer's states are aged by the time since its heartbeat.
 */
export async function beat(
  database: Database,
  { id, host, pid, startedAs }: ProcessIdentity,
  circuits: Circuits,
): Promise<Circuits[]> {
  const peers = await database.$queryRaw<{ circuits: Circuits; age_ms: number }[]>`
    with mine as (
      insert into processes (id, host, pid, started_as, seen_at, circuits)
      values (${id}, ${host}, ${pid}, ${startedAs}, now(), ${JSON.stringify(circuits)}::jsonb)
      on conflict (id) do update set seen_at = now(), circuits = excluded.circuits
    )
    select circuits, (extract(epoch from now() - seen_at) * 1000)::float8 as age_ms from processes
    where id <> ${id} and circuits <> '{}' and seen_at > now() - make_interval(secs => ${FRESH_SECONDS}::int)`;
  return peers.map((peer) => aged(peer.circuits, Math.max(0, peer.age_ms)));
}

function aged(circuits: Circuits, ms: number): Circuits {
  const left = (value: number | null) => (value === null || value <= ms ? null : value - ms);
  return Object.fromEntries(
    Object.entries(circuits).map(([key, circuit]) => [
      key,
      { ...circuit, openForMs: left(circuit.openForMs), coolForMs: left(circuit.coolForMs) },
    ]),
  );
}

/** Ids of processes without a heartbeat for a minute. */
export async function lapsedProcesses(database: Database): Promise<string[]> {
  const rows = await database.$queryRaw<{ id: string }[]>`
    select id from processes where seen_at < now() - make_interval(secs => ${LEASE_SECONDS}::int)`;
  return rows.map(({ id }) => id);
}

/** The processes that run on a host. */
export async function listProcesses(database: Database, host: string): Promise<ProcessIdentity[]> {
  const rows = await database.process.findMany({ where: { host } });
  return rows.map(({ id, pid, startedAs }) => ({ id, host, pid, startedAs }));
}

export async function forgetProcesses(database: Database, ids: string[]): Promise<void> {
  await database.process.deleteMany({ where: { id: { in: ids } } });
}
