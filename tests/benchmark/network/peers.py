# SPDX-License-Identifier: BSL-1.0
"""peers.py DIR REGIONS SECTORS POWER REPETITIONS [--no-inverse]

Makes up an input-output table, times the usual ways to the exposure of every sector to one region with numpy and scipy,
and writes the table and the shares to DIR for look_through.cpp. Sizes of regions and sectors are log-normal; seven tenths
of inputs are domestic; trade follows size and distance, and three in ten foreign cells are empty.
"""
import os
import sys

from ways import gmres, timed
import numpy as np
import scipy.linalg

directory = sys.argv[1]
regions, sectors, power, repetitions = (int(word) for word in sys.argv[2:6])
n = regions * sectors
random = np.random.Generator(np.random.Philox(2019))
region = np.repeat(np.arange(regions), sectors)
size = np.exp(random.normal(0, 1.5, regions))[region] * np.exp(random.normal(0, 0.8, n))
place = random.random((regions, 2))
distance = np.sqrt(((place[:, None] - place[None]) ** 2).sum(-1)) + 0.05
technology = random.gamma(0.35, 1.0, (sectors, sectors)) + np.eye(sectors)
use = random.uniform(1 / 3, 3 / 4, n)
A = np.empty((n, n))
for r in range(regions):
    columns = slice(r * sectors, (r + 1) * sectors)
    pull = (size / distance[region, r])[:, None] * random.gamma(1.0, 1.0, (n, sectors))
    pull *= np.tile(technology, (regions, 1))
    pull[(region != r)[:, None] & (random.random((n, sectors)) < 0.3)] = 0
    home = region == r
    pull[home] *= 0.7 / pull[home].sum(0)
    pull[~home] *= 0.3 / pull[~home].sum(0)
    A[:, columns] = pull * use[columns]
y = size * random.uniform(0.5, 1.5, n)
x = y.copy()
for _ in range(200):
    x = A @ x + y
Z = A * x
A = Z / x
u = (region == power).astype(float)
ones = np.ones(n)


def inverse():  # as pymrio does it
    L = np.linalg.inv(np.eye(n) - A)
    return L[u > 0].sum(0) / L.sum(0)


def solve():
    z = np.linalg.solve((np.eye(n) - A).T, np.stack([u, ones], 1))
    return z[:, 0] / z[:, 1]


def all_regions():
    factors = scipy.linalg.lu_factor((np.eye(n) - A).T, overwrite_a=True, check_finite=False)
    each = (region[:, None] == np.arange(regions)[None]).astype(float)
    return scipy.linalg.lu_solve(factors, np.concatenate([each, ones[:, None]], 1), check_finite=False)


if "--no-inverse" not in sys.argv:
    timed("numpy-inverse", inverse, max(1, repetitions if n <= 4000 else 1))
share = timed("numpy-solve", solve, max(1, repetitions if n <= 4000 else 1))
krylov = timed("scipy-gmres", lambda: gmres(A.T, u, ones), repetitions)
assert np.abs(krylov - share).max() < 1e-10
timed("scipy-lu-all-regions", all_regions, 1)
os.makedirs(directory, exist_ok=True)
Z.tofile(f"{directory}/Z.f64")
x.tofile(f"{directory}/x.f64")
share.tofile(f"{directory}/share.f64")
