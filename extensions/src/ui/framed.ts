import type { JupyterFrontEnd } from '@jupyterlab/application';
import { type IWidgetTracker, MainAreaWidget, type WidgetTracker } from '@jupyterlab/apputils';
import type { LabIcon } from '@jupyterlab/ui-components';
import type { Widget } from '@lumino/widgets';

/** A panel as a tab of the main area, which a screen reader finds by its title. */
export function framed<T extends Widget>(
  content: T,
  id: string,
  title: string,
  icon: LabIcon
): MainAreaWidget<T> {
  const widget = new MainAreaWidget({ content });
  widget.id = id;
  widget.title.label = title;
  widget.title.icon = icon;
  widget.title.closable = true;
  widget.toolbar.hide(); // an empty one would be a strip
  content.node.setAttribute('role', 'region');
  content.node.setAttribute('aria-label', title);
  return widget;
}

/** Bring a tab to the front, and remember it for the next start. */
export function show<T extends Widget>(
  app: JupyterFrontEnd,
  tracker: WidgetTracker<MainAreaWidget<T>>,
  widget: MainAreaWidget<T>
): void {
  if (!widget.isAttached) {
    app.shell.add(widget, 'main');
  }
  if (!(tracker as IWidgetTracker<MainAreaWidget<T>>).has(widget)) {
    void tracker.add(widget);
  }
  app.shell.activateById(widget.id);
}
