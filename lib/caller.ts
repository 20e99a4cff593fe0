/** Who asks: an API key or a signed-in person, always on behalf of one team. */
export type Caller =
  | { kind: 'key'; keyId: string; teamId: string; scopes: string[]; storesText: boolean }
  | { kind: 'user'; userId: string; teamId: string; role: WorkspaceRole; name: string; email: string };

export type WorkspaceRole = 'owner' | 'admin' | 'member' | 'viewer';

/** The name under which a caller's ratings are kept. */
export function raterOf(caller: Caller): string {
  return caller.kind === 'key' ? `key:${caller.keyId}` : `user:${caller.userId}`;
}

/** True for those who may change keys and settings. */
export function isAdmin(caller: Caller): boolean {
  return caller.kind === 'user' && (caller.role === 'owner' || caller.role === 'admin');
}
