"""The signals of which the goldens are made; each script beside this one writes a folder of goldens.

python3 signals.py writes Signals/<signal>.s16: 22,050 Hz, mono, 16 bits, little endian; a sample is value / 32768.
Signals/demo.s16 is not written here: it is seconds 9 to 21 of the program's demo, and GoldenSignalTests writes it where
it is missing.
"""

import pathlib

import numpy as np

RATE = 22050
FRAME = 2048
HOP = 512
HERE = pathlib.Path(__file__).parent


def noise(t, deviation=0.1, seed=1):
    return deviation * np.random.default_rng(seed).standard_normal(len(t))


def sine(t):
    """Over a little noise: else most bins would hold nothing but the rounding of the two transforms."""
    return 0.5 * np.sin(2 * np.pi * 440 * t) + noise(t, 0.002, 3)


def chirp(t):
    return 0.4 * np.sin(2 * np.pi * (100 * t + 0.5 * 3000 * t**2)) + noise(t, 0.002, 4)


def voice(t):
    """Gliding harmonics under two formants, in syllables, over a little noise."""
    pitch = 140 + 40 * np.sin(2 * np.pi * 0.7 * t)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    signal = np.zeros_like(t)
    for harmonic in range(1, 40):
        hertz = harmonic * pitch
        formants = np.exp(-(((hertz - 600) / 250) ** 2)) + 0.5 * np.exp(-(((hertz - 1700) / 400) ** 2))
        signal += (formants + 0.01) / harmonic**0.3 * np.sin(harmonic * phase)
    syllables = 0.05 + np.clip(np.sin(2 * np.pi * 2.3 * t), 0, None) ** 0.5
    return 0.15 * signal * syllables + noise(t, 0.003, 2)


def click(t):
    """Silence, a burst of noise that dies away within 10 ms, silence."""
    after = t - 1
    return np.where((after >= 0) & (after < 0.01), noise(t, 0.4, 5) * np.exp(-after / 0.003), 0)


# Whole signals and their seconds.
SIGNALS = {"sine": (sine, 2), "chirp": (chirp, 2.5), "noise": (noise, 2), "voice": (voice, 5), "click": (click, 2)}


def names():
    return [*SIGNALS, "demo"]


def load(name):
    """The samples of a signal, as the program gets them."""
    return (np.fromfile(HERE / "Signals" / f"{name}.s16", "<i2") / 32768).astype(np.float32)


def main():
    for name, (make, seconds) in SIGNALS.items():
        t = np.arange(int(seconds * RATE)) / RATE
        samples = np.clip(np.round(make(t) * 32768), -32768, 32767).astype("<i2")
        samples.tofile(HERE / "Signals" / f"{name}.s16")


if __name__ == "__main__":
    main()
