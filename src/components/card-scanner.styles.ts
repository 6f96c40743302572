import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    gap: var(--s3);
  }
  .start {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--s3);
    width: 100%;
    min-height: 11rem;
    padding: var(--s4);
    border: 2px dashed var(--edge-strong);
    border-radius: var(--r-large);
    background: var(--paper-raised);
    font-weight: 650;
    font-size: var(--t-lead);
    transition: background var(--quick) var(--ease);
  }
  .start:hover {
    background: var(--twine-wash);
  }
  .lens {
    display: grid;
    place-items: center;
    width: 4.5rem;
    height: 4.5rem;
    border-radius: var(--r-round);
    background: var(--twine);
    color: var(--on-twine);
  }
  .paused {
    color: var(--ink-soft);
    font-size: var(--t-small);
  }

  .finder {
    position: relative;
    overflow: hidden;
    width: 100%;
    max-width: 26rem;
    margin-inline: auto;
    aspect-ratio: 1;
    border-radius: var(--r-large);
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
  .corners i {
    position: absolute;
    width: 2.75rem;
    height: 2.75rem;
    border: 4px solid #f08c68;
    border-radius: var(--r-medium) 0 0 0;
    border-width: 4px 0 0 4px;
  }
  .corners i:nth-child(1) {
    inset: 9% auto auto 9%;
  }
  .corners i:nth-child(2) {
    inset: 9% 9% auto auto;
    rotate: 90deg;
  }
  .corners i:nth-child(3) {
    inset: auto 9% 17% auto;
    rotate: 180deg;
  }
  .corners i:nth-child(4) {
    inset: auto auto 17% 9%;
    rotate: 270deg;
  }
  .hint {
    position: absolute;
    inset: auto 0 0;
    margin: var(--s3) auto;
    width: fit-content;
    max-width: calc(100% - var(--s6));
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
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--s2);
  }
`;
