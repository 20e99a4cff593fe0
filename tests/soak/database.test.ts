import { it } from 'vitest';
import { databaseComesAndGoes } from './scenarios/database';
import { isShort } from './support/size';
import { judge } from './support/verdict';

it('intermittent outages of the database lose no row, and no caller gets an invalid key error', async () => {
  judge(await databaseComesAndGoes({ stops: isShort ? 2 : 10, perSecond: isShort ? 10 : 30 }));
});
