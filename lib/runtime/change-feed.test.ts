import { describe, expect, it } from 'vitest';
import { ChangeFeed } from './change-feed';

interface Row {
  id: string;
  updatedAt: Date;
}

describe('a reading', () => {
  it('hands out each change once, also one that was committed late', async () => {
    const table: Row[] = [{ id: 'a', updatedAt: new Date(50_000) }];
    const reading = new ChangeFeed<Row>(
      async (since) =>
        table
          .filter(({ updatedAt }) => updatedAt > since)
          .sort((x, y) => x.updatedAt.getTime() - y.updatedAt.getTime()),
      ({ id }) => id,
    );
    const next = async () => (await reading.next()).map(({ id }) => id);
    expect(await next()).toEqual(['a']);
    expect(await next()).toEqual([]);
    table.push({ id: 'late', updatedAt: new Date(45_000) });
    expect(await next()).toEqual(['late']);
    table[0] = { id: 'a', updatedAt: new Date(60_000) };
    expect(await next()).toEqual(['a']);
    expect(await next()).toEqual([]);
  });
});
