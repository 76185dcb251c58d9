import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';

import { CurrentItem } from '../exercise/notebook';
import { forumIcon } from '../icons';
import { CommandIDs, ICoursewright } from '../tokens';
import { isDemo } from '../ui/demo';
import { ForumPanel } from './widget';

const FORUM = 'coursewright-forum';

/** The forum in the main area, and the ways to it from a notebook. */
export const forum: JupyterFrontEndPlugin<void> = {
  id: 'coursewright-lab:forum',
  description: 'Adds the forum, and questions about a cell.',
  autoStart: true,
  requires: [ICoursewright, IRenderMimeRegistry, INotebookTracker],
  optional: [ICommandPalette, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    shared: ICoursewright,
    renderers: IRenderMimeRegistry,
    notebooks: INotebookTracker,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ): void => {
    const { commands } = app;
    const { trans } = shared;
    const current = new CurrentItem(notebooks);
    const tracker = new WidgetTracker<MainAreaWidget<ForumPanel>>({ namespace: 'cw-forum' });
    const open = (): ForumPanel => show(app, tracker, shared, renderers);

    if (isDemo()) {
      return; // there is nobody to ask
    }
    commands.addCommand(CommandIDs.openForum, {
      label: trans.__('Forum'),
      caption: trans.__('Ask, and answer what others ask'),
      icon: forumIcon,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            thread: { type: 'string', description: trans.__('The id of a thread') },
            key: { type: 'string', description: trans.__('The key of an exercise') }
          }
        }
      },
      execute: args => {
        const panel = open();
        if (args.thread) {
          panel.open({ thread: String(args.thread) });
        }
        if (args.key) {
          panel.want({ key: String(args.key), module: '', show: 'all' });
        }
      }
    });
    commands.addCommand(CommandIDs.askAboutCell, {
      label: trans.__('Ask About This Cell'),
      caption: trans.__('Ask in the forum, with the source of this cell'),
      icon: forumIcon,
      describedBy: { args: null },
      isEnabled: () => current.mark?.kind === 'exercise' && notebooks.activeCell !== null,
      isVisible: () => current.mark?.kind === 'exercise',
      execute: () => {
        const cell = notebooks.activeCell?.model;
        const { key } = current;
        if (cell && key) {
          const { id, sharedModel } = cell;
          open().open({ asking: { key, cell: { id, source: sharedModel.getSource() } } });
        }
      }
    });
    const changed = (): void => commands.notifyCommandChanged(CommandIDs.askAboutCell);
    current.changed.connect(changed);
    notebooks.activeCellChanged.connect(changed);
    for (const command of [CommandIDs.openForum, CommandIDs.askAboutCell]) {
      palette?.addItem({ command, category: trans.__('Course') });
    }
    void restorer?.restore(tracker, {
      command: CommandIDs.openForum,
      args: ({ content }) => (content.view.thread ? { thread: content.view.thread } : {}),
      name: () => FORUM
    });
  }
};

/** Bring the forum to the front; there is one of it. */
function show(
  app: JupyterFrontEnd,
  tracker: WidgetTracker<MainAreaWidget<ForumPanel>>,
  shared: ICoursewright,
  renderers: IRenderMimeRegistry
): ForumPanel {
  const known = tracker.find(widget => !widget.isDisposed);
  const widget = known ?? framed(shared, renderers);
  if (!known) {
    app.shell.add(widget, 'main');
    void tracker.add(widget);
    widget.content.viewChanged.connect(() => void tracker.save(widget));
  }
  app.shell.activateById(widget.id);
  return widget.content;
}

function framed(
  shared: ICoursewright,
  renderers: IRenderMimeRegistry
): MainAreaWidget<ForumPanel> {
  const { trans } = shared;
  const content = new ForumPanel(shared, renderers);
  const widget = new MainAreaWidget({ content });
  widget.id = FORUM;
  widget.title.label = trans.__('Forum');
  widget.title.icon = forumIcon;
  widget.title.closable = true;
  widget.toolbar.hide(); // an empty one would be a strip
  content.node.setAttribute('role', 'region');
  content.node.setAttribute('aria-label', trans.__('Forum'));
  return widget;
}
