'use client';
import type { ColumnSettings } from '@/lib/services/compare/comparison-view';
import type { AnswerStream } from '../columns/answer-stream';
import type { SetupHandle } from '../setup/use-setup';
import type { CompareActions } from '../types';
import type { AnswerLoading } from './use-answer-loading';
import type { Navigation } from './use-navigation';
import type { Requests } from './use-request';
import type { ShownComparison } from './use-shown-comparison';

interface RunsInput {
  shown: ShownComparison;
  requests: Requests;
  loading: AnswerLoading;
  navigation: Navigation;
  setup: Pick<SetupHandle, 'draft' | 'settings'>;
  streams: AnswerStream[];
  actions: Pick<CompareActions, 'onStart' | 'onFollowUp'>;
}

/** Sends prompts to the columns, and stops them. A run is a new comparison; its columns never change afterwards. */
export function useRuns({ shown, requests, loading, navigation, setup, streams, actions }: RunsInput) {
  const { comparison, prompt, places } = shown;
  const ask = (promptId: string, place: number) => void streams[place]?.ask(promptId, place);

  const start = async (columns: ColumnSettings[], prompts: string[], isBlind: boolean) => {
    const started = await requests.send(actions.onStart({ columns, promptsJson: JSON.stringify(prompts), isBlind }));
    if (!started.ok) return started;
    requests.setProblem(null);
    navigation.show(started.value, started.value.prompts[0]?.id ?? null);
    return started;
  };

  const runPrompt = async (columns: ColumnSettings[], text: string, isBlind: boolean) => {
    const started = await start(columns, [text], isBlind);
    if (!started.ok) return requests.setProblem(started.message);
    const { prompts, count } = started.value;
    const first = prompts[0];
    if (first) for (let place = 0; place < count; place++) ask(first.id, place);
  };

  const followUp = async (text: string) => {
    if (!comparison || !prompt) return false;
    const input = { id: comparison.id, followsId: prompt.id, prompt: text };
    const updated = await requests.sendAndReport(actions.onFollowUp(input));
    const added = updated?.prompts.at(-1);
    if (!updated || !added) return false;
    navigation.show(updated, added.id);
    for (const place of places) ask(added.id, place);
    return true;
  };

  return {
    run: () => runPrompt(setup.draft.columns, setup.draft.prompt, setup.draft.isBlind),
    /** Creates the comparison of a prompt set; its answers are requested prompt by prompt (`usePromptSetRun`). */
    runSet: start,
    runAgain: async () => {
      const columns = await setup.settings();
      if (columns && prompt && comparison) await runPrompt(columns, prompt.prompt, comparison.isBlind);
    },
    followUp,
    retry: (place: number) => prompt && !prompt.vote && !loading.unread && ask(prompt.id, place),
    stop: (place: number) => streams[place]?.stop(),
    stopAll: () => {
      for (const stream of streams) stream.stop();
    },
  };
}
