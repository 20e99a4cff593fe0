import { letterOf } from './types';

/** Announces the start and the end of streamed text, never the text. */
export function Announcer({ statuses, isOn }: { statuses: { phase: string }[]; isOn: boolean }) {
  const words = statuses
    .map(({ phase }, place) => `Answer ${letterOf(place)} ${PHASE_WORDS[phase] ?? ''}`)
    .filter((line) => !line.endsWith(' '));
  return (
    <p role="status" className="sr-only">
      {isOn ? words.join('. ') : ''}
    </p>
  );
}

const PHASE_WORDS: Record<string, string> = {
  streaming: 'is streaming',
  succeeded: 'is finished',
  failed: 'failed',
  cancelled: 'was stopped',
};
