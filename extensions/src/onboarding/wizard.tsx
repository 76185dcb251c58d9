import { UseSignal } from '@jupyterlab/ui-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import React from 'react';

import { queryOf } from '../api/query';
import type { ICoursewright } from '../tokens';
import { Loading, ReadingFailure } from '../ui/notice';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';
import { answersOf, type DraftStore } from './draft';
import { Making } from './making';
import { Questions } from './questions';
import { readAnew } from './reading';

/** The questions from which a course is made, and the making of it, in the main area. */
export class OnboardingWizard extends CoursewrightWidget {
  constructor(
    shared: ICoursewright,
    private readonly _store: DraftStore,
    private readonly _onLeave: () => void
  ) {
    super(shared);
    this.addClass('cw-Onboarding');
  }

  protected content(): JSX.Element {
    return (
      <UseSignal signal={this._store.changed}>
        {() => <Wizard store={this._store} onLeave={this._onLeave} />}
      </UseSignal>
    );
  }
}

function Wizard(props: { store: DraftStore; onLeave: () => void }): JSX.Element {
  const { api, trans } = useCoursewright();
  const { store } = props;
  const reading = useQuery(queryOf(api, '/onboarding'));
  const [finished, setFinished] = React.useState('');
  const [left, setLeft] = React.useState('');
  const asking = useAsking(store);
  // A course that was asked for in another browser is followed here too, but none that was left here.
  const elsewhere = reading.data?.making?.id ?? '';
  const making = finished || store.draft.course || (elsewhere === left ? '' : elsewhere);
  const onFinished = React.useCallback(() => {
    setFinished(making);
    store.reset();
  }, [making, store]);
  const leave = (): void => {
    setLeft(making);
    store.renew();
  };
  if (making) {
    return (
      <Making
        id={making}
        onRetry={() => {
          leave();
          asking.mutate();
        }}
        onChangeAnswers={leave}
        onFinished={onFinished}
        onAgain={() => setFinished('')}
      />
    );
  }
  return (
    <>
      <ReadingFailure of={[reading]} />
      {reading.isPending && <Loading>{trans.__('Loading the questions…')}</Loading>}
      {reading.data && (
        <Questions
          store={store}
          offer={reading.data}
          asking={asking}
          onLeave={props.onLeave}
        />
      )}
    </>
  );
}

/** Hands the answers in; sent twice, they still make one course. */
function useAsking(store: DraftStore) {
  const { api, queries } = useCoursewright();
  return useMutation({
    mutationFn: () =>
      api.post('/courses', {
        body: { ...answersOf(store.draft), idempotency_key: store.draft.key }
      }),
    onSuccess: course => store.update({ course: course.id }),
    onSettled: () => readAnew(queries)
  });
}
