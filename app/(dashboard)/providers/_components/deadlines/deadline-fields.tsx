import { Field } from '@/components/form/field';
import type { Deadlines } from '@/lib/engine/execute/deadlines';
import { type DeadlineLimits, type DeadlineName, findProblem, listFields, type Scope, toSeconds } from './deadlines';

interface DeadlineFieldsProps {
  scope: Scope;
  values: Partial<Record<DeadlineName, string>>;
  /** The values that apply to empty fields. */
  placeholders: Deadlines;
  limits: DeadlineLimits;
  isDisabled: boolean;
  onChange: (name: DeadlineName, text: string) => void;
}

/** One field per timeout. */
export function DeadlineFields({ scope, values, placeholders, limits, isDisabled, onChange }: DeadlineFieldsProps) {
  return (
    <div className="grid grid-cols-6 gap-4 max-[1200px]:grid-cols-3 max-[640px]:grid-cols-2 max-[640px]:gap-x-3">
      {listFields(scope).map(({ name, label, help }) => (
        <Field
          key={name}
          label={label}
          help={help}
          inputMode="decimal"
          autoComplete="off"
          value={values[name] ?? ''}
          placeholder={toSeconds(placeholders[name])}
          error={findProblem(name, values[name], limits)}
          disabled={isDisabled}
          onChange={(event) => onChange(name, event.target.value)}
          trailing={<span className="text-meta text-text-3">s</span>}
          className="tabular"
        />
      ))}
    </div>
  );
}
