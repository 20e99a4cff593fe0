import { describe, expect, it } from 'vitest';
import { continueInFence, unclosedFence } from './open-fence';

describe('a text that was cut', () => {
  it('ends inside a code block when its fence was never closed', () => {
    expect(unclosedFence('Look:\n\n```sql\nselect 1')).toBe('```sql');
    expect(unclosedFence('Look:\n\n```sql\nselect 1\n```\nand')).toBeNull();
    expect(unclosedFence('````md\n```js\n```\nmore')).toBe('````md');
    expect(unclosedFence('no code')).toBeNull();
  });

  it('goes on as code then, and as it is otherwise', () => {
    expect(continueInFence('```sql\nselect', ' 1;\n```\nDone.')).toBe('```sql\n 1;\n```\nDone.');
    expect(continueInFence('so', ' set it.')).toBe(' set it.');
  });
});
