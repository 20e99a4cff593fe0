import { RefreshCw } from 'lucide-react';
import { Button } from '../ui/button';
import { Note } from '../ui/note';

/** What the person said. */
export function Question({ text }: { text: string }) {
  return (
    <div className="max-w-[82%] self-end rounded-[12px_12px_4px_12px] bg-surface-3 px-3 py-2 text-body whitespace-pre-wrap wrap-anywhere max-[640px]:max-w-[90%]">
      {text}
    </div>
  );
}

/** A question to which nothing came. */
export function Unanswered({ onTryAgain }: { onTryAgain: () => void }) {
  return (
    <div className="flex flex-col items-start gap-3">
      <Note tone="danger" role="alert">
        This question has no answer.
      </Note>
      <Button onClick={onTryAgain}>
        <RefreshCw size={14} /> Try again
      </Button>
    </div>
  );
}

const EXAMPLES = [
  'Explain eventual consistency to a new colleague in four sentences.',
  'Write a TypeScript function that debounces another one.',
  'A train leaves at 9:40 and takes 2 h 35 min. When does it arrive?',
];

/** First prompts of different kinds, to see them routed differently. */
export function ExampleQuestions({ onPick }: { onPick: (prompt: string) => void }) {
  return (
    <ul className="mt-6 flex flex-col items-start gap-2">
      {EXAMPLES.map((prompt) => (
        <li key={prompt}>
          <Button
            onClick={() => onPick(prompt)}
            className="h-auto! min-h-8 py-1.5 text-left font-normal! whitespace-normal!"
          >
            {prompt}
          </Button>
        </li>
      ))}
    </ul>
  );
}
