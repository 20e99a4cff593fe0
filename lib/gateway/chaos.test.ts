import { describe, expect, it } from 'vitest';
import { Catalog } from '../engine/catalog/catalog';
import { FaultBoard } from '../providers/sandbox/fault-board';
import { FAULTS } from '../providers/sandbox/faults';
import type { SandboxServer } from '../providers/sandbox/server';
import { activeFaults, switchOffFaults, switchOnFault } from './chaos';
import { faultKinds } from './fault-kinds';

const runtime = () => ({ catalog: new Catalog(), sandbox: { faults: new FaultBoard() } as SandboxServer });

describe('the chaos lab', () => {
  it('offers every fault that the sandbox can play, each with words and a share of calls', () => {
    expect(faultKinds().map(({ name }) => name)).toEqual(FAULTS.map(({ name }) => name));
    for (const { label, description, parameters } of faultKinds()) {
      expect(label && description).toBeTruthy();
      expect(parameters.map(({ name }) => name)).toContain('probability');
    }
  });

  it('sets a fault by its own numbers, the usual ones where none is given, and nothing else', () => {
    const own = runtime();
    switchOnFault(own, { model: 'sandbox/tern-small', fault: 'slow', parameters: { probability: 0.5, other: 3 } });
    expect(own.sandbox.faults.all()['tern-small']).toMatchObject({ fault: 'slow', probability: 0.5, delayMs: 6_000 });
    expect(own.sandbox.faults.all()['tern-small']).not.toHaveProperty('other');
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
    expect(set('groq/openai/gpt-oss-20b', 'outage')).toThrow('Only models of the sandbox');
    expect(set('sandbox/nobody', 'outage')).toThrow('Only models of the sandbox');
    expect(set('sandbox/tern-small', 'fire')).toThrow('There is no fault called fire.');
    expect(set('sandbox/tern-small', 'outage', { probability: 2 })).toThrow(
      'Share of calls must be between 1\u202f% and 100\u202f%.',
    );
    expect(activeFaults(own)).toEqual([]);
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
