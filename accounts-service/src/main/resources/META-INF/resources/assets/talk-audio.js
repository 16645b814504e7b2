// The sound of a talk, beside the page's own thread: the microphone in frames of 20 ms at 8 kHz, and what comes back as it
// is due. The browser's own rate is whatever its sound card likes.
"use strict";

const LINE_RATE = 8000;
const FRAME = 160;

/** Changes the rate of a stream: a windowed sinc, low enough for the slower side. */
class Resampler {
  constructor(from, to) {
    this.step = from / to;
    const cutoff = 0.92 * Math.min(1, to / from);
    this.reach = Math.ceil(12 / cutoff);
    this.phases = 64;
    this.kernels = Array.from({ length: this.phases + 1 }, (_, phase) => this.kernel(phase / this.phases, cutoff));
    this.held = new Float32Array(2 * this.reach);
    this.at = this.reach;
  }

  kernel(offset, cutoff) {
    const taps = Float32Array.from({ length: 2 * this.reach }, (_, i) => {
      const x = i - this.reach + 1 - offset;
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * cutoff * x) / (Math.PI * cutoff * x);
      return cutoff * sinc * (0.5 + 0.5 * Math.cos(Math.PI * x / (this.reach + 1)));
    });
    const sum = taps.reduce((total, tap) => total + tap, 0);
    return taps.map((tap) => tap / sum);
  }

  /** What comes of some more samples. */
  push(samples) {
    const all = new Float32Array(this.held.length + samples.length);
    all.set(this.held);
    all.set(samples, this.held.length);
    const made = [];
    while (Math.floor(this.at) + this.reach < all.length) {
      const first = Math.floor(this.at) - this.reach + 1;
      const taps = this.kernels[Math.round((this.at - Math.floor(this.at)) * this.phases)];
      let sum = 0;
      for (let i = 0; i < taps.length; i++) {
        sum += taps[i] * all[first + i];
      }
      made.push(sum);
      this.at += this.step;
    }
    const done = Math.max(0, Math.floor(this.at) - this.reach + 1);
    this.held = all.slice(done);
    this.at -= done;
    return made;
  }
}

/** What is to be heard. A little is kept back, so that a network's moods are not heard. */
class Playout {
  constructor(rate) {
    this.resampler = new Resampler(LINE_RATE, rate);
    this.rate = rate;
    this.clear();
  }

  clear() {
    this.waiting = [];
    this.ready = [];
    this.isFlowing = false;
    this.waited = 0;
  }

  add(pcm) {
    for (const sample of pcm) {
      this.waiting.push(sample / 32768);
    }
    // Two seconds late is too late.
    this.waiting.splice(0, Math.max(0, this.waiting.length - 2 * LINE_RATE));
  }

  fill(output) {
    if (!this.isFlowing && this.waiting.length > 0) {
      this.waited += output.length / this.rate;
      this.isFlowing = this.waiting.length >= 3 * FRAME || this.waited > 0.1;
    }
    while (this.isFlowing && this.ready.length < output.length) {
      const next = this.waiting.splice(0, FRAME);
      if (next.length === 0) {
        this.isFlowing = false;
        this.waited = 0;
        break;
      }
      this.ready.push(...this.resampler.push(next));
    }
    output.fill(0);
    output.set(this.ready.splice(0, output.length));
  }
}

registerProcessor("line", class extends AudioWorkletProcessor {
  constructor() {
    super();
    this.microphone = new Resampler(sampleRate, LINE_RATE);
    this.playout = new Playout(sampleRate);
    this.frame = new Int16Array(FRAME);
    this.filled = 0;
    this.port.onmessage = (event) => {
      if (event.data === "clear") {
        this.playout.clear();
      } else {
        this.playout.add(event.data);
      }
    };
  }

  process(inputs, outputs) {
    const heard = inputs[0][0] ?? new Float32Array(outputs[0][0].length);
    for (const sample of this.microphone.push(heard)) {
      this.frame[this.filled++] = Math.max(-32768, Math.min(32767, Math.round(sample * 32767)));
      if (this.filled === FRAME) {
        this.port.postMessage(this.frame.slice());
        this.filled = 0;
      }
    }
    this.playout.fill(outputs[0][0]);
    return true;
  }
});
