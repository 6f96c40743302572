import { css } from 'lit';

export const fileCardStyles = css`
  :host {
    display: block;
    width: min(22rem, 100%);
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
    align-items: center;
    padding: var(--s3);
  }
  .about > .icon {
    grid-row: span 2;
    width: 2rem;
    height: 2rem;
    color: var(--tin-dark);
  }
  .name {
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
  .status.wrong {
    color: var(--alarm-ink);
    font-weight: 600;
  }
  progress {
    grid-column: 1 / -1;
    width: 100%;
    height: 0.5rem;
    margin: var(--s2) 0 var(--s1);
    overflow: hidden;
    border: 0;
    border-radius: var(--r-round);
    background: var(--paper-sunken);
    accent-color: var(--twine);
    appearance: none;
  }
  progress::-webkit-progress-bar {
    background: var(--paper-sunken);
  }
  progress::-webkit-progress-value {
    border-radius: var(--r-round);
    background: var(--twine);
  }
  progress::-moz-progress-bar {
    border-radius: var(--r-round);
    background: var(--twine);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--s2);
    padding: 0 var(--s3) var(--s3);
  }
  .actions .button {
    flex: 1 1 auto;
  }
  .meta {
    display: flex;
    justify-content: flex-end;
    gap: var(--s1);
    padding: 0 var(--s3) var(--s2);
    color: var(--ink-soft);
    font-size: var(--t-small);
    line-height: 1.2;
  }
  :host([author='me']) .meta {
    color: var(--label-ink);
  }
  dialog {
    max-width: 100vw;
    max-height: 100dvh;
    padding: 0;
    border: 0;
    background: transparent;
  }
  dialog::backdrop {
    background: var(--scrim);
  }
  dialog img {
    display: block;
    max-width: 100vw;
    max-height: 100dvh;
    object-fit: contain;
  }
  dialog .close {
    position: absolute;
    inset-block-start: var(--s3);
    inset-inline-end: var(--s3);
  }
`;
