"""Writes baselines.json: made-up rows and what scikit-learn and imbalanced-learn make of them.

    python3 make_goldens.py > baselines.json

Inputs are rounded to four decimals, so that they are the same doubles in both languages.
"""

import json
import sys

import imblearn
import numpy
import sklearn
from imblearn.over_sampling import SMOTE
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

SOURCE = numpy.random.default_rng(7)


def blobs(counts, width, spread):
    centres = SOURCE.normal(size=(len(counts), width)) * spread
    rows = numpy.concatenate(
        [centres[index] + SOURCE.normal(size=(count, width)) for index, count in enumerate(counts)])
    classes = numpy.repeat(numpy.arange(len(counts)), counts)
    order = SOURCE.permutation(len(rows))
    return numpy.round(rows[order], 4), classes[order]


def smote():
    rows, classes = blobs([14, 6], 3, 1.0)
    neighbours = 4
    filled, _ = SMOTE(k_neighbors=neighbours, random_state=5).fit_resample(rows, classes)
    # What it draws (imblearn.over_sampling._smote.base.BaseSMOTE._make_samples): places, then shares.
    state = numpy.random.RandomState(5)
    count = len(filled) - len(rows)
    places = state.randint(low=0, high=6 * neighbours, size=count)
    shares = state.uniform(size=count)
    return {
        "rows": rows[classes == 1].tolist(),
        "neighbours": neighbours,
        "draws": [
            {"base": int(place // neighbours), "neighbour": int(place % neighbours), "share": float(share)}
            for place, share in zip(places, shares)
        ],
        "made": filled[len(rows):].tolist(),
    }


def classifiers():
    rows, classes = blobs([40, 30, 20], 4, 1.2)
    tested, truth = blobs([40, 30, 20], 4, 1.2)
    scaler = StandardScaler().fit(rows)
    scaled = scaler.transform(rows)
    probabilities = OneVsRestClassifier(
        LogisticRegression(solver="liblinear", C=0.7, tol=1e-4)).fit(scaled, classes).predict_proba(
            scaler.transform(tested))
    guesses = SVC(kernel="rbf", C=2, gamma=0.25).fit(scaled, classes).predict(scaler.transform(tested))
    return {
        "rows": rows.tolist(), "classes": classes.tolist(), "tested": tested.tolist(),
        "scaled": scaled[:3].tolist(), "cost": 0.7, "logistic": probabilities.tolist(),
        "radial": {"cost": 2, "gamma": 0.25, "guesses": guesses.tolist()},
    }


json.dump(
    {
        "versions": {"scikit-learn": sklearn.__version__, "imbalanced-learn": imblearn.__version__,
                     "numpy": numpy.__version__},
        "smote": smote(), "classifiers": classifiers(),
    }, sys.stdout)
