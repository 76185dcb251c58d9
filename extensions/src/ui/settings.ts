import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { TranslationBundle } from '@jupyterlab/translation';

/** The members of a settings schema that a person reads; `scripts/translations.py` knows the same. */
const TEXTS = new Set(['title', 'description', 'label', 'jupyter.lab.setting-icon-label']);

/**
 * Show a plugin's settings and menus in the language of Lab.
 *
 * Lab's server translates the schemas of its own language packs only. The schema has to say
 * `jupyter.lab.transform`, so that Lab waits for this.
 */
export function translateSettings(
  settings: ISettingRegistry,
  plugin: string,
  trans: TranslationBundle
): void {
  settings.transform(plugin, {
    fetch: fetched => ({
      ...fetched,
      schema: translated(fetched.schema, trans) as ISettingRegistry.ISchema
    })
  });
  void settings.load(plugin);
}

function translated(value: unknown, trans: TranslationBundle, name = ''): unknown {
  if (typeof value === 'string') {
    return TEXTS.has(name) ? trans.gettext(value) : value;
  }
  if (Array.isArray(value)) {
    return value.map(each => translated(each, trans));
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, translated(each, trans, key)])
    );
  }
  return value;
}
