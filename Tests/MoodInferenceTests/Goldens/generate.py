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
    if case["attention"]:
        result["head.attention.weight"], result["head.attention.bias"] = [1, 2 * hidden], [1]
    if case["statistics"]:
        width, count = case["statistics"][0], 2 * (inputs + trunk) + (inputs if case["slopes"] else 0)
        result["statistics.mean"] = result["statistics.variance"] = result["statistics.utterance"] = [count]
        heard, families = count - 2 * trunk, case["families"]
        for name, rows in ([("gate", families)] if families > 1 else []) + [
                (f"{family}.{head}", rows) for family in range(families)
                for head, rows in (("quadrant", 4), ("affect", 2), ("emotions", 2))]:
            result[f"experts.{name}.weight"], result[f"experts.{name}.bias"] = [rows, heard], [rows]
        result["statistics.hidden.weight"], result["statistics.hidden.bias"] = [width, count], [width]
        for head, rows in (("quadrant", 4), ("affect", 2), ("emotions", 2)):
            result[f"statistics.head.{head}.weight"] = [rows, width]
            if case["direct"]:
                result[f"statistics.direct.{head}.weight"] = [rows, count]
    for layer in range(len(case["dilations"])):
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
        if name == "statistics.variance":
            values = values + numpy.float32(0.5)
        result[name] = torch.tensor(values.astype(numpy.float64)).reshape(shape)
    return result


def rows(case):
    width = case["pooled"] + case["latest"] + case["gate"]
    return Generator(case["seed"] + 1).units(case["hops"] * width).reshape(-1, width).astype(numpy.float64)


def pooled(case, table):
    """Row by row: mean and population deviation over the last `stride` rows, then the latest columns."""
    result = []
    for hop in range(len(table)):
        window = table[max(0, hop + 1 - case["stride"]):hop + 1, :case["pooled"]]
        result.append(numpy.concatenate([window.mean(0), window.std(0), table[hop, case["pooled"]:case["pooled"] + case["latest"]]]))
    return torch.tensor(numpy.array(result))


def normal(w, inputs):
    return ((inputs - w["normaliser.mean"]) * w["normaliser.scale"]).clamp(-8, 8)


def trunk(case, w, x):
    """Over the steps of one phase: dense layer, causal residual convolutions."""
    x = torch.relu(x @ w["input.weight"].T + w["input.bias"])
    for layer, dilation in enumerate(case["dilations"]):
        padded = torch.nn.functional.pad(x.T, ((case["kernel"] - 1) * dilation, 0))[None]
        y = torch.nn.functional.conv1d(
            padded, w[f"conv.{layer}.weight"], w[f"conv.{layer}.bias"], dilation=dilation)[0].T
        x = x + torch.relu(y)
    return x


def gate(case, table):
    """Whether each step of a phase is within 6 dB of a peak that falls by .5 dB a step, and no lower than the floor."""
    if not case["gate"]:
        return [True] * len(table)
    peak, result = 0.0, []
    for amplitude in table[:, -1].clip(min=0):
        peak = max(amplitude, peak * 10 ** (-0.5 / 20))
        result.append(bool(amplitude >= peak * 10 ** (-6 / 20) and amplitude >= case["floor"]))
    return result


class Moments:
    """Means of what the network reads and of its trunk, of their squares, and of the inputs' products with time."""

    def __init__(self, inputs, width):
        self.inputs = inputs
        self.mean, self.square, self.product = torch.zeros(width), torch.zeros(width), torch.zeros(inputs)
        self.time = self.time_square = 0.0

    def add(self, values, time, share):
        self.mean = self.mean + share * (values - self.mean)
        self.square = self.square + share * (values**2 - self.square)
        self.product = self.product + share * (time * values[:self.inputs] - self.product)
        self.time += share * (time - self.time)
        self.time_square += share * (time**2 - self.time_square)


def opinion(case, w, m):
    """What statistics add to the linear outputs, and their distance: torch's own batch norm in evaluation."""
    s = [m.mean, ((m.square - m.mean**2).clamp(min=0) + 1e-4).sqrt()]
    if case["slopes"]:
        s.append((m.product - m.time * m.mean[:m.inputs]) / (max(m.time_square - m.time**2, 0) + 1e-2) ** 0.5)
    z = torch.nn.functional.batch_norm(
        torch.cat(s)[None], w["statistics.mean"], w["statistics.variance"], eps=1e-5)[0].clamp(-10, 10)
    g = torch.relu(w["statistics.hidden.weight"] @ z + w["statistics.hidden.bias"])
    logits = []
    for head in ("quadrant", "affect", "emotions"):
        logits.append(w[f"statistics.head.{head}.weight"] @ g)
        if case["direct"]:
            logits[-1] = logits[-1] + w[f"statistics.direct.{head}.weight"] @ z
    logits = torch.cat(logits)
    if case["families"]:
        heard = torch.cat([part[:m.inputs] for part in (z[:len(m.mean)], z[len(m.mean):2 * len(m.mean)])]
                          + [z[2 * len(m.mean):]])
        logits = (1 - shares(case)) * logits + shares(case) * experts(case, w, heard)
    return torch.cat([logits, (z * z).mean()[None]])


def shares(case):
    """What experts count in each of the eight outputs."""
    return torch.tensor(case["shares"]).repeat_interleave(torch.tensor([4, 2, 2]))


def experts(case, w, z):
    """The families' linear maps of the statistics of inputs, each counting as the gate says."""
    def dense(name):
        return torch.nn.functional.linear(z, w[f"experts.{name}.weight"], w[f"experts.{name}.bias"])

    said = torch.stack([
        torch.cat([dense(f"{family}.quadrant"), dense(f"{family}.affect").clamp(-1, 1), dense(f"{family}.emotions")])
        for family in range(case["families"])])
    return said[0] if case["families"] == 1 else torch.softmax(dense("gate"), 0) @ said


def running(case, w, u, is_open):
    """What a phase's statistics say after each of its steps; time is the number of steps that counted before."""
    if not case["statistics"]:
        return torch.zeros(len(u), 9)
    moments = Moments(u.shape[1] - case["trunk"], u.shape[1])
    count, last, result = 0, torch.zeros(9), []
    for step, values in enumerate(u):
        if is_open[step]:
            count += 1
            moments.add(values, count - 1, 1 / min(count, case["statistics"][1]))
            last = opinion(case, w, moments)
        result.append(last)
    return torch.stack(result)


def overall(case, w, u):
    """What the steps of all phases that counted say, in their order: `stride` of them are one unit of time."""
    if not case["statistics"] or not len(u):
        return torch.zeros(9)
    moments = Moments(len(u[0]) - case["trunk"], len(u[0]))
    for number, values in enumerate(u):
        moments.add(values, number / case["stride"], 1 / (number + 1))
    return opinion(case, w, moments)


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


def linear(w, features):
    names = ("quadrant", "affect", "emotions")
    return torch.cat([features @ w[f"head.{head}.weight"].T + w[f"head.{head}.bias"] for head in names], 1)


def scores(case, w, features):
    """What the attention says of each step."""
    if not case["attention"]:
        return torch.zeros(len(features))
    return (features @ w["head.attention.weight"].T + w["head.attention.bias"])[:, 0].clamp(-10, 10)


def outputs(case, deep, wide):
    logits = (1 - shares(case)) * deep + wide[:, :8]
    quadrants = torch.softmax(logits[:, :4] / 1.25, 1)
    affect = logits[:, 4:6].clamp(-1, 1)
    emotions = torch.softmax(logits[:, 6:] / 0.75, 1) if case["exclusive"] else torch.sigmoid(logits[:, 6:])
    return torch.cat([quadrants, affect, emotions, wide[:, 8:]], 1)


def run(case):
    w = weights(case)
    table = rows(case)
    inputs = normal(w, pooled(case, table))
    now, settled = (torch.zeros(case["hops"], 9) for _ in range(2))
    every_deep, every_score, every_value = ([None] * case["hops"] for _ in range(3))
    counts = [False] * case["hops"]
    for phase in range(min(case["stride"], case["hops"])):
        steps = slice(phase, None, case["stride"])
        x = trunk(case, w, inputs[steps])
        u = torch.cat([inputs[steps], x], 1)
        is_open = gate(case, table[steps])
        wide = running(case, w, u, is_open)
        now[steps] = outputs(case, linear(w, limited(case, w, x, 0)), wide)
        features = bidirectional(case, w, x) if case["peer"] == "nn.LSTM" else limited(case, w, x, case["lookahead"])
        deep = linear(w, features)
        newest = (torch.arange(len(x)) + case["lookahead"]).clamp(max=len(x) - 1)
        settled[steps] = outputs(case, deep, wide[newest])
        every_deep[steps], every_value[steps], counts[steps] = deep, u, is_open
        every_score[steps] = scores(case, w, features)
    heard = [hop for hop in range(case["hops"]) if counts[hop]]
    wide = overall(case, w, [every_value[hop] for hop in heard])
    summed = heard or range(case["hops"])
    shares = torch.softmax(torch.stack([every_score[hop] for hop in summed]), 0)
    deep = shares @ torch.stack([every_deep[hop] for hop in summed])
    summary = outputs(case, deep[None], wide[None])
    hops = list(range(0, case["hops"], case["every"]))
    return {**case, "now": numbers(now[hops]), "settled": numbers(settled[hops]), "summary": numbers(summary)[0]}


def numbers(table):
    return [[round(float(value), 7) for value in row] for row in table]


def case(seed, peer="rule", **changes):
    return {"peer": peer, "seed": seed, "pooled": 3, "latest": 2, "trunk": 6, "dilations": [1], "kernel": 3,
            "statistics": None, "direct": False, "slopes": False, "gate": False, "floor": 0, "exclusive": False, "attention": False,
            "families": 0, "shares": [0.0, 0.0, 0.0],
            "hidden": 5, "layers": 1, "stride": 1, "lookahead": 3, "hops": 300, "every": 10, **changes}


cases = [
    case(11, hops=10_000, every=50),
    case(12, hops=10_000, every=50, layers=2, stride=4, lookahead=5, dilations=[1, 1], kernel=2),
    case(13, hops=2_000, every=50, layers=3, stride=3, lookahead=4, hidden=9, trunk=17),
    case(14, peer="nn.LSTM", hops=60, every=1, lookahead=60),
    case(15, peer="nn.LSTM", hops=60, every=1, lookahead=60, layers=2),
    case(16, peer="nn.LSTM", hops=61, every=1, lookahead=20, layers=2, stride=4),
    case(21, hops=2_000, every=25, dilations=[1, 2, 4], stride=2),
    case(22, hops=2_000, every=25, statistics=[7, 40]),
    case(23, hops=2_000, every=25, gate=True, stride=3),
    case(24, hops=2_000, every=25, exclusive=True),
    case(25, hops=2_000, every=25, dilations=[1, 3], layers=2, stride=4, lookahead=5, statistics=[19, 60],
         gate=True, exclusive=True),
    case(26, peer="nn.LSTM", hops=60, every=1, lookahead=60, dilations=[1, 2], statistics=[4, 1000], gate=True),
    case(31, hops=1_000, every=25, statistics=[7, 40], direct=True),
    case(32, hops=1_000, every=25, statistics=[7, 40], slopes=True),
    case(33, hops=4_000, every=100, dilations=[1, 3], layers=2, stride=4, statistics=[11, 60], direct=True,
         slopes=True, gate=True, floor=0.25, exclusive=True),
    case(41, hops=1_000, every=25, stride=2, statistics=[5, 40], slopes=True, families=1, shares=[0.5, 0.5, 0.5]),
    case(42, hops=1_000, every=25, stride=3, statistics=[5, 40], direct=True, families=3, shares=[0.4, 0.7, 0.1]),
    case(43, hops=1_000, every=25, stride=2, statistics=[5, 40], slopes=True, gate=True, exclusive=True,
         families=2, shares=[1.0, 1.0, 1.0]),
    # So few steps that the unit of time counts.
    case(34, hops=11, every=1, stride=5, lookahead=1, statistics=[5, 60], direct=True, slopes=True),
    case(36, hops=500, every=25, stride=3, attention=True),
    case(37, hops=500, every=25, stride=2, statistics=[5, 60], direct=True, gate=True, exclusive=True, attention=True),
    # No row is as loud as that floor.
    case(35, hops=100, every=10, stride=2, statistics=[5, 60], direct=True, slopes=True, gate=True, floor=1),
]
with torch.no_grad():
    result = {
        "versions": {"python": sys.version.split()[0], "torch": torch.__version__, "numpy": numpy.__version__},
        "cases": [run(one) for one in cases],
    }
text = json.dumps(result).replace('{"peer"', '\n{"peer"').replace("], [", "],\n[")
print(text)
