import { css } from 'lit';

export const friendRowStyles = css`
  .row {
    position: relative;
    display: grid;
    grid-template: 'can name time' auto 'can under under' auto / auto minmax(0, 1fr) auto;
    column-gap: var(--s3);
    row-gap: 0.125rem;
    align-items: center;
    width: 100%;
    padding: var(--s3) var(--s4) var(--s4);
    border: none;
    border-radius: var(--r-medium);
    background: transparent;
    text-align: start;
  }
  .row:hover {
    background: var(--paper-raised);
  }
  .row[aria-current] {
    background: var(--paper-raised);
    box-shadow: inset 0 0 0 1px var(--edge);
  }
  .row:focus-visible {
    outline-offset: -3px;
  }
  .can {
    grid-area: can;
    align-self: end;
    margin-bottom: -0.45rem;
    position: relative;
    z-index: 1;
    width: 2.375rem;
    overflow: visible;
    font-family: var(--font-display);
    transition: transform var(--slow) var(--spring);
    transform-origin: 50% 100%;
  }
  .can.away {
    transform: rotate(-7deg);
  }
  /* Only as wide as it is: it begins where the line does, and runs over at its own end. */
  .who {
    grid-area: name;
    display: flex;
    align-items: center;
    gap: var(--s1);
    min-width: 0;
  }
  .name {
    overflow: hidden;
    font-weight: 650;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .time {
    grid-area: time;
    justify-self: end;
    color: var(--ink-soft);
    font-size: var(--t-small);
  }
  .who .icon {
    flex: none;
    color: var(--ink-soft);
  }
  /* What was said last has the whole width, but for what is to be seen at once. */
  .under {
    grid-area: under;
    display: flex;
    align-items: center;
    min-width: 0;
  }
  .last {
    flex: 1;
    display: flex;
    align-items: center;
    gap: var(--s1);
    min-width: 0;
    min-height: 1.5rem;
    color: var(--ink-soft);
  }
  .last.fresh {
    color: var(--ink);
    font-weight: 600;
  }
  .last .text {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .state {
    display: flex;
    min-height: 1.5rem;
  }
  .badge.asks {
    display: grid;
    place-items: center;
    padding: 0;
  }
  .badge {
    display: inline-block;
    margin-inline-start: var(--s2);
    min-width: 1.5rem;
    padding: 0 var(--s2);
    border-radius: var(--r-round);
    background: var(--twine);
    color: var(--on-twine);
    font-size: var(--t-small);
    font-weight: 700;
    line-height: 1.5rem;
    text-align: center;
  }
  string-line {
    position: absolute;
    inset-inline: calc(var(--s4) + 1.15rem) var(--s4);
    bottom: 0;
    pointer-events: none;
  }
  /* My end is where the line ends. */
  string-line:dir(rtl) {
    scale: -1 1;
  }
`;
