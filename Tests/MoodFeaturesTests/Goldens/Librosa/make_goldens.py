#!/usr/bin/env python3
"""Writes the golden rows beside this script: what librosa and ffmpeg say of five short signals.

Made with Python 3.11, librosa 0.11.0 and ffmpeg 5.1.9 (Debian 12); goldens.json names the versions of the last run.
Run without arguments:

    python3 make_goldens.py

<signal>.s16      the signal: 22,050 Hz, mono, 16 bits, little endian; a sample is value / 32768
<signal>.f32      the rows: 32-bit floats, little endian, row after row, columns as in goldens.json
goldens.json      versions, columns, and of every signal its ebur128 values

Row k covers the samples [512k, 512k + 2048): no centring. Nothing refers to the whole clip: no top_db, no tuning.
"""

import functools
import json
import pathlib
import platform
import re
import subprocess
from unittest import mock

import librosa
import numpy as np

RATE = 22050
FRAME = 2048
HOP = 512
HERE = pathlib.Path(__file__).parent

levels = functools.partial(librosa.power_to_db, ref=1.0, top_db=None)
PITCH_CLASSES = ["c", "cs", "d", "ds", "e", "f", "fs", "g", "gs", "a", "as", "b"]


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


SIGNALS = {"sine": (sine, 2), "chirp": (chirp, 2.5), "noise": (noise, 2), "voice": (voice, 5), "click": (click, 2)}


def rows(y):
    """Name to values, one for each row."""
    spectrum = np.abs(librosa.stft(y, n_fft=FRAME, hop_length=HOP, center=False))
    of_magnitude = {"S": spectrum, "sr": RATE}
    mel = levels(librosa.feature.melspectrogram(S=spectrum**2, sr=RATE, n_fft=FRAME))
    columns = {
        "rms": librosa.feature.rms(y=y, frame_length=FRAME, hop_length=HOP, center=False)[0],
        "zcr": librosa.feature.zero_crossing_rate(y, frame_length=FRAME, hop_length=HOP, center=False)[0],
        "centroid_hz": librosa.feature.spectral_centroid(**of_magnitude)[0],
        "spread_hz": librosa.feature.spectral_bandwidth(**of_magnitude)[0],
        "flatness": librosa.feature.spectral_flatness(S=spectrum)[0],
        "rolloff_hz": librosa.feature.spectral_rolloff(**of_magnitude)[0],
        "onset_strength": librosa.onset.onset_strength(S=mel, sr=RATE, center=False, lag=1),
    }
    # The contrast calls power_to_db by itself, once for the peaks and once for the valleys.
    with mock.patch.dict(librosa.feature.spectral_contrast.__globals__, power_to_db=levels):
        contrast = librosa.feature.spectral_contrast(**of_magnitude)
    columns |= {f"contrast_{index + 1}": values for index, values in enumerate(contrast)}
    columns |= {f"mel_db_{index + 1}": values for index, values in enumerate(mel)}
    mfcc = librosa.feature.mfcc(S=mel, n_mfcc=13)
    columns |= {f"mfcc_{index + 1}": values for index, values in enumerate(mfcc)}
    chroma = librosa.feature.chroma_stft(S=spectrum**2, sr=RATE, n_fft=FRAME, tuning=0, norm=np.inf)
    columns |= {f"chroma_{name}": values for name, values in zip(PITCH_CLASSES, chroma)}
    return columns


def ebur128(samples):
    """[row, momentary, short-term] in LUFS as ffmpeg has them at the end of our row, for every 16th of our rows.

    ffmpeg measures every 100 ms: zeros before the signal let such a measurement fall on the end of the row.
    """
    step = RATE // 10
    measured = []
    for row in range(16, len(samples) // HOP + 1, 16):
        end = row * HOP
        zeros = 3 * RATE + -(3 * RATE + end) % step
        padded = np.concatenate([np.zeros(zeros, samples.dtype), samples[:end]])
        command = ["ffmpeg", "-v", "error", "-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "-"]
        command += ["-af", "ebur128=metadata=1,ametadata=print:file=-", "-f", "null", "-"]
        printed = subprocess.run(command, check=True, capture_output=True, input=padded.tobytes()).stdout.decode()
        frames = re.findall(r"^lavfi\.r128\.M=(\S+)\nlavfi\.r128\.S=(\S+)", printed, flags=re.M)
        measured.append([row, *map(float, frames[(zeros + end) // step - 1])])
    return measured


def main():
    ffmpeg = subprocess.run(["ffmpeg", "-version"], check=True, capture_output=True, text=True).stdout.split()[2]
    header = {
        "command": "python3 make_goldens.py",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "librosa": librosa.__version__,
            "ffmpeg": ffmpeg,
        },
        "signals": {},
    }
    for name, (make, seconds) in SIGNALS.items():
        t = np.arange(int(seconds * RATE)) / RATE
        samples = np.clip(np.round(make(t) * 32768), -32768, 32767).astype("<i2")
        samples.tofile(HERE / f"{name}.s16")
        columns = rows((samples / 32768).astype(np.float32))
        header["columns"] = list(columns)
        np.stack(list(columns.values()), axis=1).astype("<f4").tofile(HERE / f"{name}.f32")
        header["signals"][name] = {"ebur128": ebur128(samples)}
    text = json.dumps(header, indent=1)
    # One row a line.
    text = re.sub(r"\[\s+(-?[\d.]+),\s+(-?[\d.]+),\s+(-?[\d.]+)\s+\]", r"[\1, \2, \3]", text)
    (HERE / "goldens.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
