/** Moving to another device: one thing at a time, in the middle of the page. */
import { css } from 'lit';

export const moveScreenStyles = css`
  :host {
    display: grid;
    align-content: safe center;
    justify-items: center;
    gap: var(--s5);
    min-height: 100%;
    padding: var(--s6) var(--s5) calc(var(--s6) + env(safe-area-inset-bottom));
  }
  can-string {
    width: min(100%, 18rem);
  }
  .words {
    display: grid;
    gap: var(--s3);
    width: min(100%, 30rem);
    text-align: center;
  }
  h1 {
    font-size: var(--t-hero);
    overflow-wrap: anywhere;
  }
  .words p {
    color: var(--ink-soft);
  }
  .words .lead {
    font-size: var(--t-lead);
  }
  .card,
  notice-bar,
  .progress,
  .choices {
    width: min(100%, 26rem);
  }
  .card ul {
    display: grid;
    gap: var(--s2);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .progress {
    display: grid;
    gap: var(--s2);
    color: var(--ink-soft);
    text-align: center;
  }
  .choices {
    display: grid;
    gap: var(--s3);
  }
  .choices .button {
    min-height: 3.25rem;
    font-size: var(--t-lead);
  }
`;
