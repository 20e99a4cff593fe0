import { describe, expect, it } from 'vitest';
import { asOwnText, openFenceOf } from './open-fence';

describe('a text that was cut', () => {
  it('ends inside a code block when its fence was never closed', () => {
    expect(openFenceOf('Look:\n\n```sql\nselect 1')).toBe('```sql');
    expect(openFenceOf('Look:\n\n```sql\nselect 1\n```\nand')).toBeNull();
    expect(openFenceOf('````md\n```js\n```\nmore')).toBe('````md');
    expect(openFenceOf('no code')).toBeNull();
  });

  it('goes on as code then, and as it is otherwise', () => {
    expect(asOwnText('```sql\nselect', ' 1;\n```\nDone.')).toBe('```sql\n 1;\n```\nDone.');
    expect(asOwnText('so', ' set it.')).toBe(' set it.');
  });
});
