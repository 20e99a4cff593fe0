/** The caller: an API key or a signed-in user, always on behalf of one team. */
export type Caller =
  | {
      kind: 'key';
      keyId: string;
      /** The user who created the key; null when it was not created by a user. */
      createdById: string | null;
      /** The creator's current role in the team; absent without a creator, or when they left the team. */
      makerRole?: WorkspaceRole;
      teamId: string;
      scopes: string[];
      /** Providers or models that the key may use; empty: all. */
      grants: string[];
      storesText: boolean;
    }
  | {
      kind: 'user';
      userId: string;
      teamId: string;
      /** Role in the workspace. */
      role: WorkspaceRole;
      /** Role in that team. */
      teamRole: WorkspaceRole;
      name: string;
      email: string;
    };

export type UserCaller = Extract<Caller, { kind: 'user' }>;

export type WorkspaceRole = 'owner' | 'admin' | 'member' | 'viewer';

/** Providers or models that a caller may use; empty: all. */
export function grantsFor(caller: Caller): string[] {
  return caller.kind === 'key' ? caller.grants : [];
}

/** The key under which a caller's ratings are stored. */
export function raterFor(caller: Caller): string {
  return caller.kind === 'key' ? `key:${caller.keyId}` : `user:${caller.userId}`;
}

/**
 * Whether memory may learn from a caller's feedback. Viewers of the workspace or the team and keys that a viewer created
 * are excluded; a workspace admin is never only a viewer of a team.
 */
export function mayTeach(caller: Caller): boolean {
  if (caller.kind === 'key') return caller.makerRole !== 'viewer';
  if (isAdmin(caller)) return true;
  return caller.role !== 'viewer' && caller.teamRole !== 'viewer';
}

/** Whether the caller may change keys and settings. */
export function isAdmin(caller: Caller): boolean {
  return caller.kind === 'user' && (caller.role === 'owner' || caller.role === 'admin');
}
