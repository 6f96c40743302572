import { css } from 'lit';

export const messageListStyles = css`
  :host {
    position: relative;
    min-height: 0;
  }
  .scroll {
    height: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    padding: var(--s4) var(--s4) var(--s5);
  }
  .scroll:focus-visible {
    outline-offset: -3px;
  }
  .inner {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    max-width: 48rem;
    min-height: 100%;
    margin-inline: auto;
  }
  .inner > h2 {
    align-self: center;
    margin-block: var(--s5) var(--s1);
    padding: var(--s1) var(--s3);
    border-radius: var(--r-round);
    background: var(--paper-sunken);
    color: var(--ink-soft);
    font: 600 var(--t-small) var(--font);
  }
  .row {
    position: relative;
    display: flex;
    margin-top: var(--s1);
    /* Rows that are off the screen cost nothing: a history of thousands stays smooth. */
    content-visibility: auto;
    contain-intrinsic-size: auto 3rem;
    overflow-clip-margin: 4px;
  }
  .row.first {
    margin-top: var(--s3);
  }
  .row[data-author='me'] {
    justify-content: flex-end;
  }
  .row > text-bubble {
    max-width: min(85%, 36rem);
  }
  .row > file-card {
    width: min(22rem, 90%);
  }
  .note {
    display: flex;
    align-items: center;
    align-self: center;
    gap: var(--s2);
    margin-top: var(--s3);
    padding: var(--s1) var(--s3);
    border-radius: var(--r-medium);
    background: var(--paper-sunken);
    color: var(--ink-soft);
    font-size: var(--t-small);
    overflow-wrap: anywhere;
  }
  .note .icon {
    flex: none;
  }
  .row > text-bubble,
  .row > file-card {
    transition: scale var(--quick) var(--ease);
  }
  .row[data-held] > text-bubble,
  .row[data-held] > file-card {
    scale: 0.97;
  }
  /* Beside its message, on the side that looks to the middle; it takes no room from it. */
  .options {
    align-self: center;
    flex: none;
    margin: -0.25rem 0;
    opacity: 0;
  }
  .row[data-author='me'] > .options {
    order: -1;
  }
  .row:hover > .options,
  .row:focus-within > .options,
  .options[aria-expanded='true'] {
    opacity: 1;
  }
  @media (hover: none) {
    /* A long press opens it, so it must neither be hit by chance nor select text. */
    .row {
      -webkit-touch-callout: none;
      user-select: none;
    }
    .options {
      position: absolute;
      inset-inline-end: 0;
      pointer-events: none;
    }
    .row[data-author='me'] > .options {
      inset-inline: 0 auto;
    }
    .row > .options:not(:focus-visible) {
      opacity: 0;
    }
  }
  .loading,
  .empty {
    color: var(--ink-soft);
    text-align: center;
  }
  .empty {
    display: grid;
    flex: 1;
    align-content: center;
    justify-items: center;
    gap: var(--s2);
  }
  .empty can-string {
    width: min(100%, 18rem);
    margin-bottom: var(--s4);
  }
  .empty h2 {
    color: var(--ink);
    font-size: var(--t-title);
  }
  .newer {
    position: absolute;
    inset-block-end: var(--s3);
    inset-inline: 0;
    width: fit-content;
    margin-inline: auto;
    box-shadow: var(--shadow-high);
  }
`;
