#!/usr/bin/env python3
"""Writes the golden rows beside this script: the shape of the spectrum by Essentia and by MIRtoolbox's formulas.

Made with Python 3.11, NumPy 2.4 and Essentia 2.1-beta6-dev; goldens.json names the versions of the last run. Run
without arguments:

    python3 make_goldens.py

<signal>.f32      the rows: 32-bit floats, little endian, row after row, columns as in goldens.json
goldens.json      versions and columns

Skewness and kurtosis are Essentia's CentralMoments and DistributionShape. The others are written out from the formulas
of MIRtoolbox 1.8 (mirentropy, mirbrightness, mirflux with 'Inc', mirpeaks, mirroughness), which has no free runtime, in
double precision over the same magnitudes. Zeros stand before the signal: row k is our row k + 1.
"""

import json
import math
import pathlib
import platform
import sys

import essentia
import essentia.standard
import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent))
from signals import FRAME, HOP, RATE, load, names  # noqa: E402

COLUMNS = ["skewness", "kurtosis", "entropy", "brightness", "roughness", "flux"]
FREQUENCIES = np.arange(FRAME // 2 + 1) * RATE / FRAME
# Ours, not MIRtoolbox's: the cost grows with the square of the number of peaks.
MOST_PEAKS = 100


def magnitudes(samples):
    """|X| of the frames, Hann-windowed, a row for each of our rows."""
    padded = np.concatenate([np.zeros(FRAME - HOP), samples.astype(np.float64)])
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME)
    count = (len(padded) - FRAME) // HOP + 1
    return np.array([np.abs(np.fft.rfft(padded[k * HOP : k * HOP + FRAME] * window)) for k in range(count)])


def shape(spectrum):
    moments = essentia.standard.CentralMoments(mode="pdf", range=RATE / 2)(spectrum.astype(np.float32))
    _, skewness, kurtosis = essentia.standard.DistributionShape()(moments)
    return skewness, kurtosis


def entropy(spectrum):
    shares = spectrum / (np.sum(spectrum) + 1e-12)
    return -np.sum(shares * np.log(shares + 1e-12)) / np.log(len(spectrum))


def brightness(spectrum):
    total = np.sum(spectrum)
    return np.sum(spectrum[FREQUENCIES > 1500]) / total if total > 0 else 0


def peaks(spectrum):
    """mirpeaks with a contrast of 1 % of the maximum, where the curve comes from and goes to −∞ at its ends."""
    contrast = 0.01 * max(spectrum)
    bins = len(spectrum)
    curve = [-math.inf, *spectrum, -math.inf]
    maxima = [
        k for k in range(1, bins + 1) if curve[k] >= contrast and curve[k] > curve[k - 1] and curve[k] >= curve[k + 1]
    ]
    chosen = []
    if not maxima:
        return chosen
    current = maxima[0]
    valley_before = min(curve[: maxima[0]])
    valley = math.inf
    for last, peak in zip(maxima, maxima[1:]):
        valley = min(valley, min(curve[last + 1 : peak]))
        if curve[current] - valley >= contrast:
            if curve[current] - valley_before >= contrast:
                chosen.append(current)
                valley_before = valley
            else:
                valley_before = min(valley_before, valley)
            current, valley = peak, math.inf
        else:
            valley_before = min(valley_before, valley)
            if curve[peak] > curve[current]:
                current, valley = peak, math.inf
    if curve[current] - valley_before >= contrast and curve[current] - min(curve[current + 1 :]) >= contrast:
        chosen.append(current)
    return [k - 1 for k in chosen]


def roughness(spectrum):
    """Sethares' dissonance over all pairs of peaks, as mirroughness weighs them."""
    if max(spectrum) == 0:
        return 0
    strongest = sorted(peaks(spectrum), key=lambda k: -spectrum[k])[:MOST_PEAKS]
    total = 0
    for i, first in enumerate(strongest):
        for second in strongest[:i]:
            low = min(FREQUENCIES[first], FREQUENCIES[second])
            distance = abs(FREQUENCIES[first] - FREQUENCIES[second])
            s = 0.24 / (0.0207 * low + 18.96)
            dissonance = math.exp(-3.51 * s * distance) - math.exp(-5.75 * s * distance)
            total += spectrum[first] * spectrum[second] * dissonance
    return total


def flux(spectrum, before):
    return math.sqrt(np.sum(np.maximum(0, spectrum - before) ** 2))


def rows(samples):
    before = None
    for spectrum in magnitudes(samples):
        change = 0 if before is None else flux(spectrum, before)
        yield [*shape(spectrum), entropy(spectrum), brightness(spectrum), roughness(spectrum), change]
        before = spectrum


def main():
    for name in names():
        np.array(list(rows(load(name)))).astype("<f4").tofile(HERE / f"{name}.f32")
    header = {
        "command": "python3 make_goldens.py",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "essentia": essentia.__version__,
        },
        "columns": COLUMNS,
        "firstRow": 0,
    }
    (HERE / "goldens.json").write_text(json.dumps(header, indent=1) + "\n")


if __name__ == "__main__":
    main()
