import { ReactWidget, ToolbarButtonComponent, UseSignal } from '@jupyterlab/ui-components';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

import { markOf } from '../exercise/notebook';
import { submitIcon } from '../icons';
import type { Submitter } from './submitter';

/** Submit in the toolbar of an exercise's notebook; nothing in any other. */
export class SubmitButton extends ReactWidget {
  constructor(
    private readonly _panel: NotebookPanel,
    private readonly _submitter: Submitter,
    private readonly _trans: TranslationBundle
  ) {
    super();
    this.addClass('cw-SubmitButton');
    void _panel.context.ready.then(() => {
      if (!this.isDisposed) {
        _panel.content.model?.metadataChanged.connect(this._onMetadata, this);
        this.update();
      }
    });
  }

  protected render(): JSX.Element {
    return (
      <UseSignal signal={this._submitter.changed}>{() => this._content()}</UseSignal>
    );
  }

  private _content(): JSX.Element {
    const mark = markOf(this._panel);
    if (mark?.kind !== 'exercise') {
      return <></>;
    }
    const busy = this._submitter.isBusy(mark.key);
    return (
      <ToolbarButtonComponent
        icon={submitIcon}
        label={busy ? this._trans.__('Grading…') : this._trans.__('Submit')}
        tooltip={
          this._submitter.progress(mark.key) ||
          this._trans.__('Save this notebook and submit it for grading')
        }
        enabled={!busy}
        onClick={() => void this._submitter.submit(this._panel)}
        dataset={{ 'data-testid': 'cw-submit', 'data-key': mark.key }}
      />
    );
  }

  private _onMetadata(): void {
    this.update();
  }
}
