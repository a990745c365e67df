#!/usr/bin/env python3
"""Writes the golden rows of the voice families beside this script.

F0 and periodicity are librosa's YIN; the rest are the published formulas of eGeMAPS (Eyben et al. 2016) in NumPy, in
doubles, over our frames. Made with Python 3.11 and librosa 0.11.0 (Debian 12); goldens.json names the versions of the
last run. Run without arguments:

    python3 make_goldens.py

<signal>.f32      the rows: 32-bit floats, little endian, row after row, columns as in goldens.json
goldens.json      versions and columns

Row k covers the samples [512k, 512k + 2048): no centring. What needs a voice is 0 where periodicity is 0.75 or less.
"""

import json
import pathlib
import platform
import sys

import librosa
import numpy as np
import scipy.signal

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent))
from signals import FRAME, HOP, RATE, load, names  # noqa: E402

RANGE = {"fmin": 60, "fmax": 600, "sr": RATE}
SHORTEST, LONGEST = RATE // 600, -(-RATE // 60)
WINDOW = scipy.signal.get_window("hann", FRAME)
HERTZ = np.arange(FRAME // 2 + 1) * RATE / FRAME
# The window and the half-band low-pass of the formants.
GAUSSIAN = scipy.signal.windows.gaussian(FRAME // 2, 0.012 * RATE / 2)
TAPS = scipy.signal.firwin(31, 0.5, window=("kaiser", 6.0))
TAPS[15] = 0
TAPS *= 0.5 / TAPS.sum()
TAPS[15] = 0.5


def yin(y):
    """Periods in samples and 1 - d' where YIN found them, a row each."""
    f0 = librosa.yin(y, **RANGE, frame_length=FRAME, hop_length=HOP, center=False, trough_threshold=0.15)
    periods = RATE / f0
    frames = librosa.util.frame(y, frame_length=FRAME, hop_length=HOP)
    differences = librosa.core.pitch._cumulative_mean_normalized_difference(frames.copy(), SHORTEST, LONGEST)
    # The parabola moves a trough by less than a sample, not always by less than half of one.
    near = np.stack([np.floor(periods), np.ceil(periods)]).astype(int) - SHORTEST
    near = np.clip(near, 0, LONGEST - SHORTEST)
    columns = np.arange(len(f0))
    lowest = np.argmin(differences[near, columns], axis=0)
    trough = near[lowest, columns]
    return periods, np.clip(1 - differences[trough, columns], 0, 1)


def vertex(before, here, after):
    """Offset and height of the parabola through three neighbours."""
    curvature, slope = after + before - 2 * here, (after - before) / 2
    if curvature >= 0 or abs(slope) >= -curvature:
        return 0, here
    return -slope / curvature, here - slope**2 / (2 * curvature)


def correlation(x, lag):
    """The autocorrelation near a lag, normalised by that of the window (Boersma 1993)."""
    windowed = (x - x.mean()) * WINDOW
    around = [autocorrelation(windowed, tau) / autocorrelation(WINDOW, tau) for tau in (lag - 1, lag, lag + 1)]
    return vertex(*around)[1] * autocorrelation(WINDOW, 0) / autocorrelation(windowed, 0)


def autocorrelation(x, lag):
    return np.dot(x[: len(x) - lag], x[lag:])


def decibels(power):
    return 10 * np.log10(np.maximum(power, 1e-10))


def ratio_db(a, b):
    if max(a, b) <= 1e-25:
        return 0
    return np.clip(10 * np.log10(max(a, 1e-30) / max(b, 1e-30)), -100, 100)


def band(low, high):
    return (HERTZ >= low) & (HERTZ < high)


def smoothed(power):
    """Over as many Hz as a frame of 20 ms smears."""
    weights = np.hanning(17)[1:-1]
    return np.convolve(np.concatenate([power[7:0:-1], power]), weights / weights.sum(), "same")[7:]


def slope(power, low, high):
    inside = (HERTZ >= low) & (HERTZ <= high)
    return np.polyfit(HERTZ[inside], decibels(smoothed(power)[inside]), 1)[0]


def harmonic_level(power, center, f0_bins):
    levels = decibels(power)
    first, last = int(center - f0_bins / 4 + 0.5), int(center + f0_bins / 4 + 0.5)
    best = first + np.argmax(levels[first : last + 1])
    return vertex(*levels[best - 1 : best + 2])[1]


def perturbation(x, period):
    """Jitter and shimmer: each period the shift that maps it best onto the next."""
    nominal, margin = int(period + 0.5), int(0.1 * period) + 1
    # A period begins a quarter before its strongest sample.
    start = (np.argmax(abs(x[:nominal])) - nominal // 4) % nominal
    before, periods, differences, levels = None, [], [], []
    while start <= FRAME - 2 * nominal - margin - 1:
        one = x[start : start + nominal]
        lags = np.arange(nominal - margin, nominal + margin + 1)
        scores = np.array([scores_of(one, x[start + lag : start + lag + nominal]) for lag in lags])
        best = 1 + np.argmax(scores[1:-1])
        now = None
        if scores[best] >= max(0.5, scores[best - 1], scores[best + 1]):
            now = lags[best] + vertex(*scores[best - 1 : best + 2])[0], np.ptp(one)
            periods.append(now[0])
            if before:
                differences.append(abs(now[0] - before[0]))
                levels.append(abs(20 * np.log10(now[1] / before[1])))
        before = now
        start += lags[best] if now else nominal
    if not levels:
        return 0, 0
    return min(np.mean(differences) / np.mean(periods), 0.25), min(np.mean(levels), 40)


def scores_of(a, b):
    return np.dot(a, b) / max(np.sqrt(np.dot(a, a) * np.dot(b, b)), 1e-30)


def formants(x):
    halved = np.convolve(x, TAPS)[16 : 16 + FRAME : 2]
    emphasised = np.append(0, halved[1:] - 0.97 * halved[:-1]) * GAUSSIAN
    products = np.array([autocorrelation(emphasised, lag) for lag in range(13)])
    products[0] *= 1 + 1e-6
    polynomial = np.append(1, -scipy.linalg.solve_toeplitz(products[:-1], products[1:]))
    roots = np.roots(polynomial)
    roots = roots[roots.imag > 0]
    hertz = np.angle(roots) * RATE / 2 / (2 * np.pi)
    width = -np.log(np.abs(roots)) * RATE / 2 / np.pi
    found = np.sort(hertz[(hertz >= 90) & (hertz <= 5400) & (width < 800)])[:3]
    return np.pad(found, (0, 3 - len(found)))


def rows(y):
    y = y.astype(np.float64)
    periods, periodicity = yin(y)
    frames = librosa.util.frame(y, frame_length=FRAME, hop_length=HOP).T
    table = []
    for x, period, certainty in zip(frames, periods, periodicity):
        silent = np.mean(x**2) <= 1e-12
        voiced = certainty > 0.75 and not silent
        power = np.abs(np.fft.rfft(x * WINDOW)) ** 2
        r = 0 if silent else np.clip(correlation(x, round(period)), 1 / 101, 0.9999)
        row = {
            "periodicity": 0 if silent else certainty,
            "f0_hz": RATE / period if voiced else 0,
            "f0_semitones": 12 * np.log2(RATE / period / 55) if voiced else 0,
            "voiced": float(voiced),
            "hnr_db": -20 if silent else 10 * np.log10(r / (1 - r)),
            "alpha_ratio_db": ratio_db(power[band(1000, 5000)].sum(), power[band(50, 1000)].sum()),
            "hammarberg_db": ratio_db(power[band(0, 2000)].max(), power[band(2000, 5000)].max()),
            "slope_low_db": slope(power, 30, 500),
            "slope_high_db": slope(power, 500, 1500),
            "h1_h2_db": 0,
            "jitter": 0,
            "shimmer_db": 0,
            **{f"f{n}_hz": 0 for n in (1, 2, 3)},
        }
        if voiced:
            f0_bins = FRAME / period
            row["h1_h2_db"] = harmonic_level(power, f0_bins, f0_bins) - harmonic_level(power, 2 * f0_bins, f0_bins)
            row["jitter"], row["shimmer_db"] = perturbation(x, period)
            row |= {f"f{n}_hz": hertz for n, hertz in zip((1, 2, 3), formants(x))}
        table.append(row)
    return table


def main():
    header = {
        "command": "python3 make_goldens.py",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "librosa": librosa.__version__,
        },
    }
    for name in names():
        table = rows(load(name))
        header["columns"] = list(table[0])
        np.array([list(row.values()) for row in table]).astype("<f4").tofile(HERE / f"{name}.f32")
    (HERE / "goldens.json").write_text(json.dumps(header, indent=1) + "\n")


if __name__ == "__main__":
    main()
