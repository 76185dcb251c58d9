import { PageConfig } from '@jupyterlab/coreutils';
import React from 'react';

import { useCoursewright } from './widget';

/** Whether the learner's own server answers from the demo that it comes with, as there is no hub. */
export function isDemo(): boolean {
  return PageConfig.getOption('coursewrightDemo') === 'true';
}

/** Says in a panel that it shows the demo, and what that means; nothing otherwise. */
export function DemoNotice(): JSX.Element | null {
  const { trans } = useCoursewright();
  if (!isDemo()) {
    return null;
  }
  return (
    <p className="cw-Demo" role="note" data-testid="cw-demo">
      <b>{trans.__('Demo')}</b>{' '}
      {trans.__(
        'There is no hub behind this JupyterLab: your progress is kept on this computer, and nothing is graded.'
      )}
    </p>
  );
}
