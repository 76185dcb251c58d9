import type { IStateDB } from '@jupyterlab/statedb';
import { UUID } from '@lumino/coreutils';
import { Debouncer } from '@lumino/polling';
import { type ISignal, Signal } from '@lumino/signaling';

import type { AnswersRequest, PresentTool } from '../api/schema';

const KEY = 'coursewright:onboarding';
/** Typing is saved when it pauses for so long, in milliseconds. */
const PAUSE = 300;

/** The words that a learner gives herself, by variable. */
export type Word = 'entity_primary' | 'entity_plural' | 'metric' | 'container';

/** What a learner answered so far; empty where she did not. */
export interface IDraft {
  step: number;
  kind: string;
  archetype: string;
  domain: string;
  /** Only what she wrote herself; the rest is suggested. */
  words: Partial<Record<Word, string>>;
  tool: PresentTool | '';
  /** Names the wish for a course, so that sending it twice makes one. */
  key: string;
  /** The course that is made from these answers. */
  course: string;
}

function blank(): IDraft {
  return {
    step: 0,
    kind: '',
    archetype: '',
    domain: '',
    words: {},
    tool: '',
    key: UUID.uuid4(),
    course: ''
  };
}

interface IStored {
  draft?: Partial<IDraft>;
  isOffered?: boolean;
  /** When it was stored, in milliseconds of this machine's clock. */
  at?: number;
}

/**
 * The answers, kept so that nothing that was typed is lost.
 *
 * Lab's own memory lasts, but writes a second later than asked; what the tab itself remembers is there
 * at once, and bridges a reload.
 */
export class DraftStore {
  /** `place` tells this learner's server from others in the same browser. */
  constructor(
    private readonly _memory: IStateDB | null,
    place: string
  ) {
    this._tab = new TabMemory(`${KEY}:${place}`);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get draft(): IDraft {
    return this._draft;
  }

  /** Whether the questions once opened by themselves; they do so only at the first start. */
  get isOffered(): boolean {
    return this._isOffered;
  }

  /** Read what was kept; the same promise for everybody who asks. */
  load(): Promise<void> {
    this._loading ??= this._read();
    return this._loading;
  }

  update(change: Partial<IDraft>): void {
    this._draft = { ...this._draft, ...change };
    this._keep();
    this._changed.emit();
  }

  /** Begin again with nothing answered. */
  reset(): void {
    this.update(blank());
  }

  /** Wish for the course anew: what was sent before is forgotten, the answers are not. */
  renew(): void {
    this.update({ key: UUID.uuid4(), course: '' });
  }

  /** Note that the questions opened by themselves. */
  offer(): void {
    this._isOffered = true;
    this._keep();
  }

  private async _read(): Promise<void> {
    const lasting = (await this._memory?.fetch(KEY)) as IStored | undefined;
    const recent = this._tab.read();
    const stored = (recent?.at ?? 0) > (lasting?.at ?? 0) ? recent : lasting;
    this._isOffered = stored?.isOffered ?? false;
    this._draft = { ...blank(), ...stored?.draft };
    this._changed.emit();
  }

  private _keep(): void {
    this._tab.write(this._stored);
    void this._saving.invoke();
  }

  private get _stored(): IStored {
    return { draft: this._draft, isOffered: this._isOffered, at: Date.now() };
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _saving = new Debouncer(
    () => this._memory?.save(KEY, this._stored as never),
    PAUSE
  );
  private readonly _tab: TabMemory;
  private _draft: IDraft = blank();
  private _isOffered = false;
  private _loading: Promise<void> | null = null;
}

/** What one tab of the browser remembers; nothing where the browser allows none. */
class TabMemory {
  constructor(private readonly _key: string) {}

  read(): IStored | undefined {
    try {
      return JSON.parse(sessionStorage.getItem(this._key) ?? 'null') ?? undefined;
    } catch {
      return undefined;
    }
  }

  write(stored: IStored): void {
    try {
      sessionStorage.setItem(this._key, JSON.stringify(stored));
    } catch {
      // Lab's own memory has it a second later.
    }
  }
}

/** The answers as the service takes them. */
export function answersOf(draft: IDraft): AnswersRequest {
  return {
    meta_category: draft.kind,
    archetype: draft.archetype,
    domain: draft.domain,
    words: draft.words as Record<string, string>,
    tool: draft.tool || 'intuition'
  };
}
