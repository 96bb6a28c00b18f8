# SPDX-License-Identifier: BSL-1.0
"""sparse.py DIR REGIONS SECTORS CELLS POWER REPETITIONS

Makes up a sparse table of CELLS deliveries, such as trade by product, times scipy's GMRES and its sparse LU on the
exposure of every sector to one region, and writes the table and the shares to DIR for sparse.cpp. Each sector has as many
suppliers, three in five of its own region. The LU is given up after five minutes, or when it asks for more than 12 GB.
"""
import multiprocessing
import os
import resource
import sys

from ways import gmres, timed
import numpy as np
import scipy.sparse
import scipy.sparse.linalg

directory = sys.argv[1]
regions, sectors, cells, power, repetitions = (int(word) for word in sys.argv[2:7])
n = regions * sectors
random = np.random.Generator(np.random.Philox(2019))
suppliers = cells // n
columns = np.repeat(np.arange(n), suppliers)
home = random.random(cells) < 0.6
rows = np.where(home, columns // sectors * sectors + random.integers(0, sectors, cells), random.integers(0, n, cells))
A = scipy.sparse.csc_matrix((random.gamma(0.35, 1.0, cells), (rows, columns)), shape=(n, n))
A.sum_duplicates()
use = random.uniform(1 / 3, 3 / 4, n)
A = (A @ scipy.sparse.diags(use / np.asarray(A.sum(0)).ravel())).tocsc()
x = y = np.exp(random.normal(0, 0.8, n))
for _ in range(200):
    x = A @ x + y
Z = (A @ scipy.sparse.diags(x)).tocsc()
A = (Z @ scipy.sparse.diags(1 / x)).tocsc()
u = (np.arange(n) // sectors == power).astype(float)
ones = np.ones(n)
transposed = A.T.tocsr()


def factorise():
    resource.setrlimit(resource.RLIMIT_AS, (12 << 30, 12 << 30))
    factors = scipy.sparse.linalg.splu((scipy.sparse.identity(n, format="csc") - A).tocsc())
    return factors.solve(u, trans="T") / factors.solve(ones, trans="T")


share = timed("scipy-gmres", lambda: gmres(transposed, u, ones), repetitions)
process = multiprocessing.Process(target=timed, args=("scipy-splu", factorise, 1))
process.start()
process.join(300)
if process.is_alive():
    process.kill()
    process.join()
if process.exitcode != 0:
    print("scipy-splu: does not end within 300 s and 12 GB", flush=True)
os.makedirs(directory, exist_ok=True)
Z.data.tofile(f"{directory}/values.f64")
Z.indices.astype(np.int32).tofile(f"{directory}/rows.i32")
Z.indptr.astype(np.int32).tofile(f"{directory}/firsts.i32")
x.tofile(f"{directory}/x.f64")
share.tofile(f"{directory}/share.f64")
print(f"cells {Z.nnz}", flush=True)
