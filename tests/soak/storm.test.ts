import { it } from 'vitest';
import { storm } from './scenarios/storm';
import { isShort } from './support/size';
import { judge } from './support/verdict';

/** The two vendors that the default policy ranks first. */
const stricken: ['groq', 'mistral'] = ['groq', 'mistral'];

it.each(['throttling', 'failing'] as const)('a storm of %s costs callers nothing and calls little', async (mix) => {
  judge(await storm({ requests: isShort ? 300 : 5_000, mix, stricken }));
});
