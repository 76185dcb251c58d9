import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import React from 'react';

import { keyOf, queryOf } from '../api/query';
import type { ICoursewright } from '../tokens';
import { RenderersProvider } from '../ui/markdown';
import { Failure, Loading, ReadingFailure } from '../ui/notice';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';
import { standingInQuiz } from './freshness';
import { KEYED } from './keys';
import { Overview } from './overview';
import { Result } from './result';
import { OpenSitting } from './sitting';

/** The quiz of a module in the main area. */
export class QuizPanel extends CoursewrightWidget {
  constructor(
    shared: ICoursewright,
    readonly module: string,
    private readonly _renderers: IRenderMimeRegistry
  ) {
    super(shared);
    this.addClass('cw-QuizPanel');
    this.addClass(KEYED);
  }

  protected content(): JSX.Element {
    return (
      <RenderersProvider value={this._renderers}>
        <ModuleQuiz module={this.module} />
      </RenderersProvider>
    );
  }
}

function ModuleQuiz(props: { module: string }): JSX.Element {
  const { module } = props;
  const { api, trans } = useCoursewright();
  const queries = useQueryClient();
  const params = { path: { key: module } };
  const reading = useQuery(queryOf(api, '/modules/{key}/quiz', { params }));
  const quiz = reading.data;
  // What the learner chose to look at: a sitting, or nothing; at first the open sitting.
  const [chosen, setChosen] = React.useState<string | null>();
  const beginning = useMutation({
    mutationFn: (only_missed: boolean) =>
      api.post('/modules/{key}/quiz/sessions', { params, body: { only_missed } }),
    networkMode: 'always',
    retry: false,
    onSuccess: sitting => {
      queries.setQueryData(keyOf('/quiz-sessions/{id}', { path: { id: sitting.id } }), sitting);
      setChosen(sitting.id);
      standingInQuiz(module).forEach(queryKey => void queries.invalidateQueries({ queryKey }));
    }
  });
  const begin = (onlyMissed: boolean): void => beginning.mutate(onlyMissed);
  const sitting = chosen === undefined ? quiz?.open_sitting : chosen;
  return (
    <>
      <ReadingFailure of={[reading]} />
      {reading.isPending && <Loading>{trans.__('Loading the quiz…')}</Loading>}
      {beginning.error && (
        <Failure
          message={beginning.error.message}
          trans={trans}
          isTrying={beginning.isPending}
          onRetry={() => begin(beginning.variables ?? false)}
        />
      )}
      {quiz && !sitting && (
        <Overview
          quiz={quiz}
          isBusy={beginning.isPending}
          onBegin={begin}
          onOpen={setChosen}
        />
      )}
      {sitting && (
        <AnySitting
          id={sitting}
          quiz={quiz}
          onBegin={begin}
          onClose={() => setChosen(null)}
          onSubmitted={() => setChosen(sitting)}
        />
      )}
    </>
  );
}

function AnySitting(props: {
  id: string;
  quiz: Parameters<typeof Result>[0]['quiz'];
  onBegin: (onlyMissed: boolean) => void;
  onClose: () => void;
  onSubmitted: () => void;
}): JSX.Element {
  const { id } = props;
  const { api, trans } = useCoursewright();
  const reading = useQuery(queryOf(api, '/quiz-sessions/{id}', { params: { path: { id } } }));
  const sitting = reading.data;
  return (
    <>
      <ReadingFailure of={[reading]} />
      {reading.isPending && <Loading>{trans.__('Loading the quiz…')}</Loading>}
      {sitting && !sitting.submitted_at && (
        <OpenSitting key={id} sitting={sitting} onSubmitted={props.onSubmitted} />
      )}
      {sitting?.submitted_at && (
        <Result
          sitting={sitting}
          quiz={props.quiz}
          onBegin={props.onBegin}
          onClose={props.onClose}
          trans={trans}
        />
      )}
    </>
  );
}
