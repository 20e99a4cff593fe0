import { it } from 'vitest';
import { streams } from './scenarios/streams';
import { isShort } from './support/size';
import { judge } from './support/verdict';

it('two hundred long streams all arrive whole', async () => {
  judge(await streams(isShort ? { streams: 50, seconds: 5 } : { streams: 200, seconds: 300 }));
});
