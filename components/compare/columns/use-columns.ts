'use client';
import { useEffect, useRef, useState } from 'react';
import type { Figures, Kind } from '@/lib/services/compare/comparison-view';
import { AnswerStream, type Phase } from './answer-stream';

/** What the page knows of a column; never its text. */
export interface ColumnStatus {
  phase: Phase;
  kind: Kind | null;
  figures: Figures | null;
}

/** The streams of the columns and their statuses. The page renders for new phases, not for tokens. */
export function useColumns(count: number) {
  const streams = useRef<AnswerStream[]>([]);
  const [statuses, setGlances] = useState<ColumnStatus[]>([]);
  const look = useRef(() => {
    setGlances((before) => {
      const now = streams.current.map((stream) => columnStatus(stream));
      return now.length === before.length && now.every((one, i) => isSame(one, before[i])) ? before : now;
    });
  });
  while (streams.current.length < count) streams.current.push(new AnswerStream(() => look.current()));
  useEffect(() => {
    const leaving = streams.current;
    // Leaving the page cancels the providers' requests.
    return () => {
      for (const stream of leaving) stream.clear();
    };
  }, []);
  return { streams: streams.current, statuses };
}

function columnStatus(stream: AnswerStream): ColumnStatus {
  const { phase, kind, figures } = stream.get();
  return { phase, kind, figures };
}

function isSame(a: ColumnStatus, b: ColumnStatus | undefined): boolean {
  return a.phase === b?.phase && a.kind?.category === b?.kind?.category && a.figures === b?.figures;
}
