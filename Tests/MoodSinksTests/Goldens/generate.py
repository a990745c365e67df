"""Writes what python-osc makes of the estimate that HandMadeStream.estimate holds, into a folder.

Run as: python3 generate.py .    (python-osc 1.10.2, numpy 2)
osc.txt holds the messages of the stage now and of two events, vector.txt and bundle.txt what those modes make of both
stages, with two features, and of an event. Each line is one datagram in hexadecimal, in the order of sending.
"""

import sys

import numpy as np
from pythonosc.osc_bundle_builder import IMMEDIATELY, OscBundleBuilder
from pythonosc.osc_message_builder import OscMessageBuilder

f = np.float32
valence, arousal = f(0.31), f(-0.2)
quadrants = [f(0.21), f(0.08), f(0.2), f(0.51)]
emotions = {"amazement": f(0.12), "joyful_activation": f(0.5)}
confidence, loudness = f(0.62), f(-23.1)

estimate = [
    ("valence", valence),
    ("arousal", arousal),
    ("valence01", (valence + f(1)) / f(2)),
    ("arousal01", (arousal + f(1)) / f(2)),
    ("quadrant", 4),
    ("quadrant/name", "Q4"),
    *((f"quadrant/Q{index}", share) for index, share in enumerate(quadrants, 1)),
    *((f"emotion/{name}", value) for name, value in emotions.items()),
    ("confidence", confidence),
    ("loudness01", (loudness + f(70)) / f(70)),
    ("silent", f(0)),
]
features = [("feature/rms", f(0.25)), ("feature/slope_db", f(-12.5))]


def message(name, *values):
    builder = OscMessageBuilder(address=f"/moodring/{name}")
    for value in values:
        if isinstance(value, np.float32):
            builder.add_arg(float(value), OscMessageBuilder.ARG_TYPE_FLOAT)
        else:
            builder.add_arg(value)
    return builder.build()


def bundle(root):
    builder = OscBundleBuilder(IMMEDIATELY)
    for name, value in estimate + features:
        builder.add_content(message(root + name, value))
    return builder.build()


def vector(root):
    return message(root + "vector", *(v for _, v in estimate + features if isinstance(v, np.float32)))


silence = OscBundleBuilder(IMMEDIATELY)
silence.add_content(message("event/silence-start", f(1)))

files = {
    "osc": [message(name, value) for name, value in estimate]
    + [message("event/silence-start", f(1)), message("event/quadrant", f(1))],
    "vector": [vector(""), vector("settled/"), message("event/silence-start", f(1))],
    "bundle": [bundle(""), bundle("settled/"), silence.build()],
}
for name, datagrams in files.items():
    with open(f"{sys.argv[1]}/{name}.txt", "w") as file:
        file.writelines(datagram.dgram.hex() + "\n" for datagram in datagrams)
