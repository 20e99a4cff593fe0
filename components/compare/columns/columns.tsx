'use client';
import { useCallback, useMemo, useRef } from 'react';
import { modelName } from '@/lib/format';
import type { ComparisonView, Figures, PromptView } from '@/lib/services/compare/comparison-view';
import { previousTurns } from '../comparison-prompts';
import { isAuto } from '../setup/parameters';
import { letterOf } from '../types';
import type { AnswerStream } from './answer-stream';
import { Column } from './column';
import { computeDeltas } from './column-deltas';
import { columnGridClass } from './column-grid';
import type { Absence, EarlierTurn } from './column-text';

interface ColumnsProps {
  comparison: ComparisonView;
  prompt: PromptView;
  streams: AnswerStream[];
  figures: (Figures | null)[];
  /** The visible column on a phone. */
  shown: number;
  /** Why columns without an answer have none. */
  absence: Absence;
  /** Answers cannot be requested here. */
  isReadOnly?: boolean;
  onRetry: (place: number) => void;
  onStop: (place: number) => void;
}

/** The columns side by side. Each renders its own tokens; this component does not render while they stream. */
export function Columns(props: ColumnsProps) {
  const { comparison, prompt, streams, figures, shown, absence, isReadOnly = false } = props;
  const deltas = useDeltas(figures.slice(0, comparison.count));
  const earlier = useMemo(() => earlierTurns(comparison, prompt), [comparison, prompt]);
  const onRetry = useStable(props.onRetry);
  const onStop = useStable(props.onStop);
  return (
    <div className={`${columnGridClass(comparison.count)} auto-rows-[568px] max-[640px]:auto-rows-auto`}>
      {streams.slice(0, comparison.count).map((stream, place) => (
        <Column
          key={letterOf(place)}
          place={place}
          stream={stream}
          setting={settingAt(comparison, prompt, place)}
          isHidden={prompt.isHidden}
          earlier={earlier[place] ?? NONE}
          deltas={prompt.isHidden ? null : (deltas[place] ?? null)}
          isWinner={prompt.vote?.choice === 'answer' && prompt.vote.place === place}
          absence={absence}
          mayRetry={!prompt.vote && absence === 'not-asked' && !isReadOnly}
          isShown={shown === place}
          onRetry={onRetry}
          onStop={onStop}
        />
      ))}
    </div>
  );
}

/** Stable deltas while the figures stay the same, so that columns do not render. */
function useDeltas(figures: (Figures | null)[]) {
  return useMemo(() => computeDeltas(figures), [figures[0], figures[1], figures[2], figures[3]]);
}

const NONE: EarlierTurn[] = [];

/** A stable callback, so that columns do not render for a new one. */
function useStable(call: (place: number) => void): (place: number) => void {
  const latest = useRef(call);
  latest.current = call;
  return useCallback((place) => latest.current(place), []);
}

function earlierTurns(comparison: ComparisonView, prompt: PromptView): EarlierTurn[][] {
  const turns = previousTurns(comparison, prompt);
  return Array.from({ length: comparison.count }, (_, place) =>
    turns.map(({ id, prompt: asked, answers }) => ({ id, prompt: asked, answer: answers[place]?.text ?? '' })),
  );
}

/** Display name of the model or policy at a place; null while hidden. */
function settingAt({ columns }: ComparisonView, { order }: PromptView, place: number): string | null {
  const model = columns?.[order?.[place] ?? -1]?.model;
  if (!model || !order) return null;
  return isAuto(model) ? model : modelName(model);
}

/** Labels of the columns for tabs and lists. */
export function tabLabels(comparison: ComparisonView, prompt: PromptView, streams: AnswerStream[]): string[] {
  return Array.from({ length: comparison.count }, (_, place) => {
    if (prompt.isHidden) return `Answer ${letterOf(place)}`;
    const model = streams[place]?.get().who?.model;
    const name = model ? modelName(model) : (settingAt(comparison, prompt, place) ?? 'not run');
    return `${letterOf(place)} · ${name}`;
  });
}
