import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator } from '@jupyterlab/translation';

import { Api } from './api/client';
import { Connection } from './api/connection';
import { Events } from './api/events';
import { keepFresh } from './api/freshness';
import { createQueries } from './api/query';
import { CourseModel } from './course/model';
import { ItemOpener } from './open/opener';
import { CommandIDs, DOMAIN, ICoursewright } from './tokens';
import { setLocale } from './ui/format';
import { tellWhenLost } from './ui/offline';
import { translateSettings } from './ui/settings';

/** The plugins with a settings schema. */
const WITH_SETTINGS = ['coursewright-lab:course', 'coursewright-lab:exercise'];

/** The connection that all panels share. */
export const core: JupyterFrontEndPlugin<ICoursewright> = {
  id: 'coursewright-lab:core',
  description: 'Connects JupyterLab with the Coursewright service.',
  autoStart: true,
  requires: [ITranslator, IDocumentManager],
  optional: [IStateDB, ISettingRegistry],
  provides: ICoursewright,
  activate: (
    app: JupyterFrontEnd,
    translator: ITranslator,
    documents: IDocumentManager,
    memory: IStateDB | null,
    settings: ISettingRegistry | null
  ): ICoursewright => {
    const trans = translator.load(DOMAIN);
    setLocale(translator.languageCode);
    const connection: Connection = new Connection(() => api.get('/health'));
    const api = new Api(app.serviceManager.serverSettings, trans, error =>
      connection.hear(error)
    );
    const queries = createQueries();
    const events = new Events(app.serviceManager.events);
    const course = new CourseModel(api, queries, memory);
    const opener = new ItemOpener(api, course, documents, trans);
    keepFresh(queries, events, event => event.user === course.me?.username);
    tellWhenLost(connection, app.shell, trans);
    queries.mount();
    if (settings) {
      WITH_SETTINGS.forEach(plugin => translateSettings(settings, plugin, trans));
    }
    app.commands.addCommand(CommandIDs.refresh, {
      label: trans.__('Refresh Courses'),
      describedBy: { args: null },
      execute: () => queries.invalidateQueries()
    });
    void app.restored.then(() => course.follow());
    return { api, queries, events, course, opener, trans };
  }
};
