"""Shards as tasks of a Ray cluster, one task a shard.

Ray starts a task again whose process or machine is gone. Tasks write into the folder of the results under
names of their own, and what drives the run gives the whole ones their names, so that a task that was thought
lost and comes back after all changes nothing. A shard that no process survives fails alone.

The folders of inputs, rules and results must be the same on all machines, and zhstat must be installed there.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Generator, Iterator
from typing import Any

from extractor.corpus.manifest import State
from extractor.corpus.run import Engine, Failed, Todo
from extractor.corpus.shard import Draft, Shards
from extractor.errors import Problem, ZhstatError

TRIES_AGAIN = 3
"""How often Ray starts a task again whose process or machine is gone."""
AHEAD = 2
"""Tasks that are handed in, for each that can run."""


def on_ray(address: str | None, jobs: int | None) -> Engine:
    """Give the engine that does shards on a Ray cluster.

    Args:
        address: Where the cluster is; else that of ``RAY_ADDRESS``, or one is started on this machine.
        jobs: How many processes one that is started here may have.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its makers
    import ray  # noqa: PLC0415  slow, and only for those who have it

    def do(duty: Shards, todo: Todo) -> Generator[Draft | Failed]:
        with tempfile.TemporaryDirectory(prefix="zhstat-", ignore_cleanup_errors=True) as folder:
            try:
                _join(ray, address or os.environ.get("RAY_ADDRESS"), jobs, folder)
                yield from _results(ray, duty, todo)
            finally:
                ray.shutdown()

    return do


def _join(ray: Any, address: str | None, jobs: int | None, folder: str) -> None:  # noqa: ANN401  a module
    quiet = {"logging_level": logging.ERROR, "log_to_driver": False}
    try:
        if address:
            ray.init(address, **quiet)
        else:
            own = {"num_cpus": jobs, "include_dashboard": False, "_node_ip_address": "127.0.0.1"}
            ray.init("local", _temp_dir=folder, **own, **quiet)
    except (ConnectionError, RuntimeError, ValueError) as error:
        where = f"the Ray cluster at {address} cannot be joined" if address else "Ray cannot be started"
        raise ZhstatError(Problem(f"{where}: {error}")) from None


def _results(ray: Any, duty: Shards, todo: Todo) -> Iterator[Draft | Failed]:  # noqa: ANN401
    task = ray.remote(max_retries=TRIES_AGAIN, num_cpus=1)(_do)
    shared = ray.put(duty)
    waiting = iter(todo)
    running: dict[Any, int] = {}
    while True:
        room = AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))
        while len(running) < room and (shard := next(waiting, None)):
            running[task.remote(shared, *shard)] = shard[0]
        if not running:
            return
        [ended], _ = ray.wait(list(running))
        number = running.pop(ended)
        try:
            yield ray.get(ended)
        except ZhstatError as error:
            yield Failed(number, str(error.__cause__ or error).splitlines()[0])
        except ray.exceptions.RayError as error:
            yield Failed(number, f"{type(error).__name__}: {str(error).splitlines()[0]}")


def _do(duty: Shards, number: int, state: State) -> Draft:
    return duty.do(number, state)
