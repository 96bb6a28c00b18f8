# SPDX-License-Identifier: BSL-1.0
"""What the peers of the benchmarks share: the clock, and the way by GMRES."""
import os
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")
import scipy.sparse.linalg


def timed(what, f, times):
    """Runs f some times, prints how long it took, and returns what it returned last."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        result = f()
        seconds.append(time.perf_counter() - start)
    print(f"time {what} best {min(seconds):.4f} median {sorted(seconds)[len(seconds) // 2]:.4f}", flush=True)
    return result


def gmres(transposed, region, ones):
    """The share of a region behind each sector, by GMRES on the transposed coefficients."""
    n = len(ones)
    operator = scipy.sparse.linalg.LinearOperator((n, n), matvec=lambda v: v - transposed @ v, dtype=float)
    z = []
    for b in region, ones:
        try:
            z.append(scipy.sparse.linalg.gmres(operator, b, rtol=1e-13, atol=0, restart=60, maxiter=10)[0])
        except TypeError:  # before scipy 1.12
            z.append(scipy.sparse.linalg.gmres(operator, b, tol=1e-13, atol=0, restart=60, maxiter=10)[0])
    return z[0] / z[1]
