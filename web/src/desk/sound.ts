// Two soft notes when a reservation rings. The browser allows them once the person has used the page.

import { longStorage } from "../common/store.ts";

const NAME = "woezo.desk.sound";
const NOTES_HZ = [660, 880];
const NOTE_S = 0.16;
const LOUDNESS = 0.08;

export function soundOn(): boolean {
  return longStorage.getItem(NAME) !== "off";
}

export function setSound(on: boolean): void {
  longStorage.setItem(NAME, on ? "on" : "off");
}

export function ring(): void {
  if (!soundOn() || typeof AudioContext === "undefined" || navigator.userActivation?.hasBeenActive === false) return;
  const audio = new AudioContext();
  NOTES_HZ.forEach((pitch_hz, index) => {
    const from_s = audio.currentTime + index * NOTE_S;
    const note = audio.createOscillator();
    const level = audio.createGain();
    note.frequency.value = pitch_hz;
    level.gain.setValueAtTime(0, from_s);
    level.gain.linearRampToValueAtTime(LOUDNESS, from_s + 0.02);
    level.gain.linearRampToValueAtTime(0, from_s + NOTE_S);
    note.connect(level).connect(audio.destination);
    note.start(from_s);
    note.stop(from_s + NOTE_S);
    if (index === NOTES_HZ.length - 1) note.onended = () => void audio.close();
  });
}
