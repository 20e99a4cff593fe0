import { it } from 'vitest';
import { storm } from './scenarios/storm';
import { isShort } from './support/size';
import { judge } from './support/verdict';

it('a storm of failures costs callers nothing and calls little', async () => {
  judge(await storm({ requests: isShort ? 300 : 5_000 }));
});
