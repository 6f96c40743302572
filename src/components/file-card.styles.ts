import { css } from 'lit';

export const fileCardStyles = css`
  :host {
    display: block;
  }
  .gone {
    padding: var(--s3);
    color: var(--ink-soft);
    font-style: italic;
  }
  .card {
    overflow: hidden;
    border: 1px solid var(--edge);
    border-radius: var(--r-medium);
    background: var(--paper-raised);
    box-shadow: var(--shadow-low);
  }
  :host([author='me']) .card {
    border-color: transparent;
    background: var(--label-wash);
  }
  .picture {
    display: block;
    width: 100%;
    padding: 0;
    border: 0;
    background: var(--paper-sunken);
  }
  .picture img {
    display: block;
    width: 100%;
    height: 14rem;
    object-fit: cover;
  }
  .about {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0 var(--s3);
    align-items: start;
    padding: var(--s3) var(--s3) var(--s2);
  }
  .about > .icon {
    grid-row: span 2;
    width: 2rem;
    height: 2rem;
    color: var(--ink-soft);
  }
  /* Only as wide as it is: it begins where the line does, whichever way it is written. */
  .name {
    justify-self: start;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .status {
    color: var(--ink-soft);
    font-size: var(--t-small);
  }
  :host([author='me']) .status {
    color: var(--label-ink);
  }
  .card .status.wrong {
    color: var(--alarm-ink);
    font-weight: 600;
  }
  .card:focus {
    outline: none;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: var(--s2) var(--s3);
    padding: 0 var(--s3) var(--s2);
  }
  .foot > file-allowance {
    flex-basis: 100%;
  }
  .foot > .status {
    flex: 1 0 100%;
  }
  .actions {
    display: flex;
    flex: 1 1 auto;
    flex-wrap: wrap;
    gap: var(--s2);
    padding-block-end: var(--s1);
  }
  /* What can be done stands out; stopping it does not. */
  .actions .button:only-child:not(.primary) {
    min-width: 6rem;
  }
  .actions .button:not(:only-child) {
    flex: 1 1 auto;
  }
  .actions .button:not(.primary) {
    background: transparent;
  }
  .actions .button:not(.primary):hover {
    background: var(--paper-sunken);
  }
  .meta {
    display: flex;
    align-items: center;
    gap: var(--s1);
    margin-inline-start: auto;
    margin-block: 0.125rem;
    color: var(--ink-soft);
    font-size: var(--t-small);
    line-height: 1.2;
    white-space: nowrap;
  }
  :host([author='me']) .meta {
    color: var(--label-ink);
  }
  dialog {
    width: 100vw;
    max-width: none;
    height: 100dvh;
    max-height: none;
    padding: 0;
    border: 0;
    background: transparent;
  }
  dialog[open] {
    animation: look var(--calm) var(--ease);
  }
  @keyframes look {
    from {
      opacity: 0;
    }
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 92%);
  }
  .whole {
    display: grid;
    place-content: center;
    width: 100%;
    height: 100%;
    padding: 0;
    border: 0;
    background: none;
    cursor: zoom-out;
  }
  .whole:focus-visible {
    outline-offset: -4px;
  }
  .whole img {
    display: block;
    max-width: 100vw;
    max-height: 100dvh;
    object-fit: contain;
  }
  .whole .close {
    position: absolute;
    inset-block-start: calc(var(--s3) + env(safe-area-inset-top));
    inset-inline-end: calc(var(--s3) + env(safe-area-inset-right));
    padding: var(--s2);
    border-radius: var(--r-round);
    background: var(--paper-raised);
    color: var(--ink);
  }
`;
