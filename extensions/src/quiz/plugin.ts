import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import {
  ICommandPalette,
  MainAreaWidget,
  WidgetTracker
} from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';

import { quizIcon, reviewIcon } from '../icons';
import { ReviewPanel } from '../review/widget';
import { CommandIDs, ICoursewright } from '../tokens';
import { framed, show } from '../ui/framed';
import { tell } from '../ui/tell';
import { QuizPanel } from './widget';

const REVIEW = 'coursewright-review';

/** Quizzes and the review of the day, in the main area. */
export const quiz: JupyterFrontEndPlugin<void> = {
  id: 'coursewright-lab:quiz',
  description: 'Adds quizzes and the review of the day.',
  autoStart: true,
  requires: [ICoursewright, IRenderMimeRegistry],
  optional: [ICommandPalette, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    shared: ICoursewright,
    renderers: IRenderMimeRegistry,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ): void => {
    const { commands } = app;
    const { course, trans } = shared;
    const quizzes = new WidgetTracker<MainAreaWidget<QuizPanel>>({ namespace: 'cw-quiz' });
    const reviews = new WidgetTracker<MainAreaWidget<ReviewPanel>>({ namespace: 'cw-review' });

    commands.addCommand(CommandIDs.openQuiz, {
      label: trans.__('Open Quiz'),
      caption: trans.__('Open the quiz of the module that you are at'),
      icon: quizIcon,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            module: { type: 'string', description: trans.__('The key of the module') }
          }
        }
      },
      execute: args => {
        const module = args.module ? String(args.module) : moduleWithQuiz(shared);
        if (!module) {
          tell(
            trans,
            'info',
            trans.__('No quiz is open to you now. Look for one in the Course panel.'),
            { autoClose: 8000 }
          );
          return;
        }
        const known = quizzes.find(({ content }) => content.module === module);
        const title = trans.__('Quiz: %1', titleOf(shared, module));
        show(
          app,
          quizzes,
          known ??
            framed(
              new QuizPanel(shared, module, renderers),
              `coursewright-quiz-${module}`,
              title,
              quizIcon
            )
        );
      }
    });
    commands.addCommand(CommandIDs.openReview, {
      label: trans.__('Review of the Day'),
      caption: trans.__('Answer again what you once missed'),
      icon: reviewIcon,
      describedBy: { args: null },
      execute: () =>
        show(
          app,
          reviews,
          reviews.currentWidget ??
            framed(
              new ReviewPanel(shared, renderers),
              REVIEW,
              trans.__('Review of the Day'),
              reviewIcon
            )
        )
    });
    shared.opener.register('quiz', ({ module }) =>
      commands.execute(CommandIDs.openQuiz, { module: module.key })
    );
    // A quiz that was restored before the courses were read has its title later.
    course.changed.connect(() =>
      quizzes.forEach(({ content, title }) => {
        title.label = trans.__('Quiz: %1', titleOf(shared, content.module));
      })
    );
    for (const command of [CommandIDs.openQuiz, CommandIDs.openReview]) {
      palette?.addItem({ command, category: trans.__('Course') });
    }
    void restorer?.restore(quizzes, {
      command: CommandIDs.openQuiz,
      args: ({ content }) => ({ module: content.module }),
      name: ({ content }) => content.module
    });
    void restorer?.restore(reviews, { command: CommandIDs.openReview, name: () => REVIEW });
  }
};

function titleOf({ course }: ICoursewright, key: string): string {
  return course.places().find(({ module }) => module.key === key)?.module.title ?? key;
}

/** The module where to go on if it has a quiz, else the first one whose quiz is open and not passed. */
function moduleWithQuiz({ course }: ICoursewright): string | undefined {
  const quizzes = course
    .places()
    .filter(({ item, module }) => item.kind === 'quiz' && !module.is_locked);
  const here = course.next?.module.key;
  const found =
    quizzes.find(({ module }) => module.key === here) ??
    quizzes.find(({ item }) => item.status !== 'passed') ??
    quizzes[0];
  return found?.module.key;
}
