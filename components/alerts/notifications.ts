import type { AlertNews } from '../../lib/gateway/alerts/news';

export type { AlertNews };

export type OnSeen = (input: { ids: string[] | 'all' }) => Promise<{ ok: boolean }>;
