import { describe, expect, it } from 'vitest';
import { type Script, says, scriptedProvider, testModel } from '../../../tests/support/fakes/providers';
import { Catalog } from '../catalog/catalog';
import { classifyPrompt } from '../classify/classify';
import { RecentSignals } from '../decide/recent-signals';
import { Sessions } from '../decide/sessions';
import { RouterError } from '../errors';
import { createFailure, UpstreamError } from '../execute/failure';
import { Memory } from '../memory/memory';
import { Breaker } from '../resilience/breaker';
import { RetryBudget } from '../resilience/retry-budget';
import type { AdmissionResult, PendingRecord, Settlement } from '../store';
import type { RouteEvent } from '../types';
import type { RunPorts } from './ports';
import { type RunRequest, run } from './run';

interface Setup {
  admit?: (record: PendingRecord) => Promise<AdmissionResult>;
  script?: Script;
  request?: Partial<RunRequest>;
}

/** Ports that note in which order they are used. */
function setUp({ admit, script = says('Hello'), request }: Setup = {}) {
  const steps: string[] = [];
  const settlements: Settlement[] = [];
  const breaker = new Breaker();
  const ids = ['a', 'b'];
  const abort = new AbortController();
  const ports: RunPorts = {
    teamId: 'team',
    catalog: new Catalog(ids.map((id) => testModel(`${id}/one`))),
    providers: new Map(ids.map((id) => [id, scriptedProvider(id, script)])),
    classify: classifyPrompt,
    signals: new RecentSignals(breaker),
    memory: new Memory(),
    sessions: new Sessions(),
    breaker,
    retryBudget: new RetryBudget(),
    deadlines: {},
    random: () => 0,
    store: {
      admit: async (record) => {
        steps.push('admit');
        return admit ? admit(record) : { kind: 'admitted', decision: record.decision };
      },
      settle: async (settlement) => {
        steps.push('settle');
        settlements.push(settlement);
        await Promise.resolve();
        steps.push('settled');
      },
    },
    observer: {
      onPlanned: () => steps.push('planned'),
      onStart: () => (event) => {
        if (event.type === 'end') steps.push('observe end');
      },
      onSettled: () => steps.push('onSettled'),
    },
    beginFlight: (signal) => {
      steps.push('flight begins');
      return {
        signal: AbortSignal.any([signal, abort.signal]),
        leave: () => abort.abort(),
        end: () => steps.push('flight ends'),
      };
    },
  };
  const input: RunRequest = {
    requestId: 'req_1',
    source: 'api',
    request: { model: 'auto', stream: true, messages: [{ role: 'user', content: 'Hi' }] },
    options: { providers: { order: ids } },
    signal: new AbortController().signal,
    ...request,
  };
  return { ports, input, steps, settlements, breaker };
}

async function read(events: AsyncIterable<RouteEvent>, steps: string[]): Promise<RouteEvent[]> {
  const all: RouteEvent[] = [];
  for await (const event of events) {
    if (event.type === 'end') steps.push('yield end');
    all.push(event);
  }
  return all;
}

describe('run', () => {
  it('plans, admits, executes and settles before it yields the end', async () => {
    const { ports, input, steps } = setUp();
    await read((await run(ports, input)).events, steps);
    expect(steps).toEqual([
      'planned',
      'flight begins',
      'admit',
      'observe end',
      'settle',
      'settled',
      'onSettled',
      'yield end',
      'flight ends',
    ]);
  });

  it('executes the decision as the store narrowed it', async () => {
    const admit = async ({ decision }: PendingRecord): Promise<AdmissionResult> => ({
      kind: 'admitted',
      decision: { ...decision, candidates: decision.candidates.slice(1) },
    });
    const { ports, input, steps, settlements } = setUp({ admit });
    const { decision, events } = await run(ports, input);
    await read(events, steps);
    expect(decision.candidates.map(({ model }) => model)).toEqual(['b/one']);
    expect(settlements[0]?.outcome.answeredBy?.model).toBe('b/one');
  });

  it('throws the error of a refused admission, ends the flight and settles nothing', async () => {
    const error = new Error('No room.');
    const { ports, input, steps } = setUp({ admit: async () => ({ kind: 'refused', error }) });
    await expect(run(ports, input)).rejects.toBe(error);
    expect(steps).toEqual(['planned', 'flight begins', 'admit', 'flight ends']);
  });

  it('closes a record that may have been written when the admission fails', async () => {
    const error = new Error('Connection lost.');
    const { ports, input, steps, settlements } = setUp({ admit: () => Promise.reject(error) });
    await expect(run(ports, input)).rejects.toBe(error);
    expect(steps).toContain('flight ends');
    expect(settlements).toMatchObject([
      {
        requestId: 'req_1',
        session: null,
        outcome: { status: 'failed', attempts: [], failure: { kind: 'connection' } },
      },
    ]);
  });

  it('records a request that no model can answer right now, without attempts', async () => {
    const { ports, input, steps, settlements } = setUp({
      script: async function* () {
        yield* [];
        throw new UpstreamError(createFailure('auth', 'The key is wrong.'));
      },
    });
    await read((await run(ports, input)).events, steps);
    steps.length = 0;
    await expect(run(ports, { ...input, requestId: 'req_2' })).rejects.toBeInstanceOf(RouterError);
    expect(steps).toEqual(['admit', 'observe end', 'settle', 'settled']);
    expect(settlements[1]).toMatchObject({
      requestId: 'req_2',
      outcome: { status: 'failed', attempts: [], failure: { kind: 'overloaded' } },
    });
  });

  it('settles and ends the flight when the reader stops early', async () => {
    const { ports, input, steps } = setUp();
    for await (const _ of (await run(ports, input)).events) break;
    expect(steps.slice(-4)).toEqual(['settle', 'settled', 'onSettled', 'flight ends']);
  });

  it('keeps a conversation on the model that answered, and tells the store', async () => {
    const { ports, input, steps, settlements } = setUp({ request: { session: 's' } });
    await read((await run(ports, input)).events, steps);
    expect(settlements[0]?.session).toEqual({ id: 's', target: 'auto', model: 'a/one' });
    expect(ports.sessions.modelOf('team', 's', 'auto')).toBe('a/one');
  });

  it('stores the prompt and the answer only when the caller stores text', async () => {
    const records: PendingRecord[] = [];
    const admit = async (record: PendingRecord): Promise<AdmissionResult> => {
      records.push(record);
      return { kind: 'admitted', decision: record.decision };
    };
    const { ports, input, steps, settlements } = setUp({ admit });
    await read((await run(ports, input)).events, steps);
    await read((await run(ports, { ...input, storesText: true })).events, steps);
    expect(records.map(({ prompt }) => prompt)).toEqual([null, input.request.messages]);
    expect(settlements.map(({ answer }) => answer)).toEqual([null, 'Hello']);
  });

  it('calls no other model when fallback is switched off', async () => {
    const script: Script = async function* () {
      yield* [];
      throw new UpstreamError(createFailure('server', 'Broken.'));
    };
    const { ports, input, steps, settlements } = setUp({ script });
    input.options.fallback = false;
    await read((await run(ports, input)).events, steps);
    expect(new Set(settlements[0]?.outcome.attempts.map(({ model }) => model))).toEqual(new Set(['a/one']));
  });
});
