#!/usr/bin/env python3
"""Writes the golden rows beside this script: tonal centroid, harmonic change, key, and how the MFCC move.

Made with Python 3.11, librosa 0.11.0 and SciPy; goldens.json names the versions of the last run. Run without arguments:

    python3 make_goldens.py

<signal>.f32      the rows: 32-bit floats, little endian, row after row, columns as in goldens.json
goldens.json      versions, columns, and that the first row is our first

Zeros stand before the signal, so that row k covers the samples [512k − 1536, 512k + 512), as our rows do. `tonnetz` and
the deltas are librosa's. The others are written here after their publications:

hcdf              Harte, Sandler and Gasser 2006, "Detecting harmonic change in musical audio", equations 4 and 5 (with
                  a Gaussian of 9 rows and deviation 2 in place of 19 and 8); row n has the change at row n − 5
mode, key_clarity Pearson's correlation of the mean chroma of the last 172 rows (4 s) with the profiles of Krumhansl and
                  Kessler 1982, "Tracing the dynamic changes in perceived tonal organization", in all keys
"""

import functools
import json
import pathlib
import platform
import sys

import librosa
import numpy as np
import scipy

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent))
from signals import FRAME, HOP, RATE, load, names  # noqa: E402

levels = functools.partial(librosa.power_to_db, ref=1.0, top_db=None)

MAJOR = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88]
MINOR = [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17]

# Of the deltas: enough, for what differs between coefficients is tested with the MFCC.
COEFFICIENTS = [1, 2, 3, 4, 13]


def delta(mfcc, order):
    """Our row n has the delta of row n − 4; the first row stands before the first row, too."""
    before = np.repeat(mfcc[:, :1], 8, axis=1)
    whole = librosa.feature.delta(np.hstack([before, mfcc]), width=9, order=order, mode="nearest")
    return whole[:, 4:-4]


def harmonic_change(centroids):
    """Silence, whose centroid is 0, stands before the first row."""
    gaussian = scipy.signal.windows.gaussian(9, std=2)
    padded = np.hstack([np.zeros((6, 10)), centroids])
    smooth = np.array([np.convolve(row, gaussian / gaussian.sum(), mode="valid") for row in padded])
    return np.linalg.norm(smooth[:, 2:] - smooth[:, :-2], axis=0)


def tonality(chroma, rows):
    """Mode and clarity of every row; 0 where nothing sounds."""
    values = []
    for end in range(1, chroma.shape[1] + 1):
        mean = chroma[:, max(0, end - rows) : end].mean(axis=1)
        if not mean.any():
            values.append([0, 0])
            continue
        major, minor = (
            max(np.corrcoef(mean, np.roll(profile, key))[0, 1] for key in range(12)) for profile in (MAJOR, MINOR)
        )
        values.append([major - minor, max(major, minor)])
    return np.array(values).T


def rows(y):
    """Name to values, one for each row."""
    padded = np.concatenate([np.zeros(FRAME - HOP), y])
    power = np.abs(librosa.stft(padded, n_fft=FRAME, hop_length=HOP, center=False)) ** 2
    chroma = librosa.feature.chroma_stft(S=power, sr=RATE, n_fft=FRAME, tuning=0, norm=np.inf)
    mfcc = librosa.feature.mfcc(S=levels(librosa.feature.melspectrogram(S=power, sr=RATE, n_fft=FRAME)), n_mfcc=13)
    centroids = librosa.feature.tonnetz(chroma=chroma, sr=RATE)
    columns = {}
    for order, name in [(1, "mfcc_delta"), (2, "mfcc_delta2")]:
        values = delta(mfcc, order)
        columns |= {f"{name}_{coefficient}": values[coefficient - 1] for coefficient in COEFFICIENTS}
    columns |= {f"tonnetz_{index + 1}": values for index, values in enumerate(centroids)}
    columns["hcdf"] = harmonic_change(centroids)
    columns["mode"], columns["key_clarity"] = tonality(chroma, rows=round(4 * RATE / HOP))
    return columns


def main():
    header = {
        "command": "python3 make_goldens.py",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "librosa": librosa.__version__,
        },
        "firstRow": 0,
    }
    for name in names():
        columns = rows(load(name).astype(np.float64))
        header["columns"] = list(columns)
        np.stack(list(columns.values()), axis=1).astype("<f4").tofile(HERE / f"{name}.f32")
    (HERE / "goldens.json").write_text(json.dumps(header, indent=1) + "\n")


if __name__ == "__main__":
    main()
