#!/usr/bin/env python3
"""Writes what openSMILE says of the voice signal, beside this script: its eGeMAPSv02 low-level descriptors.

Made with Python 3.11 and openSMILE's Python package 2.6.0 (Debian 12); goldens.json names the versions of the last run.
Run without arguments:

    python3 make_goldens.py

voice.f32         the rows: 32-bit floats, little endian, row after row, columns as in goldens.json
goldens.json      versions and columns

openSMILE has a row every 10 ms, of frames of 20 or 60 ms. Row k here is the mean of those that lie in the samples
[512k, 512k + 2048), weighted as the Hann window weighs the samples at their middle; NaN where openSMILE calls more than
four tenths of that unvoiced.

Two of its descriptors are left out. logRelF0-H1-H2 is the level of the second harmonic over the third: harmonics are
counted from 0 there (of tones whose first two harmonics differ by -8, 2 and 12 dB it says 1.1 dB each time, which is the
difference of their second and third). Formants are predicted from frames of 20 ms without emphasis: of this signal's
resonances at 600 and 1700 Hz it says 368 and 1357.
"""

import json
import pathlib
import platform
import sys

import numpy as np
import opensmile

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent))
from signals import FRAME, HOP, RATE, load  # noqa: E402

STEP = 0.01
PITCH = "F0semitoneFrom27.5Hz_sma3nz"
# Our column to openSMILE's, and to the middle of its frame in seconds.
COLUMNS = {
    "f0_semitones": (PITCH, 0.03),
    "hnr_db": ("HNRdBACF_sma3nz", 0.03),
    "alpha_ratio_db": ("alphaRatio_sma3", 0.01),
    "hammarberg_db": ("hammarbergIndex_sma3", 0.01),
    "slope_low_db": ("slope0-500_sma3", 0.01),
    "slope_high_db": ("slope500-1500_sma3", 0.01),
    "jitter": ("jitterLocal_sma3nz", 0.03),
    "shimmer_db": ("shimmerLocaldB_sma3nz", 0.03),
}


def mean_within(values, voiced, middle, row):
    distance = np.arange(len(values)) * STEP + middle - (row * HOP + FRAME / 2) / RATE
    width = FRAME / RATE
    weights = np.where(abs(distance) < width / 2, np.cos(np.pi * distance / width) ** 2, 0)
    counted = weights * voiced
    return np.dot(values, counted) / counted.sum() if counted.sum() >= 0.6 * weights.sum() else np.nan


def main():
    samples = load("voice")
    smile = opensmile.Smile(
        feature_set=opensmile.FeatureSet.eGeMAPSv02, feature_level=opensmile.FeatureLevel.LowLevelDescriptors
    )
    described = smile.process_signal(samples, RATE)
    voiced = described[PITCH].to_numpy() > 0
    table = [
        [mean_within(described[name].to_numpy(), voiced, middle, row) for name, middle in COLUMNS.values()]
        for row in range((len(samples) - FRAME) // HOP + 1)
    ]
    table = np.array(table)
    # Above 55 Hz, as ours.
    table[:, 0] -= 12
    table.astype("<f4").tofile(HERE / "voice.f32")
    header = {
        "command": "python3 make_goldens.py",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "opensmile": opensmile.__version__,
            "feature set": "eGeMAPSv02",
        },
        "columns": list(COLUMNS),
    }
    (HERE / "goldens.json").write_text(json.dumps(header, indent=1) + "\n")


if __name__ == "__main__":
    main()
