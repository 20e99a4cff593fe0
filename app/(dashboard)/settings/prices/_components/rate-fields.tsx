import { Field } from '@/components/form/field';
import type { Rates } from '@/lib/engine/types';
import { formatPrice } from '@/lib/format';
import { RATE_FIELDS } from './price-form';

interface RateFieldsProps {
  /** The current rates as defaults. */
  rates: Rates | null;
  isOwnMachine: boolean;
  errorFor: (param: string) => string | null;
}

/** One field per token class; all but input and output are collapsed. */
export function RateFields({ rates, isOwnMachine, errorFor }: RateFieldsProps) {
  const fields = RATE_FIELDS.filter((field) => isOwnMachine || !field.isOwnMachine);
  const field = ({ name, label, isMain }: (typeof RATE_FIELDS)[number]) => (
    <Field
      key={name}
      label={label}
      name={name}
      inputMode="decimal"
      pattern="\d*(\.\d{0,9})?"
      title="A number of dollars, such as 0.42"
      required={Boolean(isMain) && !isOwnMachine}
      defaultValue={rates?.[name] === undefined ? '' : formatPrice(rates[name])}
      error={errorFor(`rates.${name}`) ?? errorFor(name)}
      trailing={<span className="text-meta text-text-3">$</span>}
    />
  );
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1.5 text-meta text-text-3">
        US dollars per million tokens{isOwnMachine && ', or per hour of call time'}
      </legend>
      <div className={`grid gap-3 ${isOwnMachine ? 'grid-cols-3' : 'grid-cols-2'}`}>
        {fields.filter(({ isMain }) => isMain).map(field)}
      </div>
      <details>
        <summary className="cursor-pointer text-meta text-text-2">Cache, reasoning, per call</summary>
        <div className="mt-3 grid grid-cols-3 gap-3 max-[640px]:grid-cols-2">
          {fields.filter(({ isMain }) => !isMain).map(field)}
        </div>
        <p className="mt-2 text-meta text-text-3">
          Empty fields use the parent rate: cache as input, reasoning as output.
        </p>
      </details>
    </fieldset>
  );
}
