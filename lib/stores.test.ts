import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { attemptOf, describeStore, localStoreUnderTest, outcomeOf, recordOf } from '../tests/support/store-contract';
import { memoryStore } from './engine/memory-store';
import { fileStore } from './file-store';

const newFile = () => path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'a3m-store-')), 'memory', 'router.jsonl');

describeStore('memoryStore', () => localStoreUnderTest(memoryStore()));
describeStore('fileStore', () => localStoreUnderTest(fileStore(newFile())));

describe('memoryStore', () => {
  it('forgets the oldest requests that nobody rated, and keeps the rated and the sums', async () => {
    const store = memoryStore();
    const settle = async () => {
      const record = recordOf('code');
      await store.admit(record);
      await store.settle({
        requestId: record.requestId,
        outcome: outcomeOf([attemptOf('acme', 1)], null),
        answer: null,
      });
      return record.requestId;
    };
    const [rated, unrated] = [await settle(), await settle()];
    await store.rate(rated, 1);
    for (let i = 0; i < 10_000; i++) await settle();
    expect(await store.rate(unrated, 1)).toBe(false);
    expect(await store.rate(rated, -1)).toBe(true);
    expect(store.stats()).toMatchObject({ requests: 10_002 });
  });
});

describe('fileStore', () => {
  it('remembers across restarts, and skips a line that a crash cut short', async () => {
    const file = newFile();
    const before = fileStore(file);
    const record = recordOf('code');
    await before.admit(record);
    await before.settle({
      requestId: record.requestId,
      outcome: outcomeOf([attemptOf('acme', 5_000)], 7_000),
      answer: null,
    });
    fs.appendFileSync(file, '{"type":"settled","facts":{"requ');
    const after = fileStore(file);
    expect(after.stats()).toEqual(before.stats());
    expect(await after.rate(record.requestId, 1)).toBe(true);
  });
});
