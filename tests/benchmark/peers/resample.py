# SPDX-License-Identifier: BSL-1.0
"""resample.py matrix|loop [GENERATOR]    lines "MODEL SECONDS HHI", as resample.cpp prints them, by numpy: all draws as
one matrix, or draw by draw with a function for each index, as scripts mostly do. GENERATOR is PCG64, numpy's own choice,
or Philox, the generator of equipoise."""
import sys
import time

import numpy as np

DRAWS = 10_000
amounts = 1000 / np.arange(1, 201)
n = len(amounts)
ranks = np.arange(1, n + 1)


def together(shares):
    """The ten indices of each row of a matrix of shares; intermediate results are used again."""
    squares = (shares * shares).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = shares * np.log(shares)
    ordered = np.sort(shares, axis=1)
    a, b, c = shares[:, 0], shares[:, 1], shares[:, 2]
    return [squares, 1 / squares, -np.nansum(terms, axis=1), ((2 * ranks - n - 1) * ordered).sum(axis=1) / n,
            ordered[:, -1], ordered[:, -4:].sum(axis=1), a.copy(), b.copy(), c.copy(), (b - a) / (a + b)]


def shannon(s):
    s = s[s > 0]
    return -(s * np.log(s)).sum()


separate = [
    lambda s: (s * s).sum(),
    lambda s: 1 / (s * s).sum(),
    shannon,
    lambda s: ((2 * ranks - n - 1) * np.sort(s)).sum() / n,
    lambda s: s.max(),
    lambda s: np.sort(s)[-4:].sum(),
    lambda s: s[0],
    lambda s: s[1],
    lambda s: s[2],
    lambda s: (s[1] - s[0]) / (s[0] + s[1]),
]


def dirichlet(random, draws):
    return random.dirichlet(5000 * amounts / amounts.sum(), draws)


def lognormal(random, draws):
    drawn = amounts * np.exp(0.1 * random.standard_normal((draws, n)) - 0.1**2 / 2)
    return drawn / drawn.sum(axis=1, keepdims=True)


generator = {"PCG64": np.random.PCG64, "Philox": np.random.Philox}[sys.argv[2] if len(sys.argv) > 2 else "PCG64"]
for model in (dirichlet, lognormal):
    for repetition in range(3):
        begin = time.perf_counter()
        random = np.random.Generator(generator(1))
        if sys.argv[1] == "matrix":
            results = together(model(random, DRAWS))
        else:
            results = np.empty((len(separate), DRAWS))
            for d in range(DRAWS):
                shares = model(random, 1)[0]
                for i, index in enumerate(separate):
                    results[i, d] = index(shares)
        seconds = time.perf_counter() - begin
        print(f"{model.__name__} {seconds:.6f} {np.mean(results[0]):.9f}", flush=True)
