import { useQuery } from '@tanstack/react-query';
import React from 'react';

import { reviewOfTheDay } from '../review/query';
import { inDays } from '../ui/format';
import { ReadingFailure } from '../ui/notice';
import { useCoursewright } from '../ui/widget';
import { Section } from './section';

/** The review queue of the day. */
export function ReviewQueue(props: { onReview: () => void }): JSX.Element {
  const { api, trans } = useCoursewright();
  const reading = useQuery(reviewOfTheDay(api));
  const review = reading.data;
  const coming = review?.coming[0];
  return (
    <Section title={trans.__('Review of the day')} testId="cw-dashboard-review">
      <ReadingFailure of={[reading]} />
      {review && review.left > 0 && (
        <div className="cw-Row-line">
          <span data-testid="cw-review-left">
            {trans._n('%1 concept to review', '%1 concepts to review', review.left)}
          </span>
          <button
            className="jp-mod-styled jp-mod-accept cw-Button"
            data-testid="cw-review-now"
            onClick={props.onReview}
          >
            {trans.__('Review')}
          </button>
        </div>
      )}
      {review?.left === 0 && (
        <p className="cw-Dashboard-text">
          {review.done > 0
            ? trans.__('That is all for today.')
            : trans.__('Nothing is due today. What you miss in a quiz comes back here.')}
          {coming && (
            <>
              {' '}
              {trans._n(
                '%1 concept comes back %2.',
                '%1 concepts come back %2.',
                coming.concepts,
                inDays(coming.days)
              )}
            </>
          )}
        </p>
      )}
    </Section>
  );
}
