import { describe, expect, it } from 'vitest';
import { Catalog } from '../../engine/catalog/catalog';
import { FaultBoard } from '../../providers/sandbox/fault-board';
import type { SandboxServer } from '../../providers/sandbox/server';
import { activeFaults, switchOffFaults, switchOnFault } from './chaos';

const runtime = () => ({ catalog: new Catalog(), sandbox: { faults: new FaultBoard() } as SandboxServer });

describe('the chaos lab', () => {
  it('sets a fault by its parameters, the usual ones where none is given', () => {
    const own = runtime();
    switchOnFault(own, { model: 'sandbox/tern-small', fault: 'slow', parameters: { probability: 0.5 } });
    expect(activeFaults(own)).toEqual([
      { model: 'sandbox/tern-small', fault: 'slow', parameters: { probability: 0.5, delayMs: 6_000 } },
    ]);
  });

  it('breaks made-up models only, and only as far as makes sense', () => {
    const own = runtime();
    const set =
      (model: string, fault: string, parameters = {}) =>
      () =>
        switchOnFault(own, { model, fault, parameters });
    expect(set('groq/openai/gpt-oss-20b', 'outage')).toThrow('Faults can only be set for sandbox models');
    expect(set('sandbox/nobody', 'outage')).toThrow('Faults can only be set for sandbox models');
    expect(set('sandbox/tern-small', 'fire')).toThrow('Unknown fault "fire"');
    expect(set('sandbox/tern-small', 'outage', { probability: 2 })).toThrow('probability');
    expect(set('sandbox/tern-small', 'outage', { fault: 'slow' })).not.toThrow();
    expect(activeFaults(own)).toMatchObject([{ model: 'sandbox/tern-small', fault: 'outage' }]);
  });

  it('ends one fault, or all of them', () => {
    const own = runtime();
    for (const model of ['sandbox/tern-small', 'sandbox/wren-small'])
      switchOnFault(own, { model, fault: 'outage', parameters: {} });
    switchOffFaults(own, 'sandbox/tern-small');
    expect(activeFaults(own).map(({ model }) => model)).toEqual(['sandbox/wren-small']);
    switchOffFaults(own, null);
    expect(activeFaults(own)).toEqual([]);
  });

  it('has nothing to break where the sandbox is off', () => {
    const off = { catalog: new Catalog(), sandbox: null };
    expect(activeFaults(off)).toEqual([]);
    expect(() => switchOffFaults(off, null)).toThrow('The sandbox is off');
  });
});
