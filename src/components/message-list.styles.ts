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
    /* The browser's own anchoring keeps the place when earlier messages come in above. */
    overflow-anchor: auto;
  }
  .inner {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    gap: var(--s4);
    max-width: 48rem;
    min-height: 100%;
    margin-inline: auto;
  }
  .day {
    display: flex;
    flex-direction: column;
    gap: var(--s3);
  }
  .day h2 {
    align-self: center;
    padding: var(--s1) var(--s3);
    border-radius: var(--r-round);
    background: var(--paper-sunken);
    color: var(--ink-soft);
    font: 600 var(--t-small) var(--font);
  }
  .run {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: var(--s1);
    max-width: min(85%, 36rem);
    /* Runs that are off the screen cost nothing: a history of thousands stays smooth. */
    content-visibility: auto;
    contain-intrinsic-size: auto 4rem;
  }
  .run[data-author='me'] {
    align-items: flex-end;
    align-self: flex-end;
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
    inset-inline-start: 50%;
    translate: -50% 0;
    box-shadow: var(--shadow-high);
  }
`;
