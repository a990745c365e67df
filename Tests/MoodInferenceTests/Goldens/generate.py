"""Writes streaming.json: outputs of random models under moodring's streaming rule, computed offline by PyTorch.

    python3 generate.py > streaming.json

Weights and rows come from SplitMix64, as in MoodTestSupport (randomModelFile), so only outputs are
stored. All arithmetic is in doubles.
"""

import json
import sys

import numpy
import torch

MASK = (1 << 64) - 1
torch.set_default_dtype(torch.float64)


class Generator:
    def __init__(self, seed):
        self.state = seed

    def units(self, count):
        """`count` floats in −1…1 on a grid of 2⁻²³."""
        states = (numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
                  + numpy.uint64(self.state))
        self.state = (self.state + count * 0x9E3779B97F4A7C15) & MASK
        z = (states ^ (states >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        z = z ^ (z >> numpy.uint64(31))
        return (z >> numpy.uint64(40)).astype(numpy.float32) * numpy.float32(2**-23) - numpy.float32(1)


def shapes(case):
    inputs = 2 * case["pooled"] + case["latest"]
    trunk, hidden = case["trunk"], case["hidden"]
    result = {
        "normaliser.mean": [inputs], "normaliser.scale": [inputs],
        "input.weight": [trunk, inputs], "input.bias": [trunk],
        "head.quadrant.weight": [4, 2 * hidden], "head.quadrant.bias": [4],
        "head.affect.weight": [2, 2 * hidden], "head.affect.bias": [2],
        "head.emotions.weight": [2, 2 * hidden], "head.emotions.bias": [2],
    }
    for layer in range(case["convolutions"]):
        result[f"conv.{layer}.weight"] = [trunk, trunk, case["kernel"]]
        result[f"conv.{layer}.bias"] = [trunk]
    for layer in range(case["layers"]):
        for direction in ("forward", "backward"):
            name = f"lstm.{layer}.{direction}"
            result[f"{name}.weight_ih"] = [4 * hidden, trunk if layer == 0 else 2 * hidden]
            result[f"{name}.weight_hh"] = [4 * hidden, hidden]
            result[f"{name}.bias"] = [4 * hidden]
    return result


def weights(case):
    generator = Generator(case["seed"])
    result = {}
    for name, shape in sorted(shapes(case).items()):
        scale = 1.0 if len(shape) > 1 else 0.25
        while len(shape) > 1 and numpy.prod(shape[1:]) * scale * scale >= 4:
            scale /= 2
        values = generator.units(int(numpy.prod(shape))) * numpy.float32(scale)
        if name == "normaliser.scale":
            values = values + numpy.float32(1.5)
        result[name] = torch.tensor(values.astype(numpy.float64)).reshape(shape)
    return result


def rows(case):
    width = case["pooled"] + case["latest"]
    return Generator(case["seed"] + 1).units(case["hops"] * width).reshape(-1, width).astype(numpy.float64)


def pooled(case, table):
    """Row by row: mean and population deviation over the last `stride` rows, then the latest columns."""
    result = []
    for hop in range(len(table)):
        window = table[max(0, hop + 1 - case["stride"]):hop + 1, :case["pooled"]]
        result.append(numpy.concatenate([window.mean(0), window.std(0), table[hop, case["pooled"]:]]))
    return torch.tensor(numpy.array(result))


def trunk(case, w, inputs):
    """Over the steps of one phase: standardise, dense layer, causal residual convolutions."""
    x = ((inputs - w["normaliser.mean"]) * w["normaliser.scale"]).clamp(-8, 8)
    x = torch.relu(x @ w["input.weight"].T + w["input.bias"])
    for layer in range(case["convolutions"]):
        padded = torch.nn.functional.pad(x.T, (case["kernel"] - 1, 0))[None]
        y = torch.nn.functional.conv1d(padded, w[f"conv.{layer}.weight"], w[f"conv.{layer}.bias"])[0].T
        x = x + torch.relu(y)
    return x


def cell(w, name, x, state):
    bias = w[f"{name}.bias"]
    return torch._VF.lstm_cell(
        x, state, w[f"{name}.weight_ih"], w[f"{name}.weight_hh"], bias, torch.zeros_like(bias))


def limited(case, w, x, lookahead):
    """The rule: for each step n a window n … n+lookahead, all windows at once."""
    steps, hidden = len(x), case["hidden"]
    reach = min(lookahead, steps - 1)
    index = torch.arange(steps)[:, None] + torch.arange(reach + 1)[None]
    inside = index < steps
    window = x[index.clamp(max=steps - 1)]
    for layer in range(case["layers"]):
        name = f"lstm.{layer}"
        state = (torch.zeros(steps, hidden), torch.zeros(steps, hidden))
        backward = [None] * (reach + 1)
        for i in range(reach, -1, -1):
            state = cell(w, f"{name}.backward", window[:, i], state)
            state = tuple(torch.where(inside[:, i, None], s, torch.zeros_like(s)) for s in state)
            backward[i] = state[0]
        carried = (torch.zeros(1, hidden), torch.zeros(1, hidden))
        states = []
        for n in range(steps):
            carried = cell(w, f"{name}.forward", window[n, 0][None], carried)
            states.append(carried)
        state = (torch.cat([s[0] for s in states]), torch.cat([s[1] for s in states]))
        forward = [state[0]]
        for i in range(1, reach + 1):
            state = cell(w, f"{name}.forward", window[:, i], state)
            forward.append(state[0])
        window = torch.cat([torch.stack(forward, 1), torch.stack(backward, 1)], 2)
    return window[:, 0]


def bidirectional(case, w, x):
    """torch.nn.LSTM over the whole phase."""
    lstm = torch.nn.LSTM(case["trunk"], case["hidden"], case["layers"], bidirectional=True)
    with torch.no_grad():
        for layer in range(case["layers"]):
            for direction, suffix in (("forward", ""), ("backward", "_reverse")):
                for part in ("weight_ih", "weight_hh"):
                    getattr(lstm, f"{part}_l{layer}{suffix}").copy_(w[f"lstm.{layer}.{direction}.{part}"])
                getattr(lstm, f"bias_ih_l{layer}{suffix}").copy_(w[f"lstm.{layer}.{direction}.bias"])
                getattr(lstm, f"bias_hh_l{layer}{suffix}").zero_()
        return lstm(x[:, None])[0][:, 0]


def heads(w, features):
    quadrants = torch.softmax(features @ w["head.quadrant.weight"].T + w["head.quadrant.bias"], 1)
    affect = (features @ w["head.affect.weight"].T + w["head.affect.bias"]).clamp(-1, 1)
    emotions = torch.sigmoid(features @ w["head.emotions.weight"].T + w["head.emotions.bias"])
    return torch.cat([quadrants, affect, emotions], 1)


def run(case):
    w = weights(case)
    inputs = pooled(case, rows(case))
    now, settled = (torch.zeros(case["hops"], 8) for _ in range(2))
    for phase in range(min(case["stride"], case["hops"])):
        x = trunk(case, w, inputs[phase::case["stride"]])
        now[phase::case["stride"]] = heads(w, limited(case, w, x, 0))
        features = bidirectional(case, w, x) if case["peer"] == "nn.LSTM" else limited(case, w, x, case["lookahead"])
        settled[phase::case["stride"]] = heads(w, features)
    hops = list(range(0, case["hops"], case["every"]))
    return {**case, "now": numbers(now[hops]), "settled": numbers(settled[hops])}


def numbers(table):
    return [[round(float(value), 7) for value in row] for row in table]


def case(seed, peer="rule", **changes):
    return {"peer": peer, "seed": seed, "pooled": 3, "latest": 2, "trunk": 6, "convolutions": 1, "kernel": 3,
            "hidden": 5, "layers": 1, "stride": 1, "lookahead": 3, "hops": 300, "every": 10, **changes}


cases = [
    case(11, hops=10_000, every=50),
    case(12, hops=10_000, every=50, layers=2, stride=4, lookahead=5, convolutions=2, kernel=2),
    case(13, hops=2_000, every=50, layers=3, stride=3, lookahead=4, hidden=9, trunk=17),
    case(14, peer="nn.LSTM", hops=60, every=1, lookahead=60),
    case(15, peer="nn.LSTM", hops=60, every=1, lookahead=60, layers=2),
    case(16, peer="nn.LSTM", hops=61, every=1, lookahead=20, layers=2, stride=4),
]
with torch.no_grad():
    result = {
        "versions": {"python": sys.version.split()[0], "torch": torch.__version__, "numpy": numpy.__version__},
        "cases": [run(one) for one in cases],
    }
text = json.dumps(result).replace('{"peer"', '\n{"peer"').replace("], [", "],\n[")
print(text)
