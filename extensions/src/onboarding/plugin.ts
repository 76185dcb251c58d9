import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import { IStateDB } from '@jupyterlab/statedb';
import type { Widget } from '@lumino/widgets';

import { queryOf } from '../api/query';
import { courseIcon } from '../icons';
import { CommandIDs, ICoursewright } from '../tokens';
import { DraftStore } from './draft';
import { addCourseCommands } from './menu';
import { ownCourses } from './reading';
import { OnboardingWizard } from './wizard';

const WIDGET = 'coursewright-onboarding';

/** The questions from which a learner's own course is made, and what becomes of her courses. */
export const onboarding: JupyterFrontEndPlugin<void> = {
  id: 'coursewright-lab:onboarding',
  description: 'Asks what a course of one’s own is to be about, and has it made.',
  autoStart: true,
  requires: [ICoursewright],
  optional: [ICommandPalette, ILayoutRestorer, IStateDB],
  activate: (
    app: JupyterFrontEnd,
    shared: ICoursewright,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    memory: IStateDB | null
  ): void => {
    const { trans } = shared;
    const store = new DraftStore(memory, app.serviceManager.serverSettings.baseUrl);
    const tracker = new WidgetTracker<MainAreaWidget>({ namespace: WIDGET });
    app.commands.addCommand(CommandIDs.openOnboarding, {
      label: trans.__('Make a Course of Your Own…'),
      caption: trans.__('Answer six questions, and get a course in your own words'),
      icon: courseIcon,
      describedBy: { args: null },
      execute: async () => {
        await store.load();
        const widget = tracker.currentWidget ?? build(shared, store);
        if (!tracker.has(widget)) {
          await tracker.add(widget);
        }
        if (!widget.isAttached) {
          app.shell.add(widget, 'main', { type: 'Onboarding' });
        }
        app.shell.activateById(widget.id);
      }
    });
    palette?.addItem({ command: CommandIDs.openOnboarding, category: trans.__('Course') });
    addCourseCommands(app, shared);
    void restorer?.restore(tracker, {
      command: CommandIDs.openOnboarding,
      name: () => WIDGET
    });
    // Where nobody answers, the next start asks; the panels tell that nobody does.
    offerOnce(app, shared, store).catch(() => undefined);
  }
};

function build(shared: ICoursewright, store: DraftStore): MainAreaWidget {
  const widget: MainAreaWidget = new MainAreaWidget({
    content: new OnboardingWizard(shared, store, () => widget.close())
  });
  widget.id = WIDGET;
  widget.title.label = shared.trans.__('Your Own Course');
  widget.title.icon = courseIcon;
  widget.title.closable = true;
  widget.toolbar.hide(); // it is empty
  return widget;
}

/** At her first start a learner without a course of her own is asked; later she finds it in the panel. */
async function offerOnce(
  app: JupyterFrontEnd,
  { api, queries }: ICoursewright,
  store: DraftStore
): Promise<void> {
  await app.restored;
  await store.load();
  if (store.isOffered) {
    return;
  }
  const [me, own] = await Promise.all([
    queries.fetchQuery(queryOf(api, '/me')),
    queries.fetchQuery(ownCourses(api))
  ]);
  if (me.can_grade || own.items.length > 0) {
    return;
  }
  store.offer();
  // Who opened something meanwhile is not interrupted; the Course panel has the offer too.
  if ([...app.shell.widgets('main')].every(isLauncher)) {
    await app.commands.execute(CommandIDs.openOnboarding);
  }
}

function isLauncher({ id }: Widget): boolean {
  return id.startsWith('launcher');
}
