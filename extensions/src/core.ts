import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator } from '@jupyterlab/translation';
import { Debouncer } from '@lumino/polling';

import { Api } from './api/client';
import { Events } from './api/events';
import { CourseModel } from './course/model';
import { ItemOpener } from './open/opener';
import { CommandIDs, ICoursewright } from './tokens';
import { setLocale } from './ui/format';

/** Events come in bursts; one reading a moment later serves them all. */
const BURST = 300;
/** A page that was hidden this long may have missed events. */
const STALE = 60_000;

/** The connection that all panels share. */
export const core: JupyterFrontEndPlugin<ICoursewright> = {
  id: 'coursewright-lab:core',
  description: 'Connects JupyterLab with the Coursewright service.',
  autoStart: true,
  requires: [ITranslator, IDocumentManager],
  optional: [IStateDB],
  provides: ICoursewright,
  activate: (
    app: JupyterFrontEnd,
    translator: ITranslator,
    documents: IDocumentManager,
    memory: IStateDB | null
  ): ICoursewright => {
    const trans = translator.load('coursewright');
    setLocale(translator.languageCode);
    const api = new Api(app.serviceManager.serverSettings, trans);
    const events = new Events(app.serviceManager.events);
    const course = new CourseModel(api, memory);
    const opener = new ItemOpener(api, course, documents, trans);
    keepFresh(course, events);
    app.commands.addCommand(CommandIDs.refresh, {
      label: trans.__('Refresh Courses'),
      describedBy: { args: null },
      execute: () => course.refresh()
    });
    void app.restored.then(() => course.refresh());
    return { api, events, course, opener, trans };
  }
};

/** Read the course again after events, and when the page comes back into view. */
function keepFresh(course: CourseModel, events: Events): void {
  const debouncer = new Debouncer(() => course.refresh(), BURST);
  let read = Date.now();
  course.changed.connect(() => {
    read = Date.now();
  });
  events.received.connect((_, event) => {
    // Staff hear of every submission of their cohort; only the learner's own moves her course.
    if (event.type === 'ready' || event.user === course.me?.username) {
      void debouncer.invoke();
    }
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && Date.now() - read > STALE) {
      void course.refresh();
    }
  });
}
