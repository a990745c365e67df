"""Onsets and beats of moodring beside those of aubio and librosa, on the same clips.

    python3 Benchmarks/peers/onsets_and_beats.py CORPORA [--moodring .build/release/moodring] [--synthetic]

CORPORA holds the folders 4q, musifeast and emotify, each with its recordings in audio/. Of each corpus the clips are
taken at even distances in the order of their names (7, 7 and 6). No annotation of onsets or beats exists there, so what
is measured is agreement: the F-measure between two programs, with a window of 50 ms for onsets and 70 ms for beats. A
program that agrees with each peer as well as they agree with one another is as good as they are.

--synthetic measures all three against the truth of rendered patterns instead, and needs no corpora.

Needs numpy, soundfile, soxr, librosa, aubio. librosa hears 22,050 Hz with its defaults, aubio 44,100 Hz with those of its
command line (onset: default, 512, 256; tempo: default, 1024, 512), moodring the file itself.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

import aubio
import librosa
import numpy as np
import soundfile
import soxr

ONSET_WINDOW, BEAT_WINDOW = 0.05, 0.07
CLIPS = {"4q": 7, "musifeast": 7, "emotify": 6}
WARM_UP_SECONDS = 6.0


def f_measure(a, b, window):
    """Of two ascending lists of times: pairs are matched one to one, the earliest that fits first."""
    if len(a) == 0 or len(b) == 0:
        return float(len(a) == len(b))
    i = j = hits = 0
    while i < len(a) and j < len(b):
        if abs(a[i] - b[j]) <= window:
            hits, i, j = hits + 1, i + 1, j + 1
        elif a[i] < b[j]:
            i += 1
        else:
            j += 1
    return 2 * hits / (len(a) + len(b))


def clips(corpora):
    for corpus, count in CLIPS.items():
        files = sorted(path for path in (corpora / corpus / "audio").rglob("*") if path.is_file())
        if len(files) < count:
            sys.exit(f"{corpora / corpus}/audio has {len(files)} files, expected at least {count}")
        yield from (files[index * len(files) // count] for index in range(count))


def of_moodring(program, paths):
    """Onsets, beats and tempi of each file."""
    run = subprocess.run(
        [program, "analyze", *map(str, paths), "--out", "ndjson:-?stage=now&rate=1"],
        stdout=subprocess.PIPE, check=True)
    streams = []
    for line in run.stdout.splitlines():
        record = json.loads(line)
        if record["type"] == "begin":
            streams.append({"onsets": [], "beats": [], "tempi": []})
        elif record["type"] == "event" and record["event"] == "onset":
            streams[-1]["onsets"].append(record["t"])
        elif record["type"] == "event" and record["event"] == "beat":
            streams[-1]["beats"].append(record["t"])
            streams[-1]["tempi"].append(record["tempo"])
    return [{key: np.array(values) for key, values in stream.items()} for stream in streams]


def of_librosa(samples, rate):
    y = soxr.resample(samples, rate, 22050)
    tempo, beats = librosa.beat.beat_track(y=y, sr=22050, units="time")
    return {
        "onsets": librosa.onset.onset_detect(y=y, sr=22050, units="time"), "beats": beats,
        "tempi": np.full(len(beats), float(np.atleast_1d(tempo)[0]))}


def of_aubio(samples, rate):
    y = np.ascontiguousarray(soxr.resample(samples, rate, 44100), dtype=np.float32)
    onset, tempo = aubio.onset("default", 512, 256, 44100), aubio.tempo("default", 1024, 512, 44100)
    onsets = [onset.get_last_s() for k in range(0, len(y) - 255, 256) if onset(y[k:k + 256])]
    found = [(tempo.get_last_s(), tempo.get_bpm()) for k in range(0, len(y) - 511, 512) if tempo(y[k:k + 512])]
    return {
        "onsets": np.sort(onsets), "beats": np.sort([t for t, _ in found]),
        "tempi": np.array([bpm for _, bpm in found])}


def peers(path):
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    samples = samples.mean(axis=1)
    return of_librosa(samples, rate), of_aubio(samples, rate)


def octave_jumps(tempi):
    return int(np.sum(np.abs(np.diff(np.log2(tempi))) > 0.5)) if len(tempi) > 1 else 0


def median(tempi):
    return f"{np.median(tempi):5.0f}" if len(tempi) else "    -"


def real(program, corpora):
    paths = list(clips(corpora))
    print("F-measure of onsets (50 ms) and beats (70 ms); ml moodring and librosa, ma moodring and aubio, la the peers\n")
    print(f"{'clip':36}  onsets ml   ma   la   beats ml   ma   la   BPM  m    l     a   jumps m a")
    table = []
    for path, ours in zip(paths, of_moodring(program, paths)):
        theirs, others = peers(path)
        row = [
            f_measure(a[key], b[key], window)
            for key, window in (("onsets", ONSET_WINDOW), ("beats", BEAT_WINDOW))
            for a, b in ((ours, theirs), (ours, others), (theirs, others))]
        table.append(row)
        name = f"{path.relative_to(corpora).parts[0]}/{path.name}"
        print(
            f"{name:36}       {row[0]:.2f} {row[1]:.2f} {row[2]:.2f}      {row[3]:.2f} {row[4]:.2f} {row[5]:.2f}   "
            f"{median(ours['tempi'])} {median(theirs['tempi'])} {median(others['tempi'])}   {octave_jumps(ours['tempi']):6} {octave_jumps(others['tempi'])}")
    mean = np.mean(table, axis=0)
    print(
        f"{'mean of ' + str(len(table)):36}       {mean[0]:.2f} {mean[1]:.2f} {mean[2]:.2f}      "
        f"{mean[3]:.2f} {mean[4]:.2f} {mean[5]:.2f}")


PATTERNS = {
    "clicks": {"click": "x...x...x...x..."},
    "accents": {"click": "x...x...x...x...", "kick": "x.......x......."},
    "rock": {"kick": "x.......x.x.....", "snare": "....x.......x...", "hat": "x.x.x.x.x.x.x.x."},
    "four": {"kick": "x...x...x...x...", "snare": "....x.......x...", "hat": "..x...x...x...x."},
    "synco": {"kick": "x..x..x...x..x..", "snare": "....x.......x..x", "hat": "x.xxx.x.x.xxx.x."},
}
RATE = 44100


def strike(kind, random):
    t = np.arange(int(0.15 * RATE)) / RATE
    noise = random.standard_normal(len(t))
    return {
        "click": 0.5 * np.exp(-400 * t) * np.sin(2 * np.pi * 1500 * t),
        "kick": 0.8 * np.sin(2 * np.pi * (50 * t + 8 * (1 - np.exp(-40 * t)))) * np.exp(-25 * t),
        "snare": (0.4 * noise + 0.3 * np.sin(2 * np.pi * 190 * t)) * np.exp(-25 * t),
        "hat": 0.1 * np.diff(noise, prepend=0) * np.exp(-60 * t),
    }[kind]


def render(pattern, bpm, ramp, seconds=30.0):
    """The samples, onsets and beats of a pattern whose tempo changes by `ramp` from beginning to end."""
    random = np.random.default_rng(0)
    samples = 0.01 * random.standard_normal(int(seconds * RATE))
    for hertz in (220, 277.2, 329.6, 440):
        samples += 0.02 * np.sin(2 * np.pi * hertz * np.arange(len(samples)) / RATE)
    time, step, onsets, beats = 0.5, 0, set(), []
    while time < seconds - 0.3:
        for kind, line in PATTERNS[pattern].items():
            if line[step % 16] == "x":
                sound = strike(kind, random) * random.uniform(0.6, 1)
                samples[int(time * RATE):][:len(sound)] += sound
                onsets.add(time)
        if step % 4 == 0:
            beats.append(time)
        time += 15 / (bpm * (1 + ramp * time / seconds))
        step += 1
    return samples.astype(np.float32), np.array(sorted(onsets)), np.array(beats)


def synthetic(program):
    print(
        f"F-measure against the truth, over the tempo drift −10, 0, +10 %; beats after {WARM_UP_SECONDS:.0f} s; "
        "× is the tempo over the true one\n")
    print("pattern   BPM  onsets m    l    a   beats m    l    a    ×  m    l    a")
    for pattern in PATTERNS:
        for bpm in (70, 90, 120, 140, 160, 180):
            with tempfile.TemporaryDirectory() as folder:
                truths, paths = [], []
                for ramp in (-0.1, 0.0, 0.1):
                    samples, onsets, beats = render(pattern, bpm, ramp)
                    paths.append(pathlib.Path(folder) / f"{ramp}.wav")
                    soundfile.write(paths[-1], samples, RATE, subtype="FLOAT")
                    truths.append((onsets, beats, bpm * (1 + ramp / 2)))
                found = list(zip(of_moodring(program, paths), *zip(*map(peers, paths))))
            late = lambda times: times[times > WARM_UP_SECONDS]
            mean = lambda value: np.mean([[value(one, *truth) for one in row] for row, truth in zip(found, truths)], axis=0)
            onset = mean(lambda one, onsets, beats, tempo: f_measure(one["onsets"], onsets, ONSET_WINDOW))
            beat = mean(lambda one, onsets, beats, tempo: f_measure(late(one["beats"]), late(beats), BEAT_WINDOW))
            ratio = mean(
                lambda one, onsets, beats, tempo: np.median(one["tempi"]) / tempo if len(one["tempi"]) else 0)
            cells = lambda values: " ".join(f"{value:.2f}" for value in values)
            print(f"{pattern:8}  {bpm:3}      {cells(onset)}     {cells(beat)}      {cells(ratio)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="?", type=pathlib.Path)
    parser.add_argument("--moodring", default=".build/release/moodring")
    parser.add_argument("--synthetic", action="store_true")
    options = parser.parse_args()
    if options.corpora is None and not options.synthetic:
        parser.error("expected a folder of corpora, or --synthetic")
    warnings.filterwarnings("ignore")
    version = subprocess.run([options.moodring, "--version"], stdout=subprocess.PIPE, text=True).stdout.strip()
    print(f"$ python3 {' '.join(sys.argv)}")
    print(f"{version}, librosa {librosa.__version__}, aubio {aubio.version}, numpy {np.__version__}\n")
    if options.synthetic:
        synthetic(options.moodring)
    else:
        real(options.moodring, options.corpora)


if __name__ == "__main__":
    main()
