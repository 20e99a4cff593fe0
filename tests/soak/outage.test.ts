import { it } from 'vitest';
import { outage } from './scenarios/outage';
import { isShort } from './support/size';
import { judge } from './support/verdict';

/** Short and long outages, with few and with many callers: open times double, and few callers must not cause many calls each. */
const courses = isShort
  ? [{ outageSeconds: 5, perSecond: 20 }]
  : [
      { outageSeconds: 20, perSecond: 10 },
      { outageSeconds: 45, perSecond: 20 },
      { outageSeconds: 100, perSecond: 20 },
    ];

it.each(courses)(
  'a total outage of $outageSeconds s at $perSecond requests a second is no storm, and ends',
  async (course) => {
    judge(await outage({ ...course, healthySeconds: 5, watchSeconds: isShort ? 40 : 50 }));
  },
);
