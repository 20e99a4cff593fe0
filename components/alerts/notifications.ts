import type { AlertNotification } from '@/lib/runtime/alerts/notification';

export type { AlertNotification };

export type OnSeen = (input: { ids: string[] | 'all' }) => Promise<{ ok: boolean }>;
