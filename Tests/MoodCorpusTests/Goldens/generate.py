"""Writes the .npz files that lie beside it: arrays whose every number follows from its place.

Run as: python3 generate.py    (Python 3.11, NumPy 2.4.6)
"""

import numpy as np

numbers = np.arange(12).reshape(3, 4)
types = {
    "f2": (numbers / 8).astype("<f2"),
    "f4": (numbers / 8 - 1).astype("<f4"),
    "f8": (numbers / 3).astype("<f8"),
    "i4": (numbers - 5).astype("<i4"),
    "i8": (numbers * 10**12).astype("<i8"),
    "text": np.array(["", "a", "žluťoučký", "🎹 piano"]),
    "scalar": np.float32(0.5),
    "none": np.zeros((0, 4), "<f4"),
    "fortran": np.asfortranarray(numbers.astype("<f4")),
    "big_endian": numbers.astype(">f4"),
    "flags": numbers > 5,
}
np.savez("types_stored.npz", **types)
np.savez_compressed("types_deflated.npz", **types)

# Two clips, of five patches and of three; patch p of column c holds p + c / 256, which 16 bits hold exactly.
patches, offset = 8, [0, 5, 8]
start = [round(62.5 * k) * 0.016 for first, end in zip(offset, offset[1:]) for k in range(end - first)]
penultimate = np.arange(patches)[:, None] + np.arange(200)[None, :] / 256
tags = np.tile(np.linspace(0, 1, 51)[:50], (patches, 1))
grid = {"clip": np.array(["one", "two"]), "offset": np.array(offset, "<i4"), "start": np.array(start, "<f4")}
va = np.arange(patches)[:, None] / 16 * [1, -1]
np.savez_compressed(
    "teacher_musicnn.npz", **grid, tags=tags.astype("<f2"), penultimate=penultimate.astype("<f2"),
    tag_names=np.array([f"tag {index}" for index in range(50)]))
np.savez_compressed("teacher_va.npz", **grid, va=va.astype("<f2"))
