"""Writes networks.json: small networks of every architecture, and what PyTorch makes of them in ten steps of Adam.

    python3 make_goldens.py > networks.json

Weights, inputs and outputs stand in the order of moodring's own memory: channels last. PyTorch's second bias of an LSTM is
held at zero, since the two only count as their sum.
"""

import json
import sys

import numpy
import torch
from torch import nn

STEPS, COLUMNS, CLIPS = 8, 6, 5


def numbers(tensor):
    return [round(float(value), 7) for value in tensor.detach().reshape(-1)]


class ToPicture(nn.Module):
    def __init__(self, columns_are_channels):
        super().__init__()
        self.columns_are_channels = columns_are_channels

    def forward(self, values):
        # [clips, steps, columns] to [clips, channels, steps, bands]
        if self.columns_are_channels:
            return values.permute(0, 2, 1).unsqueeze(3)
        return values.unsqueeze(1)


class ToSequence(nn.Module):
    def forward(self, values):
        clips, channels, steps, bands = values.shape
        return values.permute(0, 2, 3, 1).reshape(clips, steps, bands * channels)


class Mean(nn.Module):
    def forward(self, values):
        return values.mean(dim=(2, 3)) if values.dim() == 4 else values.mean(dim=1)


class Flatten(nn.Module):
    def forward(self, values):
        return (values.permute(0, 2, 3, 1) if values.dim() == 4 else values).reshape(len(values), -1)


class Memory(nn.Module):
    def __init__(self, inputs, width, bidirectional, steps):
        super().__init__()
        self.lstm = nn.LSTM(inputs, width, batch_first=True, bidirectional=bidirectional)
        self.steps = steps
        for name, parameter in self.lstm.named_parameters():
            if name.startswith("bias_hh"):
                parameter.data.zero_()
                parameter.requires_grad = False

    def forward(self, values):
        outputs, (last, _) = self.lstm(values)
        return outputs if self.steps else last.permute(1, 0, 2).reshape(len(values), -1)


def build(words, shape, outputs):
    """A module for each layer, and its parameters in moodring's order, each with a function to moodring's layout."""
    modules, parameters = [], []
    plain = lambda value: value

    def dense(inputs, count):
        module = nn.Linear(inputs, count)
        modules.append(module)
        parameters.extend([(module.weight, plain), (module.bias, plain)])

    for word in words:
        name, *rest = word.split()
        if name == "dense":
            dense(shape[-1], int(rest[0]))
            shape = shape[:-1] + [int(rest[0])]
        elif name == "relu":
            modules.append(nn.ReLU())
        elif name == "leaky-relu":
            modules.append(nn.LeakyReLU(float(rest[0])))
        elif name == "norm":
            module = nn.BatchNorm2d(shape[-1]) if len(shape) == 3 else nn.BatchNorm1d(shape[-1])
            modules.append(module)
            parameters.extend([
                (module.weight, plain), (module.bias, plain), (module.running_mean, plain),
                (module.running_var, plain)
            ])
        elif name in ("picture", "channels"):
            modules.append(ToPicture(name == "channels"))
            shape = [shape[0], 1, shape[1]] if name == "channels" else shape + [1]
        elif name == "conv":
            steps, bands = map(int, rest[1].split("x"))
            module = nn.Conv2d(shape[2], int(rest[0]), (steps, bands), padding=(steps // 2, bands // 2))
            modules.append(module)
            parameters.extend([(module.weight, lambda value: value.permute(0, 2, 3, 1)), (module.bias, plain)])
            shape = shape[:2] + [int(rest[0])]
        elif name == "pool":
            steps, bands = map(int, rest[0].split("x"))
            modules.append(nn.MaxPool2d((steps, bands)))
            shape = [shape[0] // steps, shape[1] // bands, shape[2]]
        elif name in ("lstm", "bilstm"):
            module = Memory(shape[1], int(rest[0]), name == "bilstm", len(rest) > 1)
            modules.append(module)
            for end in [""] + (["_reverse"] if name == "bilstm" else []):
                for part in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0"):
                    parameters.append((getattr(module.lstm, part + end), plain))
            width = int(rest[0]) * (2 if name == "bilstm" else 1)
            shape = shape[:1] + [width] if len(rest) > 1 else [width]
        elif name == "sequence":
            modules.append(ToSequence())
            shape = [shape[0], shape[1] * shape[2]]
        elif name == "mean":
            modules.append(Mean())
            shape = shape[-1:]
        elif name == "flatten":
            modules.append(Flatten())
            shape = [int(numpy.prod(shape))]
        else:
            raise ValueError(word)
    dense(shape[0], outputs)
    return nn.Sequential(*modules), parameters


def case(name, words, shape, several):
    torch.manual_seed(len(name))
    outputs = 3
    network, parameters = build(words, list(shape), outputs)
    inputs = torch.tensor(numpy.round(numpy.random.default_rng(len(name)).normal(size=[CLIPS] + shape), 4),
                          dtype=torch.float32)
    weights = torch.tensor([1.0, 2.0, 0.5])
    classes = torch.tensor([0, 1, 2, 1, 0])
    answers = torch.tensor([[1, 0, 1], [0, 0, 1], [1, 1, 0], [0, 1, 0], [1, 0, 0]], dtype=torch.float32)
    start = [numbers(layout(value)) for value, layout in parameters]
    rate, penalty = 0.01, 0.02
    decayed = [value for value, _ in parameters if value.requires_grad and value.dim() > 1]
    others = [value for value, _ in parameters if value.requires_grad and value.dim() == 1]
    optimiser = torch.optim.Adam(
        [{"params": decayed, "weight_decay": penalty}, {"params": others, "weight_decay": 0}], lr=rate)
    losses = []
    network.train()
    for _ in range(10):
        optimiser.zero_grad()
        values = network(inputs)
        loss = (nn.functional.binary_cross_entropy_with_logits(values, answers, pos_weight=weights)
                if several else nn.functional.cross_entropy(values, classes, weight=weights))
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    # Still in training: a bias before a normalisation has no gradient but rounding, of which Adam makes whole steps, and
    # running figures lag behind it.
    return {
        "name": name, "words": words, "shape": shape, "outputs": outputs, "several": several,
        "inputs": [numbers(row) for row in inputs], "weights": weights.tolist(), "classes": classes.tolist(),
        "answers": [[bool(value) for value in row] for row in answers.tolist()], "rate": rate,
        "penalty": penalty, "parameters": start, "losses": losses,
        "said": [numbers(row) for row in network(inputs)],
    }


def norm():
    """What a normalisation says in use after some batches."""
    module = nn.BatchNorm1d(COLUMNS)
    source = numpy.random.default_rng(4)
    batches = [numpy.round(source.normal(1, 2, size=(CLIPS, COLUMNS)), 4) for _ in range(3)]
    for batch in batches:
        module(torch.tensor(batch, dtype=torch.float32))
    module.eval()
    said = module(torch.tensor(batches[0], dtype=torch.float32))
    return {"batches": [batch.tolist() for batch in batches], "said": [numbers(row) for row in said]}


def masks():
    values = numpy.round(numpy.random.default_rng(3).normal(size=(STEPS, COLUMNS)), 4)
    bands, steps = [(1, 2), (5, 1)], [(6, 2), (0, 0)]
    masked = values.copy()
    # As Park and others (2019) have it: f0 <= f < f0 + width, t0 <= t < t0 + width.
    for start, width in bands:
        masked[:, start:start + width] = 0
    for start, width in steps:
        masked[start:start + width, :] = 0
    return {
        "steps": STEPS, "columns": COLUMNS, "values": values.reshape(-1).tolist(), "bandMasks": bands,
        "stepMasks": steps, "masked": masked.reshape(-1).tolist(),
    }


CASES = [
    ("dense network", ["dense 16", "norm", "leaky-relu 0.1", "dense 8", "norm", "leaky-relu 0.1", "dense 8"],
     [COLUMNS], True),
    ("MLP", ["dense 16", "relu", "dense 8", "relu"], [COLUMNS], False),
    ("CNN", ["picture", "conv 4 3x3", "norm", "relu", "pool 2x2", "conv 8 3x3", "norm", "relu", "pool 2x3", "flatten",
             "dense 8", "relu"], [STEPS, COLUMNS], True),
    ("CNN over time", ["channels", "conv 8 5x1", "norm", "relu", "pool 2x1", "conv 8 3x1", "relu", "mean"],
     [STEPS, COLUMNS], False),
    ("CNN and LSTM", ["channels", "conv 8 3x1", "relu", "pool 2x1", "sequence", "lstm 8"], [STEPS, COLUMNS], False),
    ("CNN and BiLSTM", ["picture", "conv 4 3x3", "relu", "pool 2x2", "sequence", "bilstm 8"], [STEPS, COLUMNS],
     False),
    ("stacked BiLSTM", ["bilstm 8 steps", "bilstm 8"], [STEPS, COLUMNS], False),
]

json.dump(
    {
        "generator": "make_goldens.py",
        "versions": {"python": sys.version.split()[0], "torch": torch.__version__, "numpy": numpy.__version__},
        "cases": [case(*each) for each in CASES],
        "norm": norm(),
        "masks": masks(),
    }, sys.stdout)
