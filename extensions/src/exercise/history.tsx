import type { TranslationBundle } from '@jupyterlab/translation';
import React, { type ComponentProps } from 'react';

import type { Criterion, Submission } from '../api/schema';
import { gradingText } from '../submit/submitter';
import { dateTime, points } from '../ui/format';
import { ShowMore } from '../ui/notice';
import { Result } from './result';

/** Earlier attempts; each opens to show its tests. */
export function History(props: {
  attempts: readonly Submission[];
  rubric: readonly Criterion[];
  reading: ComponentProps<typeof ShowMore>['reading'];
  trans: TranslationBundle;
}): JSX.Element | null {
  const { attempts, trans } = props;
  if (attempts.length === 0) {
    return null;
  }
  return (
    <section className="cw-Section" aria-label={trans.__('Attempts')}>
      <h3 className="cw-Heading">{trans.__('Attempts')}</h3>
      {attempts.map(submission => (
        <details
          key={submission.id}
          className="cw-Attempt"
          data-testid="cw-attempt"
          data-attempt={submission.attempt}
        >
          <summary>
            <span>{trans.__('Attempt %1', submission.attempt)}</span>
            <span className="cw-Row-detail">{dateTime(submission.submitted_at)}</span>
            <span className="cw-Row-aside">
              {submission.state === 'graded'
                ? `${points(submission.score ?? 0)} / ${points(submission.max_score ?? 0)}`
                : gradingText(submission, trans)}
            </span>
          </summary>
          {submission.state === 'graded' && (
            <Result submission={submission} isLatest={false} rubric={props.rubric} trans={trans} />
          )}
          {submission.error && <p className="cw-Hint">{submission.error}</p>}
        </details>
      ))}
      <ShowMore reading={props.reading}>{trans.__('Show older')}</ShowMore>
    </section>
  );
}
