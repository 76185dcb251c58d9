import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import React from 'react';

import { keyOf } from '../api/query';
import type { Review as Facts, ReviewOutcome, ReviewQuestion } from '../api/schema';
import { KEYED } from '../quiz/keys';
import type { ICoursewright } from '../tokens';
import { inDays } from '../ui/format';
import { RenderersProvider } from '../ui/markdown';
import { Loading, Notice, ReadingFailure } from '../ui/notice';
import { minutesEast } from '../ui/now';
import { ProgressBar } from '../ui/progress';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';
import { Card, type IFailure } from './card';
import { reviewOfTheDay } from './query';

/** The review of the day in the main area. */
export class ReviewPanel extends CoursewrightWidget {
  constructor(
    shared: ICoursewright,
    private readonly _renderers: IRenderMimeRegistry
  ) {
    super(shared);
    this.addClass('cw-ReviewPanel');
    this.addClass(KEYED);
  }

  protected content(): JSX.Element {
    return (
      <RenderersProvider value={this._renderers}>
        <DailyReview />
      </RenderersProvider>
    );
  }
}

function DailyReview(): JSX.Element {
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  const east = minutesEast();
  const reading = useQuery(reviewOfTheDay(api));
  // The question stays in view with its outcome, while the next one is read already.
  const [shown, setShown] = React.useState<ReviewQuestion | null>(null);
  const [outcome, setOutcome] = React.useState<ReviewOutcome | null>(null);
  const review = reading.data;
  const question = shown ?? review?.question ?? null;
  const settle = (told: ReviewOutcome): void => {
    setShown(question);
    setOutcome(told);
    void queries.invalidateQueries({ queryKey: keyOf('/review') });
  };
  const answering = useMutation({
    mutationFn: (given: { question: ReviewQuestion; answer: string | null; seconds: number }) =>
      api.post('/review/cards/{id}/answers', {
        params: { path: { id: given.question.card } },
        body: { question: given.question.id, answer: given.answer, seconds: given.seconds, east }
      }),
    networkMode: 'always',
    retry: false,
    onSuccess: settle,
    // Answered in another window, or a new day began: what is to be asked now is read anew.
    onError: error => error.isPassing || void reading.refetch()
  });
  const judging = useMutation({
    mutationFn: (given: { id: string; is_correct: boolean }) =>
      api.put('/review/answers/{id}/verdict', {
        params: { path: { id: given.id } },
        body: { is_correct: given.is_correct, east }
      }),
    networkMode: 'always',
    retry: false,
    onSuccess: settle
  });
  // The next question is what the reading after the answer brings; it may still be under way.
  const [isLeaving, setLeaving] = React.useState(false);
  React.useEffect(() => {
    if (isLeaving && !reading.isFetching) {
      answering.reset();
      judging.reset();
      setShown(null);
      setOutcome(null);
      setLeaving(false);
    }
  }, [isLeaving, reading.isFetching]);
  // What failed for another question is no matter of the one in front.
  const isAboutThis = answering.variables?.question.id === question?.id;
  const failure =
    (isAboutThis && failureOf(answering)) || (outcome && failureOf(judging)) || null;
  return (
    <article className="cw-Review" data-testid="cw-review">
      <h2 className="cw-Title">{trans.__('Review of the day')}</h2>
      <ReadingFailure of={[reading]} />
      {reading.isPending && <Loading>{trans.__('Loading the review…')}</Loading>}
      {review && <Progress review={review} trans={trans} />}
      {question ? (
        <Card
          key={`${question.card}/${question.id}`}
          question={question}
          outcome={outcome}
          failure={failure}
          isBusy={answering.isPending || judging.isPending || isLeaving}
          onAnswer={(answer, seconds) => answering.mutate({ question, answer, seconds })}
          onJudge={is_correct => outcome && judging.mutate({ id: outcome.id, is_correct })}
          onNext={() => setLeaving(true)}
          trans={trans}
        />
      ) : (
        review && <Done review={review} trans={trans} />
      )}
    </article>
  );
}

interface IWriting<T> {
  error: Error | null;
  variables: T | undefined;
  mutate: (given: T) => void;
}

/** What to say of a writing that failed, and how to try it again. */
function failureOf<T>({ error, mutate, variables }: IWriting<T>): IFailure | null {
  return error && variables !== undefined
    ? { message: error.message, onRetry: () => mutate(variables) }
    : null;
}

function Progress(props: { review: Facts; trans: TranslationBundle }): JSX.Element | null {
  const { review, trans } = props;
  const { done, left } = review;
  if (done + left === 0) {
    return null;
  }
  return (
    <div data-testid="cw-review-progress" data-left={left} data-done={done}>
      <div className="cw-Row-detail">
        {trans._n('%1 question answered today', '%1 questions answered today', done)}
        {left > 0 && <> · {trans._n('%1 concept to go', '%1 concepts to go', left)}</>}
        {review.due > left &&
          <> · {trans._n('%1 more waits for another day', '%1 more wait for another day', review.due - left)}</>}
      </div>
      <ProgressBar percent={(100 * done) / (done + left)} label={trans.__('Progress')} />
    </div>
  );
}

function Done(props: { review: Facts; trans: TranslationBundle }): JSX.Element {
  const { review, trans } = props;
  return (
    <Notice>
      <p role="status" data-testid="cw-review-done">
        {review.done > 0
          ? trans.__('That is all for today.')
          : trans.__('Nothing is due today. What you miss in a quiz comes back here.')}
      </p>
      {review.coming.length > 0 && (
        <>
          <h3 className="cw-Heading">{trans.__('What comes back')}</h3>
          <ul className="cw-Plain" data-testid="cw-coming">
            {review.coming.map(({ concepts, days }) => (
              <li key={days} className="cw-Row-line">
                <span>{inDays(days)}</span>
                <span className="cw-Row-aside">
                  {trans._n('%1 concept', '%1 concepts', concepts)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}
