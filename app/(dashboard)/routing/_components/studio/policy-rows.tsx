'use client';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Field } from '@/components/form/field';
import { CATEGORY_NAMES } from '@/components/models/categories';
import { formatCategoryMap, formatCeiling, formatExploration, formatOrder, type PolicyForm, toList } from './policy';

interface PolicyRowsProps {
  draft: PolicyForm;
  /** Providers and models that can be referenced. */
  references: string[];
  isDisabled: boolean;
  onChange: (change: Partial<PolicyForm>) => void;
}

const MAX_EXPLORATION_PERCENT = 20;

/** The rules that take precedence over the slider. Each row expands into its fields. */
export function PolicyRows({ draft, references, isDisabled, onChange }: PolicyRowsProps) {
  const { categoryMap, priorityOrder, maxCostUsd, exploration } = draft;
  return (
    <div className="-mx-4 border-t border-line-subtle">
      <Row label="Category map" value={formatCategoryMap(categoryMap)}>
        {CATEGORY_NAMES.map((category) => (
          <OrderField
            key={category}
            label={category}
            order={categoryMap[category] ?? []}
            references={references}
            isDisabled={isDisabled}
            onChange={(order) => onChange({ categoryMap: { ...categoryMap, [category]: order } })}
          />
        ))}
      </Row>
      <Row label="Priority order" value={formatOrder(priorityOrder)}>
        <OrderField
          label="Categories without their own order"
          order={priorityOrder}
          references={references}
          isDisabled={isDisabled}
          onChange={(order) => onChange({ priorityOrder: order })}
        />
      </Row>
      <Row label="Ceiling" value={formatCeiling(maxCostUsd)}>
        <Field
          label="Maximum expected cost per answer, in US dollars"
          help="More expensive models are excluded. Leave empty for no ceiling."
          type="number"
          min={0}
          step="any"
          disabled={isDisabled}
          value={maxCostUsd ?? ''}
          onChange={({ target }) =>
            onChange({ maxCostUsd: target.value === '' ? null : Math.max(0, Number(target.value)) })
          }
        />
      </Row>
      <Row label="Exploration" value={formatExploration(exploration)}>
        <Field
          label="Percentage of requests that may try a similar model"
          help="Lets the router learn about rarely used models. Starts once the team has rated 20 answers; never applies to pinned models or ongoing conversations."
          type="number"
          min={0}
          max={MAX_EXPLORATION_PERCENT}
          step="0.5"
          disabled={isDisabled}
          value={Number((exploration * 100).toFixed(1))}
          onChange={({ target }) =>
            onChange({ exploration: Math.min(MAX_EXPLORATION_PERCENT, Math.max(0, Number(target.value))) / 100 })
          }
        />
      </Row>
    </div>
  );
}

function Row({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="border-b border-line-subtle last:border-b-0">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex min-h-8 w-full items-center gap-3 px-4 py-1.5 text-left hover:bg-hover"
      >
        <span className="w-28 shrink-0 text-text-2">{label}</span>
        <span className="min-w-0 flex-1 truncate" title={value}>
          {value}
        </span>
        <ChevronRight size={14} className={`shrink-0 text-text-3 transition-transform ${isOpen ? 'rotate-90' : ''}`} />
      </button>
      {isOpen && <div className="flex flex-col gap-3 px-4 pt-1 pb-4">{children}</div>}
    </div>
  );
}

interface OrderFieldProps {
  label: string;
  order: string[];
  references: string[];
  isDisabled: boolean;
  onChange: (order: string[]) => void;
}

/** A comma-separated list of providers and models; unknown names are reported. */
function OrderField({ label, order, references, isDisabled, onChange }: OrderFieldProps) {
  const [text, setText] = useState(order.join(', '));
  // The order changed from outside, such as by Discard.
  const shown = toList(text).join() === order.join() ? text : order.join(', ');
  const unknown = toList(shown).filter((entry) => !references.includes(entry));
  return (
    <Field
      label={label}
      placeholder="by score"
      disabled={isDisabled}
      value={shown}
      error={unknown.length > 0 ? `Unknown or not connected: ${unknown.join(', ')}.` : null}
      onChange={({ target }) => {
        setText(target.value);
        onChange(toList(target.value));
      }}
    />
  );
}
