import { placeLetter } from './types';

/** Announces the start and the end of streamed text, never the text. */
export function Announcer({ statuses, isOn }: { statuses: { phase: string }[]; isOn: boolean }) {
  const announcements = statuses
    .map(({ phase }, place) => `Answer ${placeLetter(place)} ${PHASE_LABELS[phase] ?? ''}`)
    .filter((line) => !line.endsWith(' '));
  return (
    <p role="status" className="sr-only">
      {isOn ? announcements.join('. ') : ''}
    </p>
  );
}

const PHASE_LABELS: Record<string, string> = {
  streaming: 'is streaming',
  succeeded: 'is finished',
  failed: 'failed',
  cancelled: 'was stopped',
};
