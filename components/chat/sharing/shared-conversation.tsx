import { FileText } from 'lucide-react';
import { Link } from '@/components/ui/link';
import type { SharedAnswer, SharedMessage } from '@/lib/db/chat/shares';
import { formatCount, formatMoment, formatSeconds, formatUsd, modelName } from '@/lib/format';
import { ModelName } from '../../models/model-name';
import { Logo } from '../../shell/logo';
import { buttonClass } from '../../ui/button';
import { Note } from '../../ui/note';
import { Markdown } from '../markdown/markdown';

interface SharedConversationProps {
  shareId: string;
  title: string;
  sharedAt: Date;
  sharedBy: string;
  /** The reader's own conversation, if the shared one is theirs. */
  ownConversationId: string | null;
  messages: SharedMessage[];
}

/** A read-only conversation with models and costs. */
export function SharedConversation(props: SharedConversationProps) {
  const { shareId, title, sharedAt, sharedBy, ownConversationId, messages } = props;
  const answers = messages.flatMap(({ answer }) => answer ?? []);
  const cost = answers.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0);
  return (
    <div className="min-h-dvh bg-surface">
      <header className="sticky top-0 z-10 flex h-14 items-center gap-3 border-b border-line-subtle bg-surface px-6 max-[640px]:px-4">
        <Link href="/playground" aria-label="A3M Router" className="touch-target">
          <Logo />
        </Link>
        <span className="min-w-0 truncate text-text-2">Shared chat, read-only</span>
        <Link
          href={ownConversationId ? `/playground/${ownConversationId}` : '/playground'}
          className={`ml-auto ${buttonClass('default', 'small')}`}
        >
          {ownConversationId ? 'Continue this chat' : 'Start a new chat'}
        </Link>
      </header>
      <main className="mx-auto max-w-[768px] px-6 pt-8 pb-16 max-[640px]:px-4 max-[640px]:pt-6">
        <h1 className="text-title font-semibold tracking-[-0.014em] break-words">{title}</h1>
        <p className="mt-1 text-text-2 tabular">
          Shared by {sharedBy} on {formatMoment(sharedAt)} UTC · {answers.length}{' '}
          {answers.length === 1 ? 'answer' : 'answers'}, {formatUsd(cost)}
        </p>
        {answers.some(({ provider }) => provider === 'sandbox') && (
          <p className="mt-1 text-meta text-text-3">Sandbox answers and prices are made up.</p>
        )}
        <div className="mt-8 flex flex-col gap-6">
          {messages.map((message) =>
            message.role === 'user' ? (
              <Question key={message.id} shareId={shareId} message={message} />
            ) : (
              <Answer key={message.id} message={message} />
            ),
          )}
        </div>
      </main>
    </div>
  );
}

function Question({ shareId, message: { content, files } }: { shareId: string; message: SharedMessage }) {
  const fileHref = (id: string) => `/api/shared/files?${new URLSearchParams({ share: shareId, id })}`;
  return (
    <section aria-label="Question" className="flex max-w-[82%] flex-col items-end gap-2 self-end">
      {files.map(({ id, name, mediaType }) =>
        mediaType.startsWith('image/') ? (
          // biome-ignore lint/performance/noImgElement: a private file, served as it is.
          <img key={id} src={fileHref(id)} alt={name} className="max-h-60 rounded-lg border border-line" />
        ) : (
          <a key={id} href={fileHref(id)} download={name} className={buttonClass('default', 'small')}>
            <FileText size={14} /> <span className="max-w-[240px] truncate">{name}</span>
          </a>
        ),
      )}
      {content && (
        <p className="rounded-xl rounded-br-sm bg-surface-3 px-3 py-2 text-body break-words whitespace-pre-wrap">
          {content}
        </p>
      )}
    </section>
  );
}

function Answer({ message: { content, answer } }: { message: SharedMessage }) {
  const isCut = answer !== null && answer.status !== 'succeeded';
  return (
    <article aria-label="Answer" className="flex min-w-0 flex-col gap-3">
      {answer?.model && (
        <span className="self-start">
          <ModelName provider={answer.provider ?? ''} name={modelName(answer.model)} />
        </span>
      )}
      {content && <Markdown text={content} />}
      {isCut && <EndNote answer={answer} hasText={content !== ''} />}
      {answer && <p className="text-meta text-text-3 tabular">{answerFacts(answer)}</p>}
    </article>
  );
}

function EndNote({ answer: { status, failureMessage }, hasText }: { answer: SharedAnswer; hasText: boolean }) {
  if (status === 'cancelled') return <p className="text-meta text-text-3">Stopped here.</p>;
  return (
    <Note tone={hasText ? 'warn' : 'danger'}>
      {hasText ? 'The answer was interrupted. ' : 'No model could answer. '}
      {failureMessage}
    </Note>
  );
}

function answerFacts({ ttftMs, tokens, costNanoUsd, costState, provider }: SharedAnswer): string {
  return [
    ttftMs !== null && `first token ${formatSeconds(ttftMs)}`,
    tokens > 0 && `${formatCount(tokens)} tokens`,
    `${costState === 'estimated' ? 'est. ' : ''}${formatUsd(costNanoUsd)}${provider === 'sandbox' ? ', made up' : ''}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
