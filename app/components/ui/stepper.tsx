import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';
import { Check, Circle, CircleCheck, CircleDot } from './icons';

export type StepState = 'done' | 'current' | 'coming';

export interface Step {
  state: StepState;
  title: ReactNode;
  /** Who acts, how long it takes, what is missing. */
  note?: ReactNode;
  /** The state in a word, for screen readers: "xong", "đang làm", "sắp tới". */
  stateLabel: string;
  /** The current step waits for the reader: nghe instead of cham. */
  waitsForYou?: boolean;
}

/** Steps under each other, with who acts next: the life of a confirmation, of a request. */
export function Timeline({ steps, className }: { steps: Step[]; className?: string }) {
  return (
    <ol className={classNames('timeline', className)}>
      {steps.map((step, index) => (
        <li key={index} aria-current={step.state === 'current' ? 'step' : undefined}>
          <TimelineDot {...step} />
          <div className="min-w-0">
            <p className={classNames(step.state === 'current' && 'font-semibold')}>
              {step.title}
              <span className="sr-only"> ({step.stateLabel})</span>
            </p>
            {step.note != null && <p className={step.state === 'current' ? '' : 'text-ink-3'}>{step.note}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function TimelineDot({ state, waitsForYou }: Step) {
  if (state === 'done') return <Icon of={CircleCheck} size={22} className="text-la" />;
  if (state === 'coming') return <Icon of={Circle} size={22} className="text-ink-3" />;
  return <Icon of={CircleDot} size={22} className={waitsForYou ? 'text-nghe' : 'text-cham'} />;
}

export interface StepperProps {
  steps: Omit<Step, 'note' | 'waitsForYou'>[];
  /** Names the list: "Các bước chốt số liệu". */
  label: string;
  className?: string;
}

/** Steps in a line, not clickable forward. */
export function Stepper({ steps, label, className }: StepperProps) {
  return (
    <ol aria-label={label} className={classNames('stepper', className)}>
      {steps.map(({ state, title, stateLabel }, index) => (
        <li key={index} aria-current={state === 'current' ? 'step' : undefined}>
          <span className={`step-dot step-${state}`} aria-hidden="true">
            {state === 'done' ? <Icon of={Check} size={16} /> : index + 1}
          </span>
          <span className={classNames(state === 'current' && 'font-semibold')}>
            {title}
            <span className="sr-only"> ({stateLabel})</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
