import { it } from 'vitest';
import { heap } from './scenarios/heap';
import { isShort } from './support/size';
import { judge } from './support/verdict';

it('the heap does not grow with the number of requests', async () => {
  judge(
    await heap(isShort ? { requests: 2_000, warmUp: 500, looks: 4 } : { requests: 60_000, warmUp: 10_000, looks: 12 }),
  );
});
