import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import {
  ICommandPalette,
  type MainAreaWidget,
  WidgetTracker
} from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';

import { markOf } from '../exercise/notebook';
import { readingIcon } from '../icons';
import { CommandIDs, ICoursewright } from '../tokens';
import { framed, show } from '../ui/framed';
import { tell } from '../ui/tell';
import { moduleAt, modulesWithLinks } from './modules';
import { ResourcesPanel } from './widget';

/** Where to read on after a module, in the main area. */
export const resource: JupyterFrontEndPlugin<void> = {
  id: 'coursewright-lab:resource',
  description: 'Adds links to outside material for each module: vote, and propose.',
  autoStart: true,
  requires: [ICoursewright, INotebookTracker],
  optional: [ICommandPalette, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    shared: ICoursewright,
    notebooks: INotebookTracker,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ): void => {
    const { course, trans } = shared;
    const { commands } = app;
    const tracker = new WidgetTracker<MainAreaWidget<ResourcesPanel>>({
      namespace: 'cw-resources'
    });
    const titleOf = (key: string): string =>
      trans.__(
        'Further Reading: %1',
        modulesWithLinks(course).find(module => module.key === key)?.title ?? key
      );
    const open = (key: string): void => {
      const known = tracker.find(({ content }) => content.module === key);
      const make = () =>
        framed(
          new ResourcesPanel(shared, key, open),
          `coursewright-resources-${key}`,
          titleOf(key),
          readingIcon
        );
      show(app, tracker, known ?? make());
    };
    commands.addCommand(CommandIDs.openResources, {
      label: trans.__('Further Reading'),
      caption: trans.__('Show links to outside material for the module that you are at'),
      icon: readingIcon,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            module: { type: 'string', description: trans.__('The key of the module') }
          }
        }
      },
      execute: args => {
        const here = markOf(notebooks.currentWidget)?.key ?? null;
        const module = args.module ? String(args.module) : moduleAt(course, here)?.key;
        if (module) {
          open(module);
        } else {
          const text = trans.__('You are in no module yet. Look into the Course panel.');
          tell(trans, 'info', text, { autoClose: 8000 });
        }
      }
    });
    palette?.addItem({ command: CommandIDs.openResources, category: trans.__('Course') });
    // A panel that was restored before the courses were read has its title later.
    course.changed.connect(() =>
      tracker.forEach(({ content, title }) => {
        title.label = titleOf(content.module);
        content.node.setAttribute('aria-label', title.label);
      })
    );
    tellOfDecisions(shared, open);
    void restorer?.restore(tracker, {
      command: CommandIDs.openResources,
      args: ({ content }) => ({ module: content.module }),
      name: ({ content }) => content.module
    });
  }
};

/** Tell a learner what became of a link that she proposed. */
function tellOfDecisions(
  { course, events, trans }: ICoursewright,
  open: (module: string) => void
): void {
  events.received.connect((_, { key, state, type, user }) => {
    const isMine = type === 'resource' && user === course.me?.username;
    if (!isMine || !key || (state !== 'approved' && state !== 'declined')) {
      return;
    }
    const text =
      state === 'approved'
        ? trans.__('A link that you proposed is in the list now.')
        : trans.__('A link that you proposed was declined.');
    tell(trans, 'info', text, {
      autoClose: 15000,
      actions: [{ label: trans.__('Show'), callback: () => open(key) }]
    });
  });
}
