/** A read-only link to a chat up to a message, for all signed-in users. */
export interface ShareLink {
  id: string;
  createdAt: Date;
  messages: number;
}

type Answer<Value> = Promise<{ ok: true; value: Value } | { ok: false; message: string }>;

export interface ShareActions {
  onCreate: (input: { conversationId: string; leafId: string }) => Answer<{ id: string; links: ShareLink[] }>;
  onList: (input: { conversationId: string }) => Answer<ShareLink[]>;
  onRevoke: (input: { id: string }) => Answer<null>;
}
