import { css } from 'lit';

/** Its host says how large it is: `--finder-height`, else as high as it is wide. */
export const styles = css`
  :host {
    display: grid;
  }
  .start,
  .finder {
    box-sizing: border-box;
    width: 100%;
    height: var(--finder-height, auto);
    border-radius: var(--r-large);
  }
  .start {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--s2);
    min-height: var(--finder-height, 11rem);
    height: auto;
    padding: var(--s3) var(--s4);
    border: 2px dashed var(--edge-strong);
    background: var(--paper-raised);
    transition: background var(--quick) var(--ease);
  }
  .start:hover {
    background: var(--twine-wash);
  }
  .what {
    display: inline-flex;
    align-items: center;
    gap: var(--s2);
    min-height: var(--touch);
    padding: var(--s1) var(--s5);
    border-radius: var(--r-round);
    background: var(--twine);
    color: var(--on-twine);
    font-weight: 650;
  }
  .start:hover .what {
    background: var(--twine-pressed);
  }
  :host([aside]) .start {
    min-height: 0;
  }
  :host([aside]) .what {
    border: 1px solid var(--edge-strong);
    background: none;
    color: var(--ink);
  }
  .lens {
    display: grid;
    place-items: center;
    width: 4.5rem;
    height: 4.5rem;
    border-radius: var(--r-round);
    background: var(--paper-sunken);
    color: var(--ink-soft);
  }
  .why {
    max-width: 20rem;
    color: var(--ink-soft);
    font-size: var(--t-small);
    line-height: 1.35;
    text-wrap: balance;
  }

  .finder {
    position: relative;
    overflow: hidden;
    aspect-ratio: var(--finder-aspect, 1);
    background: #130f0d;
  }
  video {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  /* People steer by a mirror; only a camera that looks away shows things the right way round. */
  video.mirrored {
    transform: scaleX(-1);
  }
  .corners {
    position: absolute;
    inset: 0;
    height: 100%;
    margin: auto;
    pointer-events: none;
  }
  .corners i {
    position: absolute;
    width: 2.25rem;
    height: 2.25rem;
    border: 0 solid #f08c68;
    border-width: 4px 0 0 4px;
    border-radius: var(--r-medium) 0 0 0;
  }
  .corners i:nth-child(1) {
    top: 7%;
    left: 7%;
  }
  .corners i:nth-child(2) {
    top: 7%;
    right: 7%;
    rotate: 90deg;
  }
  .corners i:nth-child(3) {
    right: 7%;
    bottom: 7%;
    rotate: 180deg;
  }
  .corners i:nth-child(4) {
    bottom: 7%;
    left: 7%;
    rotate: 270deg;
  }
  .hint {
    position: absolute;
    inset: auto 0 0;
    width: fit-content;
    max-width: calc(100% - var(--s6));
    margin: var(--s3) auto;
    padding: var(--s1) var(--s3);
    border-radius: var(--r-medium);
    background: rgb(19 15 13 / 78%);
    color: #fff8ee;
    font-size: var(--t-small);
    text-align: center;
  }
  .hint.miss {
    background: #8a2410;
  }
  .controls {
    position: absolute;
    inset-block-start: var(--s2);
    inset-inline-end: var(--s2);
    display: grid;
    gap: var(--s2);
  }
  .control {
    display: grid;
    place-items: center;
    width: var(--touch);
    height: var(--touch);
    padding: 0;
    border: 0;
    border-radius: var(--r-round);
    background: rgb(19 15 13 / 78%);
    color: #fff8ee;
  }
  .control:hover {
    background: #130f0d;
  }
  .control[aria-pressed='true'] {
    background: #fff8ee;
    color: #130f0d;
  }
  .control:focus-visible {
    outline-color: #fff8ee;
    outline-offset: -5px;
  }
`;
