import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { type LabIcon, launchIcon, listIcon } from '@jupyterlab/ui-components';
import type { Widget } from '@lumino/widgets';

import { quizIcon, readingIcon } from '../icons';
import { CommandIDs, ICoursewright } from '../tokens';
import { tell } from '../ui/tell';
import { ShortAnswers } from './answers';
import { openFormgrader } from './formgrader';
import { ProposedLinks } from './links';
import { RegradeRequests } from './requests';

/** What only those see who may grade. */
export const staff: JupyterFrontEndPlugin<void> = {
  id: 'coursewright-lab:staff',
  description: 'Adds the way to formgrader, regrade requests, short answers and proposed links.',
  autoStart: true,
  requires: [ICoursewright, IRenderMimeRegistry],
  optional: [ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    shared: ICoursewright,
    renderers: IRenderMimeRegistry,
    palette: ICommandPalette | null
  ): void => {
    const { api, course, trans } = shared;
    const canGrade = (): boolean => course.me?.can_grade ?? false;
    app.commands.addCommand(CommandIDs.openFormgrader, {
      label: trans.__('Open Formgrader'),
      caption: trans.__('Grade submissions of your cohort in a new browser tab'),
      icon: launchIcon,
      describedBy: { args: null },
      isVisible: canGrade,
      isEnabled: canGrade,
      execute: () => course.me && openFormgrader(api, course.me, trans)
    });
    addRegradeRequests(app, shared, canGrade);
    addShortAnswers(app, shared, renderers, canGrade);
    addProposedLinks(app, shared, canGrade);
    for (const command of [
      CommandIDs.openFormgrader,
      CommandIDs.openRegradeRequests,
      CommandIDs.openShortAnswers,
      CommandIDs.openProposedLinks
    ]) {
      palette?.addItem({ command, category: trans.__('Course') });
    }
  }
};

type Staff = Pick<ICoursewright['course'], 'me'>;

function taught({ me }: Staff) {
  return (me?.cohorts ?? []).filter(({ role }) => role !== 'student');
}

/** Bring the one widget of a kind to the front; `make` makes it when there is none. */
function opener(
  app: JupyterFrontEnd,
  frame: { id: string; label: string; icon: LabIcon },
  make: () => Widget
): { open: () => void; isVisible: () => boolean } {
  let widget: MainAreaWidget | null = null;
  const open = (): void => {
    if (!widget || widget.isDisposed) {
      widget = new MainAreaWidget({ content: make() });
      widget.id = frame.id;
      widget.title.label = frame.label;
      widget.title.icon = frame.icon;
      widget.title.closable = true;
      widget.toolbar.hide();
      app.shell.add(widget, 'main');
    }
    app.shell.activateById(widget.id);
  };
  return { open, isVisible: () => widget?.isVisible ?? false };
}

function addShortAnswers(
  app: JupyterFrontEnd,
  shared: ICoursewright,
  renderers: IRenderMimeRegistry,
  canGrade: () => boolean
): void {
  const { course, events, trans } = shared;
  const label = trans.__('Short Answers');
  const { isVisible, open } = opener(
    app,
    { id: 'coursewright-short-answers', label, icon: quizIcon },
    () => new ShortAnswers(shared, () => taught(course), renderers)
  );
  app.commands.addCommand(CommandIDs.openShortAnswers, {
    label,
    caption: trans.__('Give points for answers that no machine could decide'),
    icon: quizIcon,
    describedBy: { args: null },
    isVisible: canGrade,
    isEnabled: canGrade,
    execute: open
  });
  events.received.connect((_, { state, type, user }) => {
    const isForMe = type === 'quiz' && state === 'asked' && canGrade();
    if (isForMe && user !== course.me?.username && !isVisible()) {
      tell(trans, 'info', trans.__('A short answer of %1 waits to be marked.', user ?? ''), {
        autoClose: 8000, // a whole class may hand in at once, and the list tells of all
        actions: [{ label: trans.__('Show'), callback: open }]
      });
    }
  });
}

function addRegradeRequests(
  app: JupyterFrontEnd,
  shared: ICoursewright,
  canGrade: () => boolean
): void {
  const { course, events, trans } = shared;
  const { isVisible, open } = opener(
    app,
    {
      id: 'coursewright-regrade-requests',
      label: trans.__('Regrade Requests'),
      icon: listIcon
    },
    () =>
      new RegradeRequests(
        shared,
        () => taught(course),
        () => void app.commands.execute(CommandIDs.openFormgrader)
      )
  );
  app.commands.addCommand(CommandIDs.openRegradeRequests, {
    label: trans.__('Regrade Requests'),
    caption: trans.__('Answer students who ask for a second look at an attempt'),
    icon: listIcon,
    describedBy: { args: null },
    isVisible: canGrade,
    isEnabled: canGrade,
    execute: open
  });
  events.received.connect((_, { state, type, user }) => {
    const isForMe = type === 'regrade' && state === 'asked' && canGrade();
    if (isForMe && user !== course.me?.username && !isVisible()) {
      tell(trans, 'info', trans.__('%1 asks for a second look at an attempt.', user ?? ''), {
        autoClose: false,
        actions: [{ label: trans.__('Show'), callback: open }]
      });
    }
  });
}

function addProposedLinks(
  app: JupyterFrontEnd,
  shared: ICoursewright,
  canGrade: () => boolean
): void {
  const { course, events, trans } = shared;
  const label = trans.__('Proposed Links');
  const { isVisible, open } = opener(
    app,
    { id: 'coursewright-proposed-links', label, icon: readingIcon },
    () => new ProposedLinks(shared, () => taught(course))
  );
  app.commands.addCommand(CommandIDs.openProposedLinks, {
    label,
    caption: trans.__('Approve or decline links that students propose'),
    icon: readingIcon,
    describedBy: { args: null },
    isVisible: canGrade,
    isEnabled: canGrade,
    execute: open
  });
  events.received.connect((_, { state, type, user }) => {
    const isForMe = type === 'resource' && state === 'waiting' && canGrade();
    if (isForMe && user !== course.me?.username && !isVisible()) {
      tell(trans, 'info', trans.__('%1 proposes a link.', user ?? ''), {
        autoClose: false,
        actions: [{ label: trans.__('Show'), callback: open }]
      });
    }
  });
}
