import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, IToolbarWidgetRegistry } from '@jupyterlab/apputils';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';

import { standing } from '../api/freshness';
import { exerciseIcon, submitIcon } from '../icons';
import { SubmitButton } from '../submit/button';
import { Submitter } from '../submit/submitter';
import { GradingTracker } from '../submit/tracker';
import { CommandIDs, EXERCISE_PANEL, ICoursewright } from '../tokens';
import { tell } from '../ui/tell';
import { CurrentItem, isExercise } from './notebook';
import { ExercisePanel } from './panel';

/** The right panel and everything that submits. */
export const exercise: JupyterFrontEndPlugin<void> = {
  id: 'coursewright-lab:exercise',
  description: 'Adds the Exercise panel and Submit to the toolbar of exercises.',
  autoStart: true,
  requires: [ICoursewright, INotebookTracker],
  optional: [ICommandPalette, ILayoutRestorer, IToolbarWidgetRegistry],
  activate: (
    app: JupyterFrontEnd,
    shared: ICoursewright,
    notebooks: INotebookTracker,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    toolbars: IToolbarWidgetRegistry | null
  ): void => {
    const { api, course, events, queries, trans } = shared;
    const current = new CurrentItem(notebooks);
    const tracker = new GradingTracker(api, queries);
    const isInView = (key: string): boolean => current.key === key && panel.isVisible;
    const submitter = new Submitter(api, tracker, trans, isInView);
    const show = (): void => app.shell.activateById(EXERCISE_PANEL);

    const panel = new ExercisePanel(
      shared,
      current,
      submitter,
      tracker,
      () => void app.commands.execute(CommandIDs.openCourse),
      key => void app.commands.execute(CommandIDs.compareAttempts, { key })
    );
    panel.id = EXERCISE_PANEL;
    panel.title.icon = exerciseIcon;
    panel.title.caption = trans.__('Exercise');
    panel.node.setAttribute('role', 'region');
    panel.node.setAttribute('aria-label', trans.__('Exercise'));
    app.shell.add(panel, 'right', { rank: 50, type: 'Exercise' });
    restorer?.add(panel, EXERCISE_PANEL);

    toolbars?.addFactory<NotebookPanel>(
      'Notebook',
      'coursewright-submit',
      notebook => new SubmitButton(notebook, submitter, trans)
    );
    shared.opener.opening.connect((_, key) => {
      if (course.find(key)?.item.kind === 'exercise') {
        show();
      }
    });
    submitter.submitted.connect((_, { key }) => {
      show();
      standing(key).forEach(queryKey => void queries.invalidateQueries({ queryKey }));
    });
    events.received.connect((_, { key, state, type, user }) => {
      const isMine = user === course.me?.username;
      if (type === 'regrade' && state === 'answered' && isMine && key && !isInView(key)) {
        tellOfAnswer(shared, key);
      }
    });
    addCommands(app, shared, current, submitter, palette);
  }
};

/** Tell of an answer to a request, and lead to it. */
function tellOfAnswer({ course, opener, trans }: ICoursewright, key: string): void {
  const title = course.find(key)?.item.title ?? key;
  tell(trans, 'info', trans.__('Your instructor answered your request about %1.', title), {
    autoClose: false,
    actions: [{ label: trans.__('Show'), callback: () => void opener.open(key) }]
  });
}

function addCommands(
  app: JupyterFrontEnd,
  { trans }: ICoursewright,
  current: CurrentItem,
  submitter: Submitter,
  palette: ICommandPalette | null
): void {
  const { commands } = app;
  commands.addCommand(CommandIDs.openExercise, {
    label: trans.__('Show Exercise'),
    caption: trans.__('Show points, attempts and results of the exercise in front'),
    icon: exerciseIcon,
    describedBy: { args: null },
    execute: () => app.shell.activateById(EXERCISE_PANEL)
  });
  commands.addCommand(CommandIDs.submit, {
    label: trans.__('Submit Exercise'),
    caption: trans.__('Save this notebook and submit it for grading'),
    icon: submitIcon,
    describedBy: { args: null },
    isEnabled: () => isExercise(current.panel) && !submitter.isBusy(current.key ?? ''),
    execute: () => current.panel && submitter.submit(current.panel)
  });
  const changed = (): void => commands.notifyCommandChanged(CommandIDs.submit);
  current.changed.connect(changed);
  submitter.changed.connect(changed);
  for (const command of [CommandIDs.openExercise, CommandIDs.submit]) {
    palette?.addItem({ command, category: trans.__('Course') });
  }
}
