import { it } from 'vitest';
import { outage } from './scenarios/outage';
import { isShort } from './support/size';
import { judge } from './support/verdict';

const lengths = isShort ? [5] : [20, 45, 100];

it.each(lengths)('a total outage of %i s causes no storm, and is over soon after it is over', async (outageSeconds) => {
  judge(
    await outage({ perSecond: isShort ? 20 : 40, healthySeconds: isShort ? 2 : 5, outageSeconds, watchSeconds: 45 }),
  );
});
