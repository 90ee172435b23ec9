import type { ReactNode } from 'react';

/** Names and what they are at, one below the other. */
export function FactRows({
  rows,
  testId,
}: {
  readonly rows: readonly (readonly [label: string, value: ReactNode])[];
  readonly testId?: string;
}) {
  return (
    <dl className="rows" data-testid={testId}>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
