/** A dialog over the page: a raised sheet that rises into place. */
import { css } from 'lit';

export const dialogStyles = css`
  :host {
    display: contents;
  }
  dialog {
    width: min(26rem, calc(100vw - 2 * var(--s4)));
    padding: var(--s5);
    border: 1px solid var(--edge);
    border-radius: var(--r-large);
    background: var(--paper-raised);
    color: var(--ink);
    box-shadow: var(--shadow-high);
  }
  dialog::backdrop {
    background: var(--scrim);
  }
  dialog[open] {
    animation: rise var(--calm) var(--ease);
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(0.75rem);
    }
  }
  h2 {
    font-size: var(--t-title);
  }
  p {
    margin-block-start: var(--s2);
    color: var(--ink-soft);
  }
`;
