# SPDX-License-Identifier: BSL-1.0
"""file.py DIR REGIONS SECTORS POWER REPETITIONS

Writes a made-up table in the form of the OECD's ICIO to DIR, reads it with pandas, computes the exposure of every sector
to one region with numpy, prints how long reading and computing take, and writes the shares for file.cpp.
"""
import os
import sys

from ways import timed
import numpy as np
import pandas

directory = sys.argv[1]
regions, sectors, power, repetitions = (int(word) for word in sys.argv[2:6])
n = regions * sectors
random = np.random.Generator(np.random.Philox(2019))
names = [f"{chr(65 + r // 26)}{chr(65 + r % 26)}X" for r in range(regions)]
labels = [f"{name}_{s + 1:02}" for name in names for s in range(sectors)]
A = random.gamma(0.35, 1.0, (n, n))
A *= random.uniform(1 / 3, 3 / 4, n) / A.sum(0)
y = random.uniform(50, 150, (n, regions)) / regions
x = y.sum(1)
for _ in range(200):
    x = A @ x + y.sum(1)
Z = A * x
os.makedirs(directory, exist_ok=True)
path = f"{directory}/table.csv"
with open(path, "w") as file:
    file.write("V1," + ",".join(labels + [f"{name}_HFCE" for name in names]) + "\n")
    for i in range(n):
        file.write(labels[i] + "," + ",".join(f"{v:.13g}" for v in np.concatenate([Z[i], y[i]])) + "\n")
print(f"file of {os.path.getsize(path) / 1e6:.0f} MB", flush=True)


def exposures():
    table = pandas.read_csv(path, index_col=0)
    columns = np.array([not name.endswith("_HFCE") for name in table.columns])
    flows = table.to_numpy()
    inputs = flows[:, columns] / flows.sum(1)
    u = np.array([name.startswith(names[power] + "_") for name in table.index]).astype(float)
    z = np.linalg.solve((np.eye(n) - inputs).T, np.stack([u, np.ones(n)], 1))
    return z[:, 0] / z[:, 1]


timed("pandas-numpy", exposures, repetitions).tofile(f"{directory}/share.f64")
