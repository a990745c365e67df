"""Writes osc.txt: what python-osc makes of the estimate that HandMadeStream.estimate holds.

Run as: python3 generate.py > osc.txt    (python-osc 1.10.2, numpy 2)
Each line is one datagram in hexadecimal, in the order of sending.
"""

import numpy as np
from pythonosc.osc_message_builder import OscMessageBuilder

f = np.float32
valence, arousal = f(0.31), f(-0.2)
quadrants = [f(0.21), f(0.08), f(0.2), f(0.51)]
emotions = {"amazement": f(0.12), "joyful_activation": f(0.5)}
confidence, loudness = f(0.62), f(-23.1)

messages = [
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
    ("event/silence-start", f(1)),
    ("event/quadrant", f(1)),
]

for name, value in messages:
    builder = OscMessageBuilder(address=f"/moodring/{name}")
    if isinstance(value, np.float32):
        builder.add_arg(float(value), OscMessageBuilder.ARG_TYPE_FLOAT)
    else:
        builder.add_arg(value)
    print(builder.build().dgram.hex())
