import { css } from 'lit';

export const styles = css`
  :host {
    width: 100%;
  }
  .frame {
    position: relative;
    display: grid;
    place-items: center;
    aspect-ratio: 1;
    overflow: hidden;
    border: 1px solid var(--edge);
    border-radius: var(--r-large);
    background: #fff;
    box-shadow: var(--shadow-low);
    transition: box-shadow var(--calm) var(--ease);
  }
  .frame:hover {
    box-shadow: var(--shadow-high);
  }
  .code {
    display: block;
    width: 100%;
    /* Whole pixels a module, where the browser can count them: nothing to blur. */
    width: round(down, 100%, calc(var(--modules) * var(--pixel)));
    aspect-ratio: 1;
  }
  /* A code is ink on paper in both themes: many readers give up on light on dark. */
  .light {
    fill: #fff;
  }
  .dark {
    fill: #000;
  }
  .cover {
    position: absolute;
    inset: 0;
    border: 0;
    border-radius: inherit;
    background: transparent;
    cursor: zoom-in;
  }
  .cover:focus-visible {
    outline-offset: -4px;
    outline-color: #b23c22;
  }

  dialog {
    width: 100vw;
    max-width: none;
    height: 100dvh;
    max-height: none;
    margin: 0;
    padding: var(--s2) var(--s2) calc(var(--touch) + var(--s5));
    border: 0;
    background: #fff;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
  }
  dialog::backdrop {
    background: #fff;
  }
  .large {
    width: min(100%, calc(100dvh - var(--touch) - var(--s7)));
  }
  /* The whole screen closes it; the word at the bottom says so. */
  .shrink {
    position: absolute;
    inset: 0;
    display: flex;
    align-items: end;
    justify-content: center;
    padding: var(--s3);
    border: 0;
    background: transparent;
    cursor: zoom-out;
  }
  .shrink:focus-visible {
    outline: none;
  }
  .shrink span {
    display: inline-flex;
    align-items: center;
    gap: var(--s2);
    min-height: var(--touch);
    padding-inline: var(--s4);
    border: 1.5px solid #8a7a64;
    border-radius: var(--r-round);
    background: #fff;
    color: #2b231c;
    font-weight: 600;
  }
  .shrink:focus-visible span {
    outline: 3px solid #b23c22;
    outline-offset: 2px;
  }

  /* A phone on its side has room beside the code. */
  @media (orientation: landscape) and (max-height: 30rem) {
    dialog {
      padding: var(--s2);
    }
    .large {
      width: calc(100dvh - var(--s4));
    }
    .shrink {
      justify-content: end;
    }
  }
`;
