import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { Widget } from '@lumino/widgets';
import React from 'react';

const TYPE = 'text/markdown';

const Registry = React.createContext<IRenderMimeRegistry | null>(null);

/** Gives the components below it Lab's own renderers. */
export const RenderersProvider = Registry.Provider;

/** Text of an author as Lab shows Markdown: sanitised, with code and formulas. */
export function Markdown(props: { text: string; className?: string }): JSX.Element {
  const { className, text } = props;
  const registry = React.useContext(Registry);
  const place = React.useRef<HTMLDivElement>(null);
  // Lumino refuses to detach what left the page, so the cleanup must come before React removes the place.
  React.useLayoutEffect(() => {
    const node = place.current;
    if (!node || !registry) {
      return;
    }
    const renderer = registry.createRenderer(TYPE);
    // Lumino's own way to attach tells the renderer, which sets formulas only then.
    Widget.attach(renderer, node);
    void renderer.renderModel(registry.createModel({ data: { [TYPE]: text }, trusted: false }));
    return () => renderer.dispose();
  }, [registry, text]);
  return <div ref={place} className={`cw-Markdown ${className ?? ''}`} />;
}
