import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';

import { isExercise, markOf } from '../exercise/notebook';
import { compareIcon } from '../icons';
import { CommandIDs, ICoursewright } from '../tokens';
import { CompareWidget } from './widget';

/** What changed between two attempts. */
export const compare: JupyterFrontEndPlugin<void> = {
  id: 'coursewright-lab:compare',
  description: 'Compares two attempts at an exercise, or an attempt with the notebook as it is.',
  autoStart: true,
  requires: [ICoursewright, INotebookTracker],
  optional: [ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    shared: ICoursewright,
    notebooks: INotebookTracker,
    palette: ICommandPalette | null
  ): void => {
    const { course, trans } = shared;
    const tracker = new WidgetTracker<MainAreaWidget<CompareWidget>>({
      namespace: 'coursewright-compare'
    });
    const inFront = (): string | undefined => markOf(notebooks.currentWidget)?.key;

    const open = (key: string): void => {
      const known = tracker.find(({ content }) => content.itemKey === key);
      const widget = known ?? new MainAreaWidget({ content: new CompareWidget(shared, key, notebooks) });
      if (!known) {
        widget.id = `coursewright-compare-${key}`;
        widget.title.label = trans.__('Compare: %1', course.find(key)?.item.title ?? key);
        widget.title.icon = compareIcon;
        widget.title.closable = true;
        widget.toolbar.hide();
        void tracker.add(widget);
        app.shell.add(widget, 'main');
      }
      app.shell.activateById(widget.id);
    };

    app.commands.addCommand(CommandIDs.compareAttempts, {
      label: trans.__('Compare Attempts'),
      caption: trans.__('Show what changed between two attempts at an exercise'),
      icon: compareIcon,
      describedBy: {
        args: {
          type: 'object',
          properties: { key: { type: 'string', description: trans.__('The key of an exercise') } }
        }
      },
      isEnabled: args => typeof args.key === 'string' || isExercise(notebooks.currentWidget),
      execute: args => {
        const key = typeof args.key === 'string' ? args.key : inFront();
        if (key) {
          open(key);
        }
      }
    });
    palette?.addItem({ command: CommandIDs.compareAttempts, category: trans.__('Course') });
  }
};
