#!/usr/bin/env python3
"""Writes the golden rows of rhythm and envelope beside this script.

Made with Python 3.11 and librosa 0.11.0; goldens.json names the versions of the last run. Run without arguments:

    python3 make_goldens.py

<signal>.f32      the rows: 32-bit floats, little endian, row after row, columns as in goldens.json
goldens.json      versions and columns

tempo_bpm is librosa's own: its tempogram of the last 344 onset strengths (8 s), zeros before the first, and its tempo
of that one column, slowest tempo 30 BPM. The others are written from the formulas of MIRtoolbox, whose program has no free
runtime (mirpulseclarity with mirautocor, mireventdensity, mironsets with mirenvelope and mirpeaks, mirattacktime,
mirattackslope, mirlowenergy), as far as a stream allows: the comments say where not. Row k ends with sample
512 (k + 1): 1536 zeros are put before a signal.
"""

import json
import pathlib
import platform
import sys

import librosa
import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent))
from signals import FRAME, HOP, RATE, load, names  # noqa: E402

ROWS_PER_MINUTE = 60 * RATE / HOP
WINDOW = int(librosa.time_to_frames(8.0, sr=RATE, hop_length=HOP))
TEN_SECONDS = round(10 * RATE / HOP)
# Both tempo and clarity are 0 before this row and where the onset strength is below 0.01 dB.
ROWS_TO_KNOW = WINDOW // 2
LEAST_STRENGTH = 0.01

# Blocks of samples of which the envelope is made.
BLOCK = 64
FINE_BLOCKS = 10
COARSE_BLOCKS = 32
COARSE_STEP = 4
CONTRAST = 0.1
PATIENCE = RATE // 4 // BLOCK
LONGEST_RISE = 512
SILENCE = 1e-10


def padded(y):
    return np.concatenate([np.zeros(FRAME - HOP, y.dtype), y])


def onset_strength(y):
    mel = librosa.feature.melspectrogram(y=padded(y), sr=RATE, n_fft=FRAME, hop_length=HOP, center=False)
    level = librosa.power_to_db(mel, ref=1.0, top_db=None)
    return librosa.onset.onset_strength(S=level, sr=RATE, center=False, lag=1)


def pulse(strength):
    """(tempo, clarity) of every row."""
    before = np.concatenate([np.zeros(WINDOW), strength])
    rows = np.zeros((len(strength), 2))
    for k in range(len(strength)):
        known = strength[max(0, k + 1 - WINDOW) : k + 1].astype(float)
        if len(known) < ROWS_TO_KNOW or np.mean(known**2) <= LEAST_STRENGTH**2:
            continue
        last = before[k + 1 : k + 1 + WINDOW]
        tempogram = librosa.feature.tempogram(onset_envelope=last, win_length=WINDOW, center=False)
        slowest = int(ROWS_PER_MINUTE / 30)
        rows[k, 0] = librosa.feature.tempo(tg=tempogram[: slowest + 1], sr=RATE, hop_length=HOP)[0]
        # mirautocor of an envelope: centred, scaled to 1 at lag 0, divided by the overlap of the (rectangular) window.
        centred = known - np.mean(known)
        products = np.correlate(centred, centred, "full")[len(known) - 1 :]
        overlap = 1 - np.arange(len(known)) / len(known)
        coefficients = products / products[0] / overlap
        lags = np.arange(len(known))
        bpm = ROWS_PER_MINUTE / np.maximum(lags, 1)
        rows[k, 1] = np.clip(np.max(coefficients[(lags > 0) & (bpm >= 40) & (bpm <= 200)]), 0, 1)
    return rows


def envelope(blocks, count):
    """The mean square of the last `count` blocks under a squared Hann window, at the end of every block."""
    middles = (np.arange(count) + 0.5) / count
    weights = np.sin(np.pi * middles) ** 4
    weights /= np.sum(weights)
    return np.convolve(blocks, weights)[: len(blocks)]


def attack(curve):
    """The attack phase of mironsets ('Derivate') in a stretch of the fine envelope: (first, last), or None.

    The start is that of the first step that counts and the end that of the last; MIRtoolbox takes the points one step
    within, which its steps of 0.6 ms hardly show, and steps of 2.9 ms would.
    """
    peak = int(np.argmax(curve))
    if peak == 0:
        return None
    bottom = peak - 1 - int(np.argmin(curve[:peak][::-1]))
    steps = np.diff(curve[bottom : peak + 1])
    # The first point that is a fifth of the way up and from which it does not climb.
    above = curve[bottom:peak] - curve[bottom] > (curve[peak] - curve[bottom]) / 5
    stops = np.flatnonzero((steps <= 0) & above)
    if len(stops):
        steps = steps[: stops[0]]
    steepest = int(np.argmax(steps))
    before = np.flatnonzero(steps[:steepest] > steps[steepest] / 10)
    after = np.flatnonzero(steps[steepest + 1 :] > steps[steepest] / 5)
    first = int(before[0]) if len(before) else steepest
    last = steepest + 1 + int(after[-1]) if len(after) else steepest
    return bottom + first, bottom + last + 1


def events(y):
    """(event density, attack time, attack slope) of every row.

    Contrasts and slopes are relative to the largest value of the last 10 s, and contrasts to silence; MIRtoolbox takes
    the largest and the least value of the recording. An event is told when the envelope has fallen by the contrast, or
    a quarter of a second after its peak; MIRtoolbox knows its peaks beforehand.
    """
    rows = len(y) // HOP
    blocks = np.mean(y[: rows * HOP].astype(float).reshape(-1, BLOCK) ** 2, axis=1)
    fine = envelope(blocks, FINE_BLOCKS)
    coarse = envelope(blocks, COARSE_BLOCKS)[COARSE_STEP - 1 :: COARSE_STEP]
    result = np.zeros((rows, 3))
    told = np.zeros(rows)
    time = slope = 0.0
    rising, is_told, low, low_at, high, high_at = False, False, 0.0, 0, 0.0, 0
    delay = (COARSE_BLOCKS - FINE_BLOCKS) // 2
    for row in range(rows):
        newest = 8 * (row + 1)
        oldest = max(0, newest - 8 * TEN_SECONDS)
        contrast = CONTRAST * max(SILENCE, np.max(coarse[oldest // COARSE_STEP : newest // COARSE_STEP]))
        largest = max(SILENCE, np.max(fine[oldest:newest]))
        for index in (2 * row, 2 * row + 1):
            value, end = coarse[index], COARSE_STEP * (index + 1)
            news = False
            if not rising:
                if value <= low:
                    low, low_at = value, end
                elif value - low >= contrast:
                    rising, is_told, high, high_at, start = True, False, value, end, low_at
            elif value > high:
                high = value
                high_at = high_at if is_told else end
            else:
                falls = high - value >= contrast
                news = not is_told and (falls or end - high_at >= PATIENCE)
                is_told |= news
                if falls:
                    rising, low, low_at = False, value, end
            if not news:
                continue
            told[row] += 1
            begin = max(start - delay - 1, newest - LONGEST_RISE)
            stop = min(newest, high_at - delay + FINE_BLOCKS // 2)
            curve = np.concatenate([np.zeros(max(0, -begin)), fine[max(0, begin) : max(0, stop)]])
            phase = attack(curve) if len(curve) else None
            if phase:
                time = (phase[1] - phase[0]) * BLOCK / RATE
                slope = (curve[phase[1]] - curve[phase[0]]) / largest / time
        seconds = min(row + 1, TEN_SECONDS) * HOP / RATE
        result[row] = np.sum(told[max(0, row + 1 - TEN_SECONDS) : row + 1]) / max(1, seconds), time, slope
    return result


def low_energy(y):
    # Below the mean is what is so by more than rounding: mirlowenergy has no such margin.
    margin = 1e-5
    rms = librosa.feature.rms(y=padded(y), frame_length=FRAME, hop_length=HOP, center=False)[0].astype(float)
    values = []
    for k in range(len(rms)):
        last = rms[max(0, k + 1 - TEN_SECONDS) : k + 1]
        values.append(np.mean(last < np.mean(last) * (1 - margin)))
    return np.array(values)


def rows(y):
    """Name to values, one for each row."""
    tempo = pulse(onset_strength(y))
    event = events(y)
    return {
        "tempo_bpm": tempo[:, 0],
        "pulse_clarity": tempo[:, 1],
        "event_density": event[:, 0],
        "attack_time_s": event[:, 1],
        "attack_slope": event[:, 2],
        "low_energy": low_energy(y),
    }


def main():
    header = {
        "command": "python3 make_goldens.py",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "librosa": librosa.__version__,
        },
        "firstRow": 0,
    }
    for name in names():
        columns = rows(load(name))
        header["columns"] = list(columns)
        np.stack(list(columns.values()), axis=1).astype("<f4").tofile(HERE / f"{name}.f32")
    (HERE / "goldens.json").write_text(json.dumps(header, indent=1) + "\n")


if __name__ == "__main__":
    main()
