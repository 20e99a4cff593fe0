import { formatDay, formatTime, formatUsd } from '@/lib/format';
import type { Findings } from '@/lib/services/search';
import { describeBreaker } from '../models/breaker-state';
import { modelHref } from '../models/model-anchor';
import { statusLook } from '../requests/request-status';
import { answeredBy, formatCost } from '../requests/request-table';
import type { PaletteItem } from './palette-results';

/** Search results of the server as palette items. */
export function toPaletteItems({ chats, requests, models, teams, at }: Findings): PaletteItem[] {
  return [
    ...chats.map(
      ({ id, title, snippet, updatedAt, costNanoUsd }): PaletteItem => ({
        id,
        group: 'Chats',
        label: title,
        ...(snippet && { detail: snippet }),
        note: `${formatDay(updatedAt)} · ${formatUsd(costNanoUsd)}`,
        go: { href: `/playground/${id}` },
      }),
    ),
    ...requests.map((request): PaletteItem => {
      const { label, Icon } = statusLook(request);
      return {
        id: request.id,
        group: 'Requests',
        label: request.id,
        detail: `${answeredBy(request).name} · ${request.category} · ${label}`,
        note: `${formatDay(request.createdAt)} ${formatTime(request.createdAt)} · ${formatCost(request)}`,
        icon: Icon,
        go: { href: `/requests/${request.id}` },
      };
    }),
    ...models.map(
      ({ id, provider, name, isRetired, tripped }): PaletteItem => ({
        id,
        group: 'Models',
        label: name,
        detail: provider,
        provider,
        ...(tripped && { trouble: describeBreaker(tripped, at) }),
        ...(isRetired && { note: 'retired' }),
        go: { href: modelHref(id) },
      }),
    ),
    ...teams.map(
      ({ id, name, people, spentNanoUsd }): PaletteItem => ({
        id,
        group: 'Teams',
        label: name,
        detail: people === 1 ? '1 person' : `${people} people`,
        note: `${formatUsd(spentNanoUsd)} this month`,
        go: { href: `/teams?team=${id}` },
      }),
    ),
  ];
}
