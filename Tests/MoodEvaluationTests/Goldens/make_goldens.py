"""Writes metrics.json: metrics of made-up predictions, by scikit-learn and NumPy.

    python3 make_goldens.py > metrics.json

Inputs are rounded to four decimals, so that they are the same doubles in both languages.
"""

import json
import sys

import numpy
import sklearn
from sklearn import metrics

SOURCE = numpy.random.default_rng(20)


def rounded(values):
    return numpy.round(values, 4)


def probabilities(truth, classes, strength):
    logits = SOURCE.normal(size=(len(truth), classes))
    logits[numpy.arange(len(truth)), truth] += strength
    shares = numpy.exp(logits)
    shares = rounded(shares / shares.sum(axis=1, keepdims=True))
    # The last one takes what rounding left over.
    shares[:, -1] = rounded(1 - shares[:, :-1].sum(axis=1))
    return shares


def calibration_error(shares, truth):
    largest, right = shares.max(axis=1), shares.argmax(axis=1) == truth
    error = 0.0
    for index in range(10):
        inside = (largest > index / 10) & (largest <= (index + 1) / 10)
        if inside.any():
            error += inside.mean() * abs(largest[inside].mean() - right[inside].mean())
    return error


def classification(truth, guess):
    def means(average):
        return metrics.precision_recall_fscore_support(truth, guess, average=average, zero_division=0)

    precision, recall, f1, _ = means(None)
    macro = means("macro")
    return {
        "confusion": metrics.confusion_matrix(truth, guess).tolist(),
        "accuracy": metrics.accuracy_score(truth, guess),
        "precision": precision.tolist(), "recall": recall.tolist(), "f1": f1.tolist(),
        "macroPrecision": macro[0], "macroRecall": macro[1], "macroF1": macro[2],
        "averageRecall": metrics.balanced_accuracy_score(truth, guess),
    }


def surest(confidence, right, share):
    count = int(numpy.floor(share * len(right) + 0.5))
    return right[numpy.argsort(-confidence, kind="stable")[:count]].mean()


def decided(truth, classes, strength):
    shares = probabilities(truth, classes, strength)
    guess = shares.argmax(axis=1)
    confidence = rounded(SOURCE.uniform(size=len(truth)) * shares.max(axis=1))
    right = guess == truth
    return shares, confidence, {
        "truth": truth.tolist(), "probabilities": shares.tolist(), "confidence": confidence.tolist(),
        "figures": classification(truth, guess),
        "calibrationError": calibration_error(shares, truth),
        "negativeLogLikelihood": metrics.log_loss(truth, shares, labels=list(range(classes))),
        "surest75": surest(confidence, right, 0.75), "surest50": surest(confidence, right, 0.5),
    }


def quadrants():
    truth = SOURCE.integers(0, 4, size=60)
    shares, _, case = decided(truth, 4, 1.2)
    case["arousalSign"] = float(numpy.mean((shares[:, 0] + shares[:, 1] > 0.5) == (truth <= 1)))
    case["valenceSign"] = float(
        numpy.mean((shares[:, 0] + shares[:, 3] > 0.5) == ((truth == 0) | (truth == 3))))
    return case


def classes():
    truth = SOURCE.integers(0, 8, size=90)
    shares, _, case = decided(truth, 8, 1.5)
    high, low = [2, 4, 5, 7], [0, 1, 3]
    kept = truth != 6
    case["highArousal"] = metrics.balanced_accuracy_score(
        numpy.isin(truth, high)[kept], (shares[:, high].sum(axis=1) > shares[:, low].sum(axis=1))[kept])
    return case


def emotions():
    shares = rounded(SOURCE.beta(1, 3, size=(50, 9)))
    estimates = rounded(numpy.clip(0.5 * shares + 0.5 * SOURCE.beta(1, 3, size=(50, 9)), 0, 1))
    thresholds = rounded(SOURCE.uniform(0.15, 0.4, size=9))
    felt, guessed = shares >= 1 / 3, estimates >= thresholds
    return {
        "shares": shares.tolist(), "estimates": estimates.tolist(), "thresholds": thresholds.tolist(),
        "meanPearson": numpy.mean([numpy.corrcoef(shares[:, k], estimates[:, k])[0, 1] for k in range(9)]),
        "dominant": float(numpy.mean(shares.argmax(axis=1) == estimates.argmax(axis=1))),
        "hammingLoss": metrics.hamming_loss(felt, guessed),
        "macroF1": metrics.f1_score(felt, guessed, average="macro", zero_division=0),
    }


def concordance(a, b):
    return 2 * numpy.cov(a, b, ddof=0)[0, 1] / (a.var() + b.var() + (a.mean() - b.mean()) ** 2)


def agreement(a, b):
    return {
        "pearson": numpy.corrcoef(a, b)[0, 1], "concordance": concordance(a, b),
        "rootMeanSquareError": numpy.sqrt(numpy.mean((a - b) ** 2)),
    }


def tracks():
    pieces = []
    for measures in [12, 30, 7, 21]:
        offset = SOURCE.normal(scale=0.4)
        rated = rounded(numpy.clip(offset + SOURCE.normal(scale=0.2, size=measures), -1, 1))
        estimated = rounded(numpy.clip(0.6 * rated + SOURCE.normal(scale=0.2, size=measures), -1, 1))
        pieces.append((estimated, rated))
    a, b = (numpy.concatenate(side) for side in zip(*pieces))
    return {
        "estimates": [one.tolist() for one, _ in pieces], "ratings": [other.tolist() for _, other in pieces],
        "pooled": agreement(a, b),
        "withinPieces": numpy.mean([numpy.corrcoef(one, other)[0, 1] for one, other in pieces]),
    }


def percentiles():
    values = rounded(SOURCE.normal(size=41))
    return {"values": values.tolist(), "ends": numpy.percentile(values, [2.5, 97.5]).tolist()}


json.dump(
    {
        "versions": {"numpy": numpy.__version__, "scikit-learn": sklearn.__version__},
        "quadrants": quadrants(), "classes": classes(), "emotions": emotions(), "tracks": tracks(),
        "percentiles": percentiles(),
    },
    sys.stdout, indent=None, separators=(",", ":"), sort_keys=True)
print()
