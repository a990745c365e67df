#!/usr/bin/env python3
"""Writes the golden rows beside this script: what librosa and ffmpeg say of the signals.

Made with Python 3.11, librosa 0.11.0 and ffmpeg 5.1.9 (Debian 12); goldens.json names the versions of the last run.
Run without arguments:

    python3 make_goldens.py

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
import sys
from unittest import mock

import librosa
import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent))
from signals import FRAME, HOP, RATE, load, names  # noqa: E402

levels = functools.partial(librosa.power_to_db, ref=1.0, top_db=None)
PITCH_CLASSES = ["c", "cs", "d", "ds", "e", "f", "fs", "g", "gs", "a", "as", "b"]


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
    for name in names():
        samples = load(name)
        columns = rows(samples)
        header["columns"] = list(columns)
        np.stack(list(columns.values()), axis=1).astype("<f4").tofile(HERE / f"{name}.f32")
        header["signals"][name] = {"ebur128": ebur128(np.round(samples * 32768).astype("<i2"))}
    text = json.dumps(header, indent=1)
    # One row a line.
    text = re.sub(r"\[\s+(-?[\d.]+),\s+(-?[\d.]+),\s+(-?[\d.]+)\s+\]", r"[\1, \2, \3]", text)
    (HERE / "goldens.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
