import type { UserCaller } from '../../caller';
import { type ChatSettings, chatSettings } from '../../chat-settings';
import { newId } from '../../engine/id';
import { AppError } from '../../errors';
import type { Database } from '../client';
import { Prisma } from '../generated/client';

/** Chat settings under a name, of one user in one team. */
export interface Preset {
  id: string;
  name: string;
  settings: ChatSettings;
}

/** More than a menu can show. */
const MOST = 100;

/** The caller's own presets in their team, by name. Presets of an earlier version that cannot be read are left out. */
export async function listPresets(database: Database, { userId, teamId }: UserCaller): Promise<Preset[]> {
  const rows = await database.preset.findMany({ where: { userId, teamId }, orderBy: { name: 'asc' }, take: MOST });
  return rows.flatMap(({ id, name, settings }) => {
    const parsed = chatSettings.safeParse(settings);
    return parsed.success ? [{ id, name, settings: parsed.data }] : [];
  });
}

/** Stores settings under a new name. Throws `conflict` when the caller has a preset with that name. */
export async function savePreset(
  database: Database,
  { userId, teamId }: UserCaller,
  { name, settings }: Omit<Preset, 'id'>,
): Promise<string> {
  if ((await database.preset.count({ where: { userId, teamId } })) >= MOST)
    throw new AppError('conflict', `You have ${MOST} presets. Delete one first.`);
  const id = newId('preset');
  await named(name, () => database.preset.create({ data: { id, teamId, userId, name, settings } }));
  return id;
}

/** Renames a preset of the caller's own, changes its settings, or both. */
export async function changePreset(
  database: Database,
  { userId, teamId }: UserCaller,
  { id, ...change }: Pick<Preset, 'id'> & Partial<Omit<Preset, 'id'>>,
): Promise<void> {
  const { count } = await named(change.name ?? '', () =>
    database.preset.updateMany({ where: { id, userId, teamId }, data: { ...change, updatedAt: new Date() } }),
  );
  if (count === 0) throw new AppError('not_found', 'There is no such preset. It may have been deleted elsewhere.');
}

/** Deleting a preset that does not exist is not an error. */
export async function deletePreset(database: Database, { userId, teamId }: UserCaller, id: string): Promise<void> {
  await database.preset.deleteMany({ where: { id, userId, teamId } });
}

async function named<Value>(name: string, write: () => Promise<Value>): Promise<Value> {
  return write().catch((error) => {
    const isTaken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
    if (!isTaken) throw error;
    throw new AppError(
      'conflict',
      `You have a preset named “${name}” already. Choose another name, or update that one.`,
      {
        param: 'name',
      },
    );
  });
}
