/** Who asks: an API key or a signed-in person, always on behalf of one team. */
export type Caller =
  | {
      kind: 'key';
      keyId: string;
      /** Who made the key; null when nobody signed in did. */
      createdById: string | null;
      /** What its maker is in the team now; left out where nobody made it, or has left. */
      makerRole?: WorkspaceRole;
      teamId: string;
      scopes: string[];
      /** Providers or models that it may use; empty: all. */
      grants: string[];
      storesText: boolean;
    }
  | {
      kind: 'user';
      userId: string;
      teamId: string;
      /** In the whole workspace. */
      role: WorkspaceRole;
      /** In that team. */
      teamRole: WorkspaceRole;
      name: string;
      email: string;
    };

export type UserCaller = Extract<Caller, { kind: 'user' }>;

export type WorkspaceRole = 'owner' | 'admin' | 'member' | 'viewer';

/** Providers or models that a caller is limited to; empty: none of them is out of reach. */
export function grantsOf(caller: Caller): string[] {
  return caller.kind === 'key' ? caller.grants : [];
}

/** The name under which a caller's ratings are kept. */
export function raterOf(caller: Caller): string {
  return caller.kind === 'key' ? `key:${caller.keyId}` : `user:${caller.userId}`;
}

/**
 * True for those whose words memory may learn from: everybody but viewers, of the workspace or of the team, and keys
 * that one of them has made. Admins of the workspace are more than a viewer in every team.
 */
export function mayTeach(caller: Caller): boolean {
  if (caller.kind === 'key') return caller.makerRole !== 'viewer';
  if (isAdmin(caller)) return true;
  return caller.role !== 'viewer' && caller.teamRole !== 'viewer';
}

/** True for those who may change keys and settings. */
export function isAdmin(caller: Caller): boolean {
  return caller.kind === 'user' && (caller.role === 'owner' || caller.role === 'admin');
}
