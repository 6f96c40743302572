/**
 * Finds elements as a person would, by role and name or by text, through every shadow root, in the
 * same way in both browsers (the accessibility locators of Firefox stop at shadow roots).
 */

/** What is looked for; strings must be contained, regular expressions must match. */
export type Target =
  | { readonly role: string; readonly name?: string | RegExp }
  | { readonly text: string | RegExp }
  /** `shown`: on screen, not merely there (file fields hide behind buttons). */
  | { readonly css: string; readonly shown?: boolean };

/** A target as JSON, for the way into the page. */
export interface Query {
  readonly role: string | null;
  readonly css: string | null;
  readonly hiddenToo: boolean;
  readonly pattern: string;
  readonly flags: string;
}

export function toQuery(target: Target): Query {
  const words = 'role' in target ? (target.name ?? '') : 'text' in target ? target.text : '';
  return {
    role: 'role' in target ? target.role : null,
    css: 'css' in target ? target.css : null,
    hiddenToo: 'css' in target && target.shown !== true,
    pattern: words instanceof RegExp ? words.source : words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'),
    flags: words instanceof RegExp ? words.flags.replace('g', '') : 'i',
  };
}

export function describeTarget(target: Target): string {
  if ('css' in target) return target.css;
  return 'text' in target
    ? `text ${String(target.text)}`
    : `${target.role} ${String(target.name ?? '')}`;
}

/**
 * Runs inside the page, so it stands alone.
 * @returns the first visible element in document order (for text: the innermost), or null
 */
export function findInPage({ role, css, hiddenToo, pattern, flags }: Query): Element | null {
  const expression = new RegExp(pattern, flags);
  const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const shown = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) && element.closest('[inert]') === null;

  const childrenOf = (node: Node): Node[] => {
    if (node instanceof HTMLSlotElement) {
      const assigned = node.assignedNodes({ flatten: true });
      if (assigned.length > 0) return assigned;
    }
    return [...((node instanceof Element ? node.shadowRoot : null) ?? node).childNodes];
  };
  const textOf = (node: Node, forName: boolean): string => {
    if (node instanceof Text) return node.data;
    if (node instanceof Element) {
      if (/^(script|style|noscript|template)$/i.test(node.tagName)) return '';
      if (forName && node.getAttribute('aria-hidden') === 'true') return '';
      if (forName && node.getAttribute('aria-label')) return node.getAttribute('aria-label') ?? '';
      if (forName && node instanceof HTMLImageElement) return node.alt;
      if (!(node instanceof HTMLSlotElement) && !node.checkVisibility()) return '';
    }
    return childrenOf(node)
      .map((child) => textOf(child, forName))
      .join(forName ? ' ' : '');
  };
  const nameOf = (element: Element): string => {
    const root = element.getRootNode() as Document | ShadowRoot;
    const ids = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
    const labelled = ids.map((id) => root.getElementById(id)).filter((found) => found !== null);
    if (labelled.length > 0) return labelled.map((label) => textOf(label, true)).join(' ');
    const own = element.getAttribute('aria-label');
    if (own) return own;
    const labels = (element as HTMLInputElement).labels as NodeListOf<Element> | null | undefined;
    if (labels && labels.length > 0) return [...labels].map((l) => textOf(l, true)).join(' ');
    const hint = element.getAttribute('placeholder') ?? element.getAttribute('title') ?? '';
    return textOf(element, true).trim() || hint;
  };
  const roleOf = (element: Element): string | null => {
    const given = element.getAttribute('role');
    if (given !== null) return given;
    const tag = element.tagName.toLowerCase();
    if (tag === 'input') {
      const type = (element as HTMLInputElement).type;
      if (/^(button|submit|reset|image)$/.test(type)) return 'button';
      if (/^(checkbox|radio|range)$/.test(type)) return type === 'range' ? 'slider' : type;
      return type === 'search' ? 'searchbox' : 'textbox';
    }
    if (tag === 'a') return element.hasAttribute('href') ? 'link' : null;
    if (/^h[1-6]$/.test(tag)) return 'heading';
    const roles: Record<string, string> = {
      button: 'button',
      summary: 'button',
      textarea: 'textbox',
      select: 'combobox',
      img: 'img',
      dialog: 'dialog',
      ul: 'list',
      ol: 'list',
      li: 'listitem',
      main: 'main',
      nav: 'navigation',
      progress: 'progressbar',
      output: 'status',
    };
    return roles[tag] ?? null;
  };

  const byText = (node: Node): Element | null => {
    if (!expression.test(squeeze(textOf(node, false)))) return null;
    for (const child of childrenOf(node)) {
      const inner = child instanceof Element ? byText(child) : null;
      if (inner !== null) return inner;
    }
    return node instanceof Element && (node instanceof HTMLSlotElement || shown(node))
      ? node
      : null;
  };
  const matches = (element: Element): boolean => {
    if (css !== null) return element.matches(css);
    return roleOf(element) === role && expression.test(squeeze(nameOf(element)));
  };
  const byWalk = (node: Node): Element | null => {
    if (node instanceof Element && matches(node) && (hiddenToo || shown(node))) return node;
    for (const child of childrenOf(node)) {
      const inner = byWalk(child);
      if (inner !== null) return inner;
    }
    return null;
  };
  return role === null && css === null ? byText(document.body) : byWalk(document.body);
}
