#!/usr/bin/env python3
"""What librosa, Essentia and aubio take for one hop of features like ours, on a signal of the tests.

    python3 Benchmarks/peers/features.py        beside: make bench

Needs librosa 0.11, essentia 2.1 and aubio 0.4.9. librosa works on the whole signal at once, which favours it; Essentia and
aubio go frame by frame as a stream must. One thread; the best of several rounds.
"""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import pathlib
import time

import aubio
import essentia
import essentia.standard as es
import librosa
import numpy as np

essentia.log.infoActive = essentia.log.warningActive = False
RATE, FRAME, HOP, ROUNDS = 22050, 2048, 512, 7
SIGNAL = pathlib.Path(__file__).parents[2] / "Tests/MoodFeaturesTests/Goldens/Signals/demo.s16"


def by_librosa(y):
    magnitude = np.abs(librosa.stft(y, n_fft=FRAME, hop_length=HOP, center=False))
    mel = librosa.power_to_db(librosa.feature.melspectrogram(S=magnitude**2, sr=RATE), top_db=None)
    librosa.feature.rms(y=y, frame_length=FRAME, hop_length=HOP, center=False)
    librosa.feature.zero_crossing_rate(y, frame_length=FRAME, hop_length=HOP, center=False)
    librosa.feature.spectral_centroid(S=magnitude, sr=RATE)
    librosa.feature.spectral_bandwidth(S=magnitude, sr=RATE)
    librosa.feature.spectral_flatness(S=magnitude)
    librosa.feature.spectral_rolloff(S=magnitude, sr=RATE)
    librosa.feature.spectral_contrast(S=magnitude, sr=RATE)
    librosa.feature.mfcc(S=mel, n_mfcc=13)
    chroma = librosa.feature.chroma_stft(S=magnitude**2, sr=RATE, tuning=0)
    librosa.feature.tonnetz(chroma=chroma, sr=RATE)
    librosa.feature.tempo(onset_envelope=librosa.onset.onset_strength(S=mel, sr=RATE), sr=RATE, hop_length=HOP)


def by_essentia(y):
    window, spectrum = es.Windowing(type="hann", size=FRAME), es.Spectrum(size=FRAME)
    scalars = [es.RMS(), es.Centroid(range=RATE / 2), es.Flatness(), es.RollOff(sampleRate=RATE), es.Entropy(), es.Flux()]
    moments, shape = es.CentralMoments(range=RATE / 2), es.DistributionShape()
    crossings, mfcc = es.ZeroCrossingRate(), es.MFCC(inputSize=FRAME // 2 + 1, sampleRate=RATE, numberBands=128)
    contrast = es.SpectralContrast(frameSize=FRAME, sampleRate=RATE, highFrequencyBound=RATE / 2)
    peaks, dissonance, hpcp = es.SpectralPeaks(sampleRate=RATE), es.Dissonance(), es.HPCP(sampleRate=RATE)
    for start in range(0, len(y) - FRAME + 1, HOP):
        frame = y[start : start + FRAME]
        s = spectrum(window(frame))
        for scalar in scalars:
            scalar(s)
        shape(moments(s))
        crossings(frame)
        mfcc(s)
        contrast(s)
        frequencies, magnitudes = peaks(s)
        dissonance(frequencies, magnitudes)
        hpcp(frequencies, magnitudes)


def by_aubio(y):
    vocoder, mfcc = aubio.pvoc(FRAME, HOP), aubio.mfcc(FRAME, 40, 13, RATE)
    shapes = [aubio.specdesc(name, FRAME) for name in ("centroid", "spread", "skewness", "kurtosis", "rolloff", "specflux")]
    onset, tempo = aubio.onset("default", FRAME, HOP, RATE), aubio.tempo("default", FRAME, HOP, RATE)
    for start in range(0, len(y) - HOP + 1, HOP):
        hop = y[start : start + HOP]
        grain = vocoder(hop)
        mfcc(grain)
        for shape in shapes:
            shape(grain)
        onset(hop)
        tempo(hop)


def main():
    y = (np.fromfile(SIGNAL, "<i2") / 32768).astype(np.float32)
    hops = len(y) // HOP
    frame = y[:FRAME].copy()
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(2000):
            np.fft.rfft(frame)
        rounds.append((time.perf_counter() - start) / 2000)
    print(f"bare 2048-point transform (NumPy {np.__version__})  {min(rounds) * 1e6:6.1f} µs")
    versions = {"librosa": librosa.__version__, "Essentia": essentia.__version__, "aubio": aubio.version}
    for (name, version), work in zip(versions.items(), (by_librosa, by_essentia, by_aubio)):
        rounds = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            work(y)
            rounds.append((time.perf_counter() - start) / hops)
        print(f"{name} {version}  {min(rounds) * 1e6:6.1f} µs a hop")


if __name__ == "__main__":
    main()
