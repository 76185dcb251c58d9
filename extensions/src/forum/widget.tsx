import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { UseSignal } from '@jupyterlab/ui-components';
import { type ISignal, Signal } from '@lumino/signaling';
import React from 'react';

import type { ICoursewright } from '../tokens';
import { RenderersProvider } from '../ui/markdown';
import { Notice } from '../ui/notice';
import { CoursewrightWidget, useCoursewright } from '../ui/widget';
import { Ask } from './ask';
import { ThreadList, type Wanted } from './list';
import type { View } from './place';
import { ThreadView } from './thread';

/** The forum in the main area: the threads, and beside them the one that is read or written. */
export class ForumPanel extends CoursewrightWidget {
  constructor(
    shared: ICoursewright,
    private readonly _renderers: IRenderMimeRegistry
  ) {
    super(shared);
    this.addClass('cw-ForumPanel');
  }

  /** What is beside the list. */
  get view(): View {
    return this._view;
  }

  get viewChanged(): ISignal<this, void> {
    return this._viewChanged;
  }

  /** Show a thread, a question to be written, or with neither only the list. */
  open(view: View): void {
    this._view = view;
    this._viewChanged.emit();
  }

  /** Narrow the list; the rest of it stays as it was. */
  want(wanted: Partial<Wanted>): void {
    this._wanted = { ...this._wanted, ...wanted };
    this._viewChanged.emit();
  }

  protected content(): JSX.Element {
    return (
      <RenderersProvider value={this._renderers}>
        <UseSignal signal={this._viewChanged}>
          {() => (
            <Forum
              view={this._view}
              wanted={this._wanted}
              onShow={view => this.open(view)}
              onWant={wanted => this.want(wanted)}
            />
          )}
        </UseSignal>
      </RenderersProvider>
    );
  }

  private _view: View = {};
  private _wanted: Wanted = { module: '', key: '', show: 'all' };
  private readonly _viewChanged = new Signal<this, void>(this);
}

function Forum(props: {
  view: View;
  wanted: Wanted;
  onShow: (view: View) => void;
  onWant: (wanted: Wanted) => void;
}): JSX.Element {
  const { onShow, view, wanted } = props;
  const { trans } = useCoursewright();
  const isOpen = Boolean(view.thread ?? view.asking);
  const close = (): void => onShow({});
  return (
    <div className={`cw-Forum ${isOpen ? 'cw-mod-open' : ''}`}>
      <ThreadList
        current={view.thread}
        wanted={wanted}
        onWant={props.onWant}
        onOpen={thread => onShow({ thread })}
        onAsk={() =>
          onShow({
            asking: {
              ...(wanted.key ? { key: wanted.key } : {}),
              ...(wanted.module ? { module: wanted.module } : {})
            }
          })
        }
      />
      <div className="cw-Forum-detail" role="region" aria-label={trans.__('Thread')}>
        {view.asking && (
          <Ask
            key={`${view.asking.key}/${view.asking.cell?.id}`}
            place={view.asking}
            onAsked={thread => onShow({ thread })}
            onCancel={close}
          />
        )}
        {!view.asking && view.thread && <ThreadView id={view.thread} onClose={close} />}
        {!isOpen && (
          <Notice>{trans.__('Choose a thread to read it, or ask a question.')}</Notice>
        )}
      </div>
    </div>
  );
}
