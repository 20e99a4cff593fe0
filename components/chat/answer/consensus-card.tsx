'use client';
import { Check, ChevronDown, ChevronUp, CircleSlash, Loader } from 'lucide-react';
import { useId, useState } from 'react';
import type { Consensus, ConsensusAnswer } from '@/lib/engine/types';
import { formatSeconds, formatUsd, modelName } from '@/lib/format';
import type { LaneData, SeveralData } from '@/lib/services/chat/chat-message';
import { ModelName } from '../../models/model-name';
import { Tag, type TagTone } from '../../ui/tag';
import { Markdown } from '../markdown/markdown';
import { describeConsensus } from './consensus-message';

/** Several models were asked: their progress, then how many agree and, expanded, each answer. */
export function ConsensusCard({
  several: { lanes, consensus },
  isWaiting,
}: {
  several: SeveralData;
  isWaiting: boolean;
}) {
  if (consensus) return <Agreement consensus={consensus} />;
  return isWaiting && lanes.length > 0 ? <Waiting lanes={lanes} /> : null;
}

const LANE_ICONS = { asked: Loader, answered: Check, failed: CircleSlash };
const LANE_LABELS = { asked: 'answering', answered: 'answered', failed: 'failed' };

function Waiting({ lanes }: { lanes: LaneData[] }) {
  const done = lanes.filter(({ state }) => state === 'answered').length;
  const asked = lanes.filter(({ state }) => state !== 'failed').length;
  return (
    <section aria-label="Models asked" className="rounded-lg border border-line bg-surface px-4 py-3 shadow-card">
      <p role="status" className="text-meta text-text-2">
        {done} of {asked} models have answered. The result appears when all are done.
      </p>
      <ul className="mt-2 flex flex-col gap-1">
        {lanes.map(({ number, provider, model, state }) => {
          const Icon = LANE_ICONS[state];
          return (
            <li key={number} className="flex min-h-6 items-center gap-2 text-meta">
              <Icon
                size={14}
                aria-hidden
                className={state === 'asked' ? 'text-text-3 motion-safe:animate-spin' : 'text-text-3'}
              />
              <ModelName provider={provider} name={modelName(model)} />
              <span className="ml-auto text-text-3">{LANE_LABELS[state]}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Agreement({ consensus }: { consensus: Consensus }) {
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  const { share, how } = describeConsensus(consensus);
  const Chevron = isOpen ? ChevronUp : ChevronDown;
  return (
    <section aria-label="Agreement" className="overflow-hidden rounded-lg border border-line bg-surface shadow-card">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-meta">
        <span aria-hidden className="flex gap-1">
          {consensus.answers.map(({ number, agrees, failure }) => (
            <span
              key={number}
              className={`size-2 rounded-full ${agrees ? 'bg-accent' : failure ? 'border border-dashed border-line-strong' : 'border border-line-strong'}`}
            />
          ))}
        </span>
        <b className="font-medium">{share}</b>
        <span className="text-text-3">{how}</span>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={panel}
          onClick={() => setOpen(!isOpen)}
          className="ml-auto inline-flex h-6 items-center gap-1 rounded-sm font-medium text-accent-text touch-target max-[640px]:ml-0"
        >
          {isOpen ? 'Hide the answers' : 'Show all answers'} <Chevron size={14} />
        </button>
      </div>
      <ul id={panel} hidden={!isOpen} aria-label="Answers by model">
        {isOpen &&
          consensus.answers.map((answer) => (
            <ModelAnswer key={answer.number} answer={answer} method={consensus.method} />
          ))}
      </ul>
    </section>
  );
}

function ModelAnswer({ answer, method }: { answer: ConsensusAnswer; method: Consensus['method'] }) {
  const { provider, model, text, toolCalls, costNanoUsd, costState, totalMs, failure } = answer;
  const [tone, verdict] = agreementTag(answer, method);
  return (
    <li className="border-t border-line-subtle px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-meta tabular">
        <ModelName provider={provider} name={modelName(model)} />
        <Tag tone={tone}>{verdict}</Tag>
        <span className="ml-auto text-text-3 max-[640px]:ml-0">
          {costState === 'estimated' ? 'est. ' : ''}
          {formatUsd(costNanoUsd)} · {formatSeconds(totalMs)}
        </span>
      </div>
      {failure !== null && <p className="mt-2 text-meta text-text-3">{failure}</p>}
      {text && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard.
        <div tabIndex={0} className="mt-2 max-h-72 overflow-y-auto text-text-2">
          <Markdown text={text} />
        </div>
      )}
      {toolCalls?.map(({ id, function: { name, arguments: args } }) => (
        <p key={id} className="mt-2 font-mono text-meta break-all text-text-2">
          {name}({args})
        </p>
      ))}
    </li>
  );
}

function agreementTag(
  { isChosen, agrees, likeness, failure }: ConsensusAnswer,
  method: Consensus['method'],
): [TagTone, string] {
  if (isChosen) return ['accent', 'shown as the answer'];
  if (failure !== null) return ['danger', 'failed'];
  const alike = method === 'similarity' && likeness !== null ? `, ${Math.round(likeness * 100)} % similar` : '';
  return agrees ? ['ok', `agrees${alike}`] : ['warn', `differs${alike}`];
}
