import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';

import { dashboardIcon } from '../icons';
import { CommandIDs, ICoursewright } from '../tokens';
import { DashboardPanel } from './widget';

const WIDGET = 'coursewright-dashboard';

/** The dashboard: everything that a learner wants to know before she goes on. */
export const dashboard: JupyterFrontEndPlugin<void> = {
  id: 'coursewright-lab:dashboard',
  description: 'Adds the dashboard.',
  autoStart: true,
  requires: [ICoursewright],
  optional: [ICommandPalette, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    shared: ICoursewright,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ): void => {
    const { trans } = shared;
    const tracker = new WidgetTracker<MainAreaWidget>({ namespace: WIDGET });
    app.commands.addCommand(CommandIDs.openDashboard, {
      label: trans.__('Dashboard'),
      caption: trans.__('Show where to go on, what is due, and how far you are'),
      icon: dashboardIcon,
      describedBy: { args: null },
      execute: async () => {
        const widget = tracker.currentWidget ?? build(app, shared);
        if (!tracker.has(widget)) {
          await tracker.add(widget);
        }
        if (!widget.isAttached) {
          app.shell.add(widget, 'main', { type: 'Dashboard' });
        }
        app.shell.activateById(widget.id);
      }
    });
    palette?.addItem({ command: CommandIDs.openDashboard, category: trans.__('Course') });
    void restorer?.restore(tracker, {
      command: CommandIDs.openDashboard,
      name: () => WIDGET
    });
  }
};

function build({ commands }: JupyterFrontEnd, shared: ICoursewright): MainAreaWidget {
  const content = new DashboardPanel(shared, {
    onReview: () => void commands.execute(CommandIDs.openReview),
    onShowActivity: () => void commands.execute(CommandIDs.openActivity)
  });
  const widget: MainAreaWidget = new MainAreaWidget({ content });
  const label = shared.trans.__('Dashboard');
  widget.id = WIDGET;
  widget.title.label = label;
  widget.title.icon = dashboardIcon;
  widget.title.closable = true;
  widget.toolbar.hide(); // it is empty
  content.node.setAttribute('role', 'region');
  content.node.setAttribute('aria-label', label);
  return widget;
}
