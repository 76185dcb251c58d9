import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { launchIcon } from '@jupyterlab/ui-components';

import { CommandIDs, ICoursewright } from '../tokens';
import { openFormgrader } from './formgrader';

/** What only those see who may grade. */
export const staff: JupyterFrontEndPlugin<void> = {
  id: 'coursewright-lab:staff',
  description: 'Adds the way to formgrader for instructors.',
  autoStart: true,
  requires: [ICoursewright],
  optional: [ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    { api, course, trans }: ICoursewright,
    palette: ICommandPalette | null
  ): void => {
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
    palette?.addItem({ command: CommandIDs.openFormgrader, category: trans.__('Course') });
  }
};
