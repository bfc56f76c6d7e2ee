"""Queries, milliseconds, sizes and memory, in one process, on a throw-away site.

    bench.py [ROUNDS]
    bench.py lists [ROUNDS] [--database]     lists of 1,000 and 100,000: bench_lists.py
    bench.py volume [ROUNDS] [--database]    pages, map and publishing: bench_volume.py
    bench.py search [ROUNDS] [--database]    the search in 1,000 and 100,000: bench_search.py
    bench.py figures [ROUNDS] [--database]   100,000 and 1,000,000 scores: bench_figures.py
    bench.py desk [ROUNDS] [--database]      the desk of 1,000 and 100,000: bench_desk.py
    bench.py initiatives [ROUNDS] [--database]   5,000 with 100,000 supporters: bench_initiatives.py

Machines are shared and noisy: compare figures of one run, or count the queries. The
first prints every kind of page (bench_pages.py), then a web process (bench_server.py).
"""

import sys


def main(words: list[str]) -> None:
    rounds = next((int(word) for word in words if word.isdigit()), 30)
    if "lists" in words:
        import bench_lists

        bench_lists.main(rounds)
    elif "volume" in words:
        import bench_volume

        bench_volume.main(rounds)
    elif "search" in words:
        import bench_search

        bench_search.main(rounds)
    elif "figures" in words:
        import bench_figures

        bench_figures.main(rounds)
    elif "initiatives" in words:
        import bench_initiatives

        bench_initiatives.main(rounds)
    elif "desk" in words:
        import bench_desk

        bench_desk.main(rounds)
    else:
        import bench_pages
        import bench_server

        environment = bench_pages.main(rounds)
        bench_server.kept_pages(rounds)
        bench_server.memory(environment["DATABASE_URL"])


if __name__ == "__main__":
    main(sys.argv[1:])
