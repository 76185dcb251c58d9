import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget, Notification } from '@jupyterlab/apputils';
import { launchIcon, listIcon } from '@jupyterlab/ui-components';

import { CommandIDs, ICoursewright } from '../tokens';
import { openFormgrader } from './formgrader';
import { RegradeRequests } from './requests';

/** What only those see who may grade. */
export const staff: JupyterFrontEndPlugin<void> = {
  id: 'coursewright-lab:staff',
  description: 'Adds the way to formgrader and regrade requests for instructors.',
  autoStart: true,
  requires: [ICoursewright],
  optional: [ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    shared: ICoursewright,
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
    for (const command of [CommandIDs.openFormgrader, CommandIDs.openRegradeRequests]) {
      palette?.addItem({ command, category: trans.__('Course') });
    }
  }
};

function addRegradeRequests(
  app: JupyterFrontEnd,
  shared: ICoursewright,
  canGrade: () => boolean
): void {
  const { course, events, trans } = shared;
  let widget: MainAreaWidget | null = null;
  const open = (): void => {
    if (!widget || widget.isDisposed) {
      const content = new RegradeRequests(
        shared,
        () => (course.me?.cohorts ?? []).filter(({ role }) => role !== 'student'),
        () => void app.commands.execute(CommandIDs.openFormgrader)
      );
      widget = new MainAreaWidget({ content });
      widget.id = 'coursewright-regrade-requests';
      widget.title.label = trans.__('Regrade Requests');
      widget.title.icon = listIcon;
      widget.title.closable = true;
      widget.toolbar.hide();
      app.shell.add(widget, 'main');
    }
    app.shell.activateById(widget.id);
  };
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
    if (isForMe && user !== course.me?.username && !widget?.isVisible) {
      Notification.info(trans.__('%1 asks for a second look at an attempt.', user ?? ''), {
        autoClose: false,
        actions: [{ label: trans.__('Show'), callback: open }]
      });
    }
  });
}
