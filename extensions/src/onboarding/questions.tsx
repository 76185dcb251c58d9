import type { UseMutationResult } from '@tanstack/react-query';
import React from 'react';

import type { ApiError } from '../api/error';
import type { Onboarding, OwnCourse, Preview } from '../api/schema';
import { Failure } from '../ui/notice';
import { useCoursewright } from '../ui/widget';
import {
  ArchetypeStep,
  CourseStep,
  type IStepProps,
  KindStep,
  ToolStep,
  TopicStep,
  WordsStep
} from './answers';
import type { DraftStore } from './draft';
import { PreviewPane } from './preview';
import { previewOf, usePreview } from './reading';
import { Stepper } from './stepper';
import { furthest, missingIn, questionOf, type Step, STEPS } from './steps';

/** From this step on there is something to preview. */
const TOPIC = STEPS.indexOf('topic');
const LAST = STEPS.length - 1;

interface IQuestionsProps {
  store: DraftStore;
  offer: Onboarding;
  asking: UseMutationResult<OwnCourse, ApiError, void>;
  onLeave: () => void;
}

/** One question after the other, and beside them how the course would read. */
export function Questions(props: IQuestionsProps): JSX.Element {
  const { trans } = useCoursewright();
  const { asking, store } = props;
  const { draft } = store;
  const preview = usePreview(draft);
  const problems = preview.data?.problems ?? {};
  const reached = furthest(draft, problems, trans);
  const index = Math.min(draft.step, reached);
  const step = STEPS[index];
  const { complaint, goOn, goTo, heading } = useSteps(props, index);
  const stepProps: IStepProps = {
    draft,
    offer: props.offer,
    preview: preview.data,
    problems,
    onChange: change => store.update(change)
  };
  return (
    <form
      className="cw-Onboarding-form"
      data-testid="cw-onboarding"
      data-step={step}
      onSubmit={event => {
        event.preventDefault();
        void goOn();
      }}
    >
      <header>
        <h1>{trans.__('A course in your own words')}</h1>
        <Stepper step={index} furthest={reached} onGo={goTo} />
      </header>
      <div className="cw-Onboarding-body">
        <div className="cw-Onboarding-step">
          <h2 ref={heading} tabIndex={-1}>
            {questionOf(step, trans)}
          </h2>
          <StepBody step={step} {...stepProps} />
          <p className="cw-Field-problem" role="alert">
            {complaint && missingIn(step, draft, problems, trans)}
          </p>
        </div>
        {index >= TOPIC && <PreviewPane reading={preview} />}
      </div>
      {asking.error && (
        <Failure
          message={asking.error.message}
          trans={trans}
          isTrying={asking.isPending}
          onRetry={() => asking.mutate()}
        />
      )}
      <Footer {...props} index={index} onBack={() => goTo(index - 1)} />
    </form>
  );
}

/** Going from step to step: only on once nothing is missing, with the focus on the next question. */
function useSteps({ asking, store }: IQuestionsProps, index: number) {
  const { api, queries, trans } = useCoursewright();
  const heading = React.useRef<HTMLHeadingElement>(null);
  const isMoving = React.useRef(false);
  const [complaint, setComplaint] = React.useState(false);
  React.useEffect(() => {
    if (isMoving.current) {
      isMoving.current = false;
      heading.current?.focus();
    }
  }, [index]);
  const goTo = (step: number): void => {
    isMoving.current = true;
    setComplaint(false);
    store.update({ step });
  };
  /** What can't be used, asked for at once; when nobody answers, handing in will tell. */
  const check = async (): Promise<Preview['problems']> => {
    if (index < TOPIC || !store.draft.domain.trim()) {
      return {};
    }
    const preview = queries.fetchQuery(previewOf(api, store.draft));
    return preview.then(({ problems }) => problems).catch(() => ({}));
  };
  const goOn = async (): Promise<void> => {
    const problems = await check();
    if (missingIn(STEPS[index], store.draft, problems, trans)) {
      setComplaint(true);
    } else if (index < LAST) {
      goTo(index + 1);
    } else if (!asking.isPending) {
      asking.mutate();
    }
  };
  return { complaint, goOn, goTo, heading };
}

function StepBody(props: IStepProps & { step: Step }): JSX.Element {
  switch (props.step) {
    case 'kind':
      return <KindStep {...props} />;
    case 'archetype':
      return <ArchetypeStep {...props} />;
    case 'topic':
      return <TopicStep {...props} />;
    case 'words':
      return <WordsStep {...props} />;
    case 'tool':
      return <ToolStep {...props} />;
    default:
      return <CourseStep {...props} />;
  }
}

function Footer(
  props: IQuestionsProps & { index: number; onBack: () => void }
): JSX.Element {
  const { trans } = useCoursewright();
  const { asking, index } = props;
  return (
    <footer className="cw-Onboarding-footer">
      <button type="button" className="cw-Link" data-testid="cw-skip" onClick={props.onLeave}>
        {trans.__('Not now')}
      </button>
      {index > 0 && (
        <button
          type="button"
          className="jp-mod-styled jp-mod-reject cw-Button"
          data-testid="cw-back"
          onClick={props.onBack}
        >
          {trans.__('Back')}
        </button>
      )}
      <button
        type="submit"
        className="jp-mod-styled jp-mod-accept cw-Button"
        data-testid="cw-next"
        aria-disabled={asking.isPending || undefined}
      >
        {index < LAST ? trans.__('Next') : trans.__('Make my course')}
      </button>
    </footer>
  );
}
