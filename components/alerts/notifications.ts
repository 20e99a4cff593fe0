import type { AlertNews } from '@/lib/runtime/alerts/notification';

export type { AlertNews };

export type OnSeen = (input: { ids: string[] | 'all' }) => Promise<{ ok: boolean }>;
