#!/usr/bin/env python3
"""Writes the golden rows beside this script: harmonic-percussive separation of the signals, by librosa.

Made with Python 3.11, librosa 0.11.0 and SciPy 1.17; goldens.json names the versions of the last run.
Run without arguments:

    python3 make_goldens.py

<signal>.f32      the rows: 32-bit floats, little endian, row after row, columns as in goldens.json
goldens.json      versions and columns

A frame of zeros but for one hop stands before each signal, so that row k is the program's row k + 1 from the first on.

Centred: librosa.decompose.hpss at row k - 15, where its window of 31 rows lies inside. Causal: the masks of librosa, the
harmonic median (numpy.median) running over the 16 rows that end with row k. Rows with less of a window take the median of
what there is, and rows 0 to 14 of the centred columns are silence. With 31 rows the transcription is held against
librosa.
"""

import json
import pathlib
import platform
import sys

import librosa
import numpy as np
import scipy
from scipy.ndimage import median_filter

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent))
from signals import FRAME, HOP, load, names  # noqa: E402

REACH = 15
PAST = 16


def energies(part):
    return librosa.feature.rms(S=part, frame_length=FRAME)[0] ** 2


def split(spectrum, harmonic):
    """Energies and ratio of what librosa makes of a spectrogram whose harmonic median is given."""
    percussive = median_filter(spectrum, size=(2 * REACH + 1, 1), mode="reflect")
    of_harmonic = librosa.util.softmask(harmonic, percussive, power=2.0, split_zeros=True)
    of_percussive = librosa.util.softmask(percussive, harmonic, power=2.0, split_zeros=True)
    return columns(spectrum * of_harmonic, spectrum * of_percussive)


def columns(harmonic, percussive):
    harmonic, percussive = energies(harmonic), energies(percussive)
    total = harmonic + percussive
    ratio = np.where(total > 0, harmonic / np.where(total > 0, total, 1), 0.5)
    return np.stack([harmonic, percussive, ratio], axis=1)


def medians(spectrum, length):
    """Over the `length` columns that end with each column, or as many as there are."""
    ends = range(1, spectrum.shape[1] + 1)
    return np.stack([np.median(spectrum[:, max(0, end - length) : end], axis=1) for end in ends], axis=1)


def rows(y):
    y = np.concatenate([np.zeros(FRAME - HOP, y.dtype), y])
    spectrum = np.abs(librosa.stft(y, n_fft=FRAME, hop_length=HOP, center=False))

    causal = split(spectrum, medians(spectrum, PAST))

    centred = np.tile(np.float32([0, 0, 0.5]), (len(causal), 1))
    harmonic = medians(spectrum, 2 * REACH + 1)
    centred[REACH:] = split(spectrum[:, :-REACH], harmonic[:, REACH:])
    theirs = columns(*librosa.decompose.hpss(spectrum, kernel_size=31, power=2.0, margin=1.0))
    whole = slice(2 * REACH, None)
    assert np.allclose(centred[whole], theirs[REACH:-REACH], rtol=2e-5, atol=0)
    centred[whole] = theirs[REACH:-REACH]
    return np.concatenate([causal, centred], axis=1)


def main():
    base = ["harmonic_energy", "percussive_energy", "harmonic_ratio"]
    header = {
        "command": "python3 make_goldens.py",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "librosa": librosa.__version__,
        },
        "firstRow": 0,
        "columns": base + [f"{name}_centred" for name in base],
    }
    for name in names():
        rows(load(name)).astype("<f4").tofile(HERE / f"{name}.f32")
    (HERE / "goldens.json").write_text(json.dumps(header, indent=1) + "\n")


if __name__ == "__main__":
    main()
