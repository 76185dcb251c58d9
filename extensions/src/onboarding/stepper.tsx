import { checkIcon } from '@jupyterlab/ui-components';
import React from 'react';

import { useCoursewright } from '../ui/widget';
import { nameOf, STEPS } from './steps';

/** Where one is; steps that can be gone to are buttons. */
export function Stepper(props: {
  step: number;
  furthest: number;
  onGo: (step: number) => void;
}): JSX.Element {
  const { trans } = useCoursewright();
  return (
    <nav aria-label={trans.__('Steps')}>
      <ol className="cw-Steps">
        {STEPS.map((step, index) => (
          <li key={step} className="cw-Step" data-done={index < props.furthest || undefined}>
            <button
              type="button"
              aria-current={index === props.step ? 'step' : undefined}
              disabled={index > props.furthest}
              onClick={() => props.onGo(index)}
            >
              <span className="cw-Step-mark" aria-hidden="true">
                {index < props.furthest && index !== props.step ? (
                  <checkIcon.react tag="span" />
                ) : (
                  index + 1
                )}
              </span>
              {nameOf(step, trans)}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
